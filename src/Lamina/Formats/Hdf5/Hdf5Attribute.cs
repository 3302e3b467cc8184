namespace Lamina.Formats.Hdf5;

/// <summary>What is noted on a group or dataset under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="TypeName">The elements' type as people write it.</param>
/// <param name="Axes">The axes; none for a scalar.</param>
/// <param name="Value">A <see cref="string"/> array or a <see cref="Tensor"/>; null where it has no elements or a type that
/// Lamina does not read.</param>
internal sealed record Hdf5Attribute(string Name, string TypeName, IReadOnlyList<long> Axes, object? Value)
{
    /// <summary>Its texts, fixed or variable in length, ASCII or UTF-8; empty where it has no elements of whatever type; null
    /// where it holds something else.</summary>
    public IReadOnlyList<string>? Texts => Value as string[] ?? (Axes.Contains(0) ? [] : null);

    /// <summary>Its single text; null where it is none.</summary>
    public string? Text => Value is string[] { Length: 1 } texts ? texts[0] : null;
}
