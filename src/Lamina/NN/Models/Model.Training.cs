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
    private Trainer? _trainer;

    /// <summary>The optimizer that the model was compiled with; null before.</summary>
    public Optimizer? Optimizer => _trainer?.Optimizer;

    /// <summary>The size of a step in force; setting it holds from the next step on.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public double LearningRate
    {
        get => Compiled(nameof(LearningRate)).State.LearningRate.Floats[0];
        set => Compiled(nameof(LearningRate)).State.LearningRate.Floats[0] = (float)Guard.NonNegative(value);
    }

    internal Trainer? Trainer => _trainer;

    /// <summary>Says how the model is trained and judged.</summary>
    /// <param name="optimizer">How weights follow gradients; a name, such as <c>"adam"</c>, takes Keras's defaults.</param>
    /// <param name="loss">What is minimized; a name, such as <c>"mse"</c>, takes Keras's defaults. The same for each output.</param>
    /// <param name="metrics">What is measured besides, without sample weights.</param>
    /// <param name="weightedMetrics">What is measured with sample weights.</param>
    public void Compile(
        Optimizer? optimizer = null,
        Loss? loss = null,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null) =>
        _trainer = new Trainer(
            this, optimizer ?? new RMSprop(), [.. Repeat(loss)], [.. Repeat(1.0)], metrics ?? [], weightedMetrics ?? []);

    /// <summary>Says how a model of several outputs is trained and judged.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">What is minimized, for each output; null for an output that is not trained.</param>
    /// <param name="lossWeights">How much each loss counts; 1 by default.</param>
    /// <param name="metrics">What is measured of each output, without sample weights.</param>
    /// <param name="weightedMetrics">What is measured of each output with sample weights.</param>
    public void Compile(
        Optimizer optimizer,
        IReadOnlyList<Loss?> losses,
        IReadOnlyList<double>? lossWeights = null,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Count != Outputs.Count || (lossWeights is not null && lossWeights.Count != losses.Count))
        {
            throw new ArgumentException(
                $"'{Name}' has {DataChecks.Count(Outputs.Count, "output")}; {losses.Count} losses and {lossWeights?.Count ?? losses.Count} weights of losses were given.");
        }

        _trainer = new Trainer(this, optimizer, losses, lossWeights ?? [.. losses.Select(_ => 1.0)], metrics ?? [], weightedMetrics ?? []);
    }

    /// <summary>Trains on samples of one input and one output; see the other overload for what the parameters mean.</summary>
    /// <inheritdoc cref="Fit(IReadOnlyList{Tensor}, IReadOnlyList{Tensor}, int, int, int, bool, double, ValueTuple{Tensor, Tensor}?, Tensor?, IReadOnlyDictionary{int, double}?, IReadOnlyList{Callback}?, int, int?, CancellationToken)"/>
    public History Fit(
        Tensor x,
        Tensor y,
        int batchSize = 32,
        int epochs = 1,
        int verbose = 1,
        bool shuffle = true,
        double validationSplit = 0,
        (Tensor X, Tensor Y)? validationData = null,
        Tensor? sampleWeight = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        int initialEpoch = 0,
        int? validationBatchSize = null,
        CancellationToken cancellationToken = default) =>
        Fit([x], [y], batchSize, epochs, verbose, shuffle, validationSplit, validationData, sampleWeight, classWeight, callbacks, initialEpoch, validationBatchSize, cancellationToken);

    /// <summary>Trains the model.</summary>
    /// <param name="x">The inputs: a tensor [samples, ..] for each input of the model.</param>
    /// <param name="y">The targets: a tensor [samples, ..] for each output.</param>
    /// <param name="batchSize">Samples a step; the last step of an epoch may have fewer.</param>
    /// <param name="epochs">The number behind the last epoch.</param>
    /// <param name="verbose">0: silent; 1: a progress bar, or a line an epoch where output is redirected; 2: a line an epoch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new order.</param>
    /// <param name="validationSplit">The share of samples, taken from the end before shuffling, to validate with.</param>
    /// <param name="validationData">Other samples to validate with; for one input and one output.</param>
    /// <param name="sampleWeight">How much each sample counts: [samples].</param>
    /// <param name="classWeight">How much the samples of a class count; 1 for classes not named.</param>
    /// <param name="callbacks">Code to call at the training's turns.</param>
    /// <param name="initialEpoch">The first epoch, to go on with a training.</param>
    /// <param name="validationBatchSize">Samples a validation step; as in training by default.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs.</param>
    /// <returns>The logs of each epoch, and why training ended.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">The data does not fit the model; the message says where.</exception>
    /// <exception cref="NotFiniteException">The loss became NaN or infinite; no weight was changed by it.</exception>
    public History Fit(
        IReadOnlyList<Tensor> x,
        IReadOnlyList<Tensor> y,
        int batchSize = 32,
        int epochs = 1,
        int verbose = 1,
        bool shuffle = true,
        double validationSplit = 0,
        (Tensor X, Tensor Y)? validationData = null,
        Tensor? sampleWeight = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        int initialEpoch = 0,
        int? validationBatchSize = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var trainer = Compiled(nameof(Fit));
        DataChecks.BatchSize(batchSize);
        DataChecks.BatchSize(validationBatchSize ?? batchSize, nameof(validationBatchSize));
        DataChecks.AtLeastZero(epochs);
        DataChecks.AtLeastZero(initialEpoch);
        DataChecks.AtLeastZero(verbose);
        BuildFor(x);
        DataChecks.Lengths(this, x, y, sampleWeight, "");
        sampleWeight = SampleWeights.Combine(sampleWeight, classWeight, y);
        BatchFeed? validation = null;
        if (validationData is { } data)
        {
            validation = new BatchFeed(this, [data.X], [data.Y], null, trainer.Losses, "validation ");
        }
        else if (validationSplit != 0)
        {
            var split = ValidationSplit.At(x[0].Shape[0], validationSplit);
            validation = new BatchFeed(
                this, ValidationSplit.Behind(x, split), ValidationSplit.Behind(y, split),
                sampleWeight is null ? null : ValidationSplit.Behind([sampleWeight], split)[0], trainer.Losses, "validation ");
            (x, y) = (ValidationSplit.Before(x, split), ValidationSplit.Before(y, split));
            sampleWeight = sampleWeight is null ? null : ValidationSplit.Before([sampleWeight], split)[0];
        }

        var feed = new BatchFeed(this, x, y, sampleWeight, trainer.Losses);
        var options = new FitOptions(batchSize, epochs, initialEpoch, shuffle, validationBatchSize ?? batchSize, verbose);
        return new FitLoop(this, trainer, feed, validation, options)
            .Run([.. callbacks ?? [], .. ProgressBar.For(verbose)], cancellationToken);
    }

    /// <summary>Measures loss and metrics on samples of one input and one output.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Logs Evaluate(Tensor x, Tensor y, int batchSize = 32, Tensor? sampleWeight = null) =>
        Evaluate([x], [y], batchSize, sampleWeight);

    /// <summary>Measures loss and metrics.</summary>
    /// <param name="x">The inputs: a tensor [samples, ..] for each input of the model.</param>
    /// <param name="y">The targets: a tensor [samples, ..] for each output.</param>
    /// <param name="batchSize">Samples a step.</param>
    /// <param name="sampleWeight">How much each sample counts: [samples].</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Logs Evaluate(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, int batchSize = 32, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        var trainer = Compiled(nameof(Evaluate));
        DataChecks.BatchSize(batchSize);
        BuildFor(x);
        return FitLoop.Evaluate(trainer, new BatchFeed(this, x, y, sampleWeight, trainer.Losses), batchSize);
    }

    /// <summary>What the model gives for samples of one input; its first output if there are several. Thread-safe.</summary>
    public Tensor Predict(Tensor x, int batchSize = 32) => Predict([x], batchSize)[0];

    /// <summary>What the model gives: a tensor [samples, ..] for each output. Thread-safe.</summary>
    /// <param name="x">The inputs: a tensor [samples, ..] for each input of the model.</param>
    /// <param name="batchSize">Samples a step.</param>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> x, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(x);
        DataChecks.BatchSize(batchSize);
        BuildFor(x);
        DataChecks.Inputs(this, x);
        var sources = x.Select(tensor => new RowSource(tensor)).ToArray();
        var count = sources[0].Rows;
        var samples = string.Join(' ', x.Select(tensor => tensor.Shape.With(0, Shape.Unknown)));
        var results = new float[Outputs.Count][];
        var shapes = new Shape[Outputs.Count];
        for (var start = 0; start < count; start += batchSize)
        {
            var rows = Math.Min(batchSize, count - start);
            var graph = PlanFor(x, new PredictKey(rows, samples));
            var run = graph.Rent();
            for (var i = 0; i < sources.Length; i++)
            {
                run.Feed(i, sources[i], start, rows);
            }

            run.Execute();
            for (var i = 0; i < results.Length; i++)
            {
                var output = run.Output(i);
                shapes[i] = run.OutputShape(i).With(0, count);
                results[i] ??= new float[shapes[i].Size];
                output.CopyTo(results[i].AsSpan(start * (output.Length / rows)));
            }

            graph.Return(run);
        }

        return [.. results.Select((values, i) => Tensor.Wrap(values, shapes[i]))];
    }

    private CompiledGraph PlanFor(IReadOnlyList<Tensor> x, PredictKey key)
    {
        if (_predict.TryGetValue(key, out var graph))
        {
            return graph;
        }

        if (_predict.Count >= MostPredictPlans)
        {
            _predict.Clear();
        }

        return _predict.GetOrAdd(key, TraceInference([.. x.Select(tensor => tensor.Shape.With(0, key.Rows))]));
    }

    private CompiledGraph TraceInference(Shape[] shapes)
    {
        using var scope = Tracer.Enter(Name);
        var inputs = Inputs.Select((input, i) =>
            new Parameter(new TensorType(shapes[i], input.DType), $"x{i}", i).Of()).ToArray();
        return new CompiledGraph(new Graph(Call(inputs, new CallContext(training: false)).Select(y => y.Cast(DType.Float32))));
    }

    private void BuildFor(IReadOnlyList<Tensor> x)
    {
        if (HasGraph || _whole is not null)
        {
            return;
        }

        DataChecks.NotEmpty(x);
        if (this is Sequential)
        {
            BuildOnce([.. x.Select(tensor => tensor.Shape.With(0, Shape.Unknown))], "");
        }
        else
        {
            Connect([.. x.Select(tensor => (tensor.Shape, tensor.DType.IsInteger ? DType.Int32 : DType.Float32))]);
        }
    }

    private Trainer Compiled(string caller) => _trainer
        ?? throw new InvalidOperationException($"{caller} needs a compiled model: call Compile with an optimizer and a loss first.");

    // The shapes of samples may differ from call to call where an axis of the input is unknown.
    private readonly record struct PredictKey(int Rows, string Samples);

    // Before the model is built the number of outputs is not known; a Sequential has one.
    private IEnumerable<T> Repeat<T>(T value) => Enumerable.Repeat(value, _graph?.Outputs.Count ?? _whole?.Outputs.Count ?? 1);
}
