using Lamina.NN;

namespace Lamina.Data;

/// <summary>A layer applied to data on its way: compiled once for each shape, with random numbers that depend on the seed, the
/// epoch and the number of the item in the pass.</summary>
internal sealed class LayerMap
{
    private readonly Lock _gate = new();
    private readonly Layer _layer;
    private readonly ulong _key;
    private readonly CompiledFunction _function;

    public LayerMap(Layer layer, bool training, int? seed)
    {
        ArgumentNullException.ThrowIfNull(layer);
        (_layer, _key) = (layer, Passes.Key(seed));
        _function = Function.Compile(x => layer.Apply([.. x.SkipLast(1)], new CallContext(training, x[^1])));
    }

    /// <summary>What the layer gives for tensors [samples, ..]. Thread-safe.</summary>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs, int epoch, long number)
    {
        BuildFor(inputs);
        var counter = (int)Passes.Mix(Passes.Mix(_key, epoch), number);
        return _function.Call([.. inputs, Tensor.Wrap([counter], Shape.Scalar)]);
    }

    /// <summary>A batch whose inputs the layer was applied to, and its targets where they go with them.</summary>
    public Batch Run(Batch batch, bool withTargets, int epoch, int number)
    {
        IReadOnlyList<Tensor> given = withTargets ? [.. batch.Inputs, .. batch.Targets] : batch.Inputs;
        var outputs = Run(given, epoch, number);
        CheckOutputs(outputs.Count, given.Count, withTargets ? "inputs and targets" : "the inputs");
        var inputs = batch.Inputs.Count;
        return batch with
        {
            Inputs = [.. outputs.Take(inputs)],
            Targets = withTargets ? [.. outputs.Skip(inputs)] : batch.Targets,
        };
    }

    /// <summary>Makes sure that a layer gives as many tensors as it took.</summary>
    /// <exception cref="ArgumentException">It gives another number.</exception>
    public void CheckOutputs(int outputs, int wanted, string what)
    {
        if (outputs != wanted)
        {
            throw new ArgumentException(
                $"A layer that data is mapped by gives as many tensors as it takes: '{_layer.Name}' was given {what} ({wanted}) and gave {outputs}.");
        }
    }

    private void BuildFor(IReadOnlyList<Tensor> inputs)
    {
        if (_layer.IsBuilt)
        {
            return;
        }

        lock (_gate)
        {
            var precision = inputs.Select(x => x.DType).FirstOrDefault(dtype => dtype.IsFloat, DType.Float32);
            _layer.BuildOnce([.. inputs.Select(x => x.Shape.With(0, Shape.Unknown))], "", precision);
        }
    }
}
