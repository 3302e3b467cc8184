using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that reads given values, such as strings, in plain .NET, and leaves the rest to tensor operations.</summary>
/// <remarks>In a model it runs on the data before they enter the compiled plan, so nothing that is trained may stand in
/// front of it.</remarks>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class HostLayer<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : LayerConfig
{
    private protected HostLayer(TConfig config)
        : base(config)
    {
    }

    internal override HostUse HostUse => HostUse.Always;

    private protected string Title => $"'{Name}' ({KerasName})";

    internal sealed override IReadOnlyList<Tensor> OnHost(IReadOnlyList<Tensor> values)
    {
        CheckInputs([.. values.Select(x => x.Type)]);
        return [Read(values)];
    }

    internal sealed override IReadOnlyList<Tensor> BehindHost(IReadOnlyList<Tensor> read) => [Finish(read[0])];

    internal sealed override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(
        IReadOnlyList<(Shape Shape, DType DType)> inputs, CallArguments arguments)
    {
        TensorType[] types = [.. inputs.Select(x => new TensorType(x.Shape, x.DType))];
        using var scope = Tracer.Enter($"{Name} ({KerasName})");
        CheckInputs(types);
        var (shape, dtype) = Infer(types);
        return [(shape, dtype)];
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return ValuesOf(inputs) is { } values
            ? BehindHost(OnHost(values))
            : throw new InvalidOperationException(
                $"{Title} reads values, before a plan runs; it was given {inputs[0]}, whose values are not known yet."
                + "\n  hint: in a model let it follow an Input; elsewhere apply it to the data first.");
    }

    /// <summary>Refuses inputs of the wrong kind.</summary>
    private protected abstract void CheckInputs(IReadOnlyList<TensorType> inputs);

    /// <summary>The type of the output for inputs of some types, whose axes may be unknown.</summary>
    private protected abstract TensorType Infer(IReadOnlyList<TensorType> inputs);

    /// <summary>What is read off values: whole numbers, or strings.</summary>
    private protected abstract Tensor Read(IReadOnlyList<Tensor> values);

    /// <summary>The output, in tensor operations on what was read.</summary>
    private protected virtual Tensor Finish(Tensor read) => read;

    /// <summary>The one input.</summary>
    private protected TensorType Single(IReadOnlyList<TensorType> inputs) => inputs.Count == 1
        ? inputs[0]
        : throw new ArgumentException($"{Title} takes one input; it was given {inputs.Count}.");

    /// <summary>The values of inputs; null where they depend on what a run is given.</summary>
    private protected static IReadOnlyList<Tensor>? ValuesOf(IReadOnlyList<Tensor> inputs) =>
        inputs.All(IsGiven) ? [.. inputs.Select(x => x.Evaluate())] : null;

    private static bool IsGiven(Tensor x) => x.Op is Ops.Constant
        || new Graph([x]).Parameters.IsEmpty;
}
