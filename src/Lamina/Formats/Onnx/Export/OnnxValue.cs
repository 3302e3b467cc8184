using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>What stands for a tensor while a graph is written: a value of the graph, perhaps with its axes still to be
/// exchanged, and then to be repeated.</summary>
/// <remarks>Exchanges are put off because most undo each other (maps have their channels last, ONNX's convolutions want
/// them first), and repetitions because elementwise operators broadcast by themselves.</remarks>
/// <param name="Id">The value of the graph, by its provisional name; empty for a weight.</param>
/// <param name="Base">Its shape.</param>
/// <param name="DType">The type of its elements.</param>
internal sealed record OnnxValue(string Id, Length[] Base, DType DType)
{
    /// <summary>Axis i is axis <c>Order[i]</c> of the value; null where they stand as they are.</summary>
    public Axes? Order { get; init; }

    /// <summary>The shape after the exchange of axes.</summary>
    public Length[] Inner => Order is { } order ? Base.Permuted(order) : Base;

    /// <summary>The shape of the tensor.</summary>
    public Length[] Shape { get; init; } = Base;

    /// <summary>For weights and constants, from what they are computed.</summary>
    public Tensor? Formula { get; init; }

    /// <summary>What a weight is called after.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Whether it still has to be repeated.</summary>
    public bool IsStretched => !Inner.AsSpan().SequenceEqual(Shape);

    /// <summary>Whether it is a value of the graph as it stands.</summary>
    public bool IsPlain => Order is null && !IsStretched;
}
