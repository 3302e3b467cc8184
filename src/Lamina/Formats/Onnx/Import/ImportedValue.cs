using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What a name in the file stands for while a model is put together.</summary>
internal abstract record ImportedValue;

/// <summary>Values that are known, whatever is fed.</summary>
/// <param name="Value">The values.</param>
/// <param name="Initializer">The initializer from which they come, if from one; only such are trained.</param>
internal sealed record GivenValue(Tensor Value, string? Initializer = null) : ImportedValue;

/// <summary>Values that follow from the shapes of what is fed, and from nothing else of it.</summary>
/// <param name="Trials">The values in each of the trials.</param>
/// <param name="Node">The node that gives them, which layers that need them compute again.</param>
internal sealed record ShapeValue(IReadOnlyList<Tensor> Trials, OnnxNode Node) : ImportedValue;

/// <summary>What a layer gives.</summary>
/// <param name="Tensor">The placeholder; its first axis is the batch.</param>
/// <param name="View">How the value stands in it.</param>
/// <param name="Trials">The value's shape in each of the trials.</param>
internal sealed record LayerValue(KerasTensor Tensor, AxisView View, IReadOnlyList<Shape> Trials) : ImportedValue
{
    /// <summary>Whether no element is below 0, so that zeros around it change no maximum.</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The number of axes.</summary>
    public int Rank => View.Rank;

    /// <summary>Whether the value is of floating point.</summary>
    public bool IsFloat => Tensor.DType.IsFloat;

    /// <summary>The length of an axis, as far as it is the same in all trials.</summary>
    public int Length(int axis) => Trials.All(shape => shape[axis] == Trials[0][axis]) ? Trials[0][axis] : Shape.Unknown;

    /// <summary>The shape, as far as it is the same in all trials.</summary>
    public Shape Known => [.. Enumerable.Range(0, Rank).Select(Length)];
}
