using System.Collections.Concurrent;
using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

public partial class Model
{
    // A plan for each batch size that was seen; more than a few are asked for only by ever-changing sizes.
    private const int MostPredictPlans = 32;

    private readonly ConcurrentDictionary<PredictKey, CompiledGraph> _predict = [];

    /// <summary>Whether inputs and outputs are known.</summary>
    internal bool IsConnected => HasGraph || _whole is not null;

    /// <summary>What the model gives for samples of one input; its first output if there are several. Thread-safe.</summary>
    /// <param name="x">The samples: [samples, ..].</param>
    /// <param name="batchSize">Samples a step.</param>
    public Tensor Predict(Tensor x, int batchSize = 32) => Predict([x], batchSize)[0];

    /// <summary>What the model gives: a tensor [samples, ..] for each output. Thread-safe.</summary>
    /// <param name="x">The inputs: a tensor [samples, ..] for each input of the model.</param>
    /// <param name="batchSize">Samples a step.</param>
    /// <param name="callbacks">Code to call at the prediction's turns; not with several threads.</param>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> x, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        DataChecks.BatchSize(batchSize, nameof(batchSize));
        BuildFor(x);
        DataChecks.Inputs(this, x);
        var (entries, known) = ReadFirst(x);
        DataChecks.Indices(this, entries);
        var sources = entries.Select(tensor => new RowSource(tensor)).ToArray();
        var count = x[0].Shape[0];
        var samples = string.Join(' ', entries.Select(tensor => tensor.Shape.With(0, Shape.Unknown)));
        int[] places = [.. Enumerable.Range(0, Outputs.Count).Where(i => !known.ContainsKey(i))];
        var results = new Array[places.Length];
        var shapes = new Shape[places.Length];
        callbacks = Ready(callbacks);
        foreach (var callback in callbacks)
        {
            callback.OnPredictBegin();
        }

        for (int start = 0, batch = 0; start < count; start += batchSize, batch++)
        {
            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnPredictBatchBegin(batch);
            }

            var rows = Math.Min(batchSize, count - start);
            var graph = PlanFor(entries, places, new PredictKey(rows, samples));
            var run = graph.Rent();
            for (var i = 0; i < sources.Length; i++)
            {
                run.Feed(i, sources[i], start, rows);
            }

            run.Execute();
            for (var i = 0; i < results.Length; i++)
            {
                var shape = run.OutputShape(i);
                shapes[i] = shape.With(0, count);
                results[i] ??= ResultType(Outputs[places[i]].DType) == DType.Float64 ? new double[shapes[i].Size] : new float[shapes[i].Size];
                run.CopyOutput(i, results[i], start * (shape.Size / rows));
            }

            graph.Return(run);
            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnPredictBatchEnd(batch);
            }
        }

        foreach (var callback in callbacks)
        {
            callback.OnPredictEnd();
        }

        return [.. Outputs.Select((output, i) => known.TryGetValue(i, out var value) ? value : Result(output, Array.IndexOf(places, i)))];

        Tensor Result(KerasTensor output, int at) =>
            TensorValues.Give(results[at], new TensorType(shapes[at], ResultType(output.DType)));
    }

    /// <summary>What the model gives, by the names of its outputs, for inputs by their names. Thread-safe.</summary>
    /// <param name="x">A tensor [samples, ..] for each input of the model.</param>
    /// <param name="batchSize">Samples a step.</param>
    public IReadOnlyDictionary<string, Tensor> Predict(IReadOnlyDictionary<string, Tensor> x, int batchSize = 32)
    {
        var results = Predict(InputsOf(TensorSet.Of(x)), batchSize);
        return OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What the model gives for data that comes in batches, batch by batch as it is asked for.</summary>
    /// <param name="data">The data; its targets are not looked at.</param>
    /// <param name="steps">Batches to take; all by default.</param>
    public IEnumerable<IReadOnlyList<Tensor>> Predict(IDataset data, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var batches = data.Batches(0);
        return (steps is { } most ? batches.Take(most) : batches).Select(batch => Predict(batch.Inputs, batch.Count));
    }

    /// <summary>What the model gives for one batch, in one step.</summary>
    public Tensor PredictOnBatch(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Predict(x, x.Rank == 0 ? 1 : Math.Max(1, x.Shape[0]));
    }

    private (IReadOnlyList<Tensor> Entries, Dictionary<int, Tensor> Known) ReadFirst(IReadOnlyList<Tensor> x) =>
        _graph?.Host is { } host ? host.Run([.. x.Select(tensor => tensor.Evaluate())]) : (x, []);

    private static DType ResultType(DType output) => output == DType.Float64 ? DType.Float64 : DType.Float32;

    private CompiledGraph PlanFor(IReadOnlyList<Tensor> entries, int[] places, PredictKey key)
    {
        if (_predict.TryGetValue(key, out var graph))
        {
            return graph;
        }

        if (_predict.Count >= MostPredictPlans)
        {
            _predict.Clear();
        }

        return _predict.GetOrAdd(
            key, TraceInference([.. entries.Select(tensor => tensor.Type with { Shape = tensor.Shape.With(0, key.Rows) })], places));
    }

    private CompiledGraph TraceInference(TensorType[] types, int[] places)
    {
        using var scope = Tracer.Enter(Name);
        var entries = types.Select((type, i) =>
            new Parameter(type with { DType = EntryDType(i, type.DType) }, $"x{i}", i).Of()).ToArray();

        // What a call changes, such as states that are carried from batch to batch, happens in predictions too.
        var context = new CallContext(training: false);
        var outputs = HasGraph && Graph.Host is not null ? Graph.RunPlan(entries, context, places) : Call(entries, context);
        return new CompiledGraph(new Graph(outputs.Select(y => y.Cast(ResultType(y.DType))), context.Updates));
    }

    private void BuildFor(IReadOnlyList<Tensor> x)
    {
        if (IsConnected)
        {
            return;
        }

        DataChecks.NotEmpty(x);
        if (this is Sequential)
        {
            BuildFor([.. x.Select(tensor => tensor.Shape.With(0, Shape.Unknown))], [.. x.Select(tensor => tensor.DType)]);
        }
        else
        {
            Connect([.. x.Select(tensor => (tensor.Shape, tensor.DType == DType.String ? DType.String : tensor.DType.IsInteger ? DType.Int32 : DType.Float32))]);
        }
    }

    // The shapes of samples may differ from call to call where an axis of the input is unknown.
    private readonly record struct PredictKey(int Rows, string Samples);
}
