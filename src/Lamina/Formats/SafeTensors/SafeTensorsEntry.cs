namespace Lamina.Formats.SafeTensors;

/// <summary>What the header of a <c>.safetensors</c> file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">The type of its elements in the format's own word, such as <c>F32</c> or <c>BF16</c>.</param>
/// <param name="Axes">The lengths of its axes; none for a scalar.</param>
/// <param name="Begin">Where its elements begin, in bytes behind the header.</param>
/// <param name="End">Where they end.</param>
public sealed record SafeTensorsEntry(string Name, string DType, IReadOnlyList<long> Axes, long Begin, long End)
{
    /// <summary>Name, type and shape: <c>fc1.weight F32[128, 64]</c>.</summary>
    public override string ToString() => $"{Name} {DType}[{string.Join(", ", Axes)}]";
}
