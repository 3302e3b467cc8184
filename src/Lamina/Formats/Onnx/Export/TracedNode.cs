using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>One op of a model, as it stands in each of its traces.</summary>
internal sealed class TracedNode
{
    private readonly bool _isSame;

    public TracedNode(Node[] traces, TracedNode[] inputs)
    {
        (Traces, Inputs) = (traces, inputs);
        Shape = Lengths.Of([.. traces.Select(node => node.Output.Shape)]);
        _isSame = Array.TrueForAll(traces, node => AreSame(node.Op, traces[0].Op));
        IsFixed = _isSame && Op is not (Parameter or RandomUniform) && Shape.AreFixed() && Array.TrueForAll(inputs, input => input.IsFixed);
    }

    public Node[] Traces { get; }

    public TracedNode[] Inputs { get; }

    /// <summary>The op of the first trace.</summary>
    public Op Op => Traces[0].Op;

    public DType DType => Traces[0].Output.DType;

    public Length[] Shape { get; }

    public int Rank => Shape.Length;

    /// <summary>Whether it follows from weights and constants alone.</summary>
    public bool IsFixed { get; }

    /// <summary>The layer that made it, as in <see cref="Node.Path"/>.</summary>
    public string Path => Traces[0].Path;

    /// <summary>What is computed, for what is fixed.</summary>
    public Tensor Formula => Traces[0].Output;

    /// <summary>The value of a constant at every place; null for anything else.</summary>
    public double? Filled => Op is Fill { Value: var value } && _isSame ? value : null;

    /// <summary>The op, which must be the same in all traces.</summary>
    public T Same<T>()
        where T : Op => _isSame
        ? (T)Op
        : throw OnnxErrors.Cannot(
            this,
            $"{Op.Name} depends on the size of the batch, or of another axis that is not known, in a way that ONNX cannot say",
            "give the model's inputs a fixed shape, all but the batch, and decide nothing by the size of a batch.");

    /// <summary>A number of the op.</summary>
    public Length Number<T>(Func<T, long> of)
        where T : Op => new([.. Traces.Select(node => of((T)node.Op))]);

    /// <summary>Numbers of the op.</summary>
    public Length[] Numbers<T>(Func<T, IReadOnlyList<int>> of)
        where T : Op
    {
        IReadOnlyList<int>[] all = [.. Traces.Select(node => of((T)node.Op))];
        return [.. Enumerable.Range(0, all[0].Count).Select(i => new Length([.. all.Select(numbers => (long)numbers[i])]))];
    }

    // A fill or a count of another shape is the same: its shape is looked at elsewhere.
    private static bool AreSame(Op a, Op b) => (a, b) switch
    {
        (Constant x, Constant y) => x.Type == y.Type && (ReferenceEquals(x.Data, y.Data) || SameValues(x.Data, y.Data)),
        (Fill x, Fill y) => x.Value.Equals(y.Value),
        (OwnGradient, OwnGradient) => true,
        _ => a.Equals(b),
    };

    private static bool SameValues(Array a, Array b) => (a, b) switch
    {
        (float[] x, float[] y) => x.AsSpan().SequenceEqual(y),
        (double[] x, double[] y) => x.AsSpan().SequenceEqual(y),
        (int[] x, int[] y) => x.AsSpan().SequenceEqual(y),
        (long[] x, long[] y) => x.AsSpan().SequenceEqual(y),
        (bool[] x, bool[] y) => x.AsSpan().SequenceEqual(y),
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        _ => false,
    };
}
