using Lamina.Formats.Hdf5;

namespace Lamina.Formats.Keras;

/// <summary>An array of a file that is read when it is needed, so that loading a model takes the memory of the model.</summary>
/// <param name="Path">Its place in the file, for messages and reports.</param>
/// <param name="Name">What its owner calls it: <c>layers/dense/vars/0</c>, <c>dense_1/kernel:0</c>.</param>
/// <param name="Axes">Its axes as the file states them.</param>
/// <param name="TypeName">Its type as the file states it.</param>
/// <param name="Read">Its values.</param>
internal sealed record SourceArray(
    string Path, string Name, IReadOnlyList<long> Axes, string TypeName, Func<Tensor> Read)
{
    /// <summary>What was done to its values; nothing when null.</summary>
    public string? Conversion { get; private init; }

    /// <summary>The number of elements; as a number that cannot overflow.</summary>
    public double Size => Axes.Aggregate(1.0, (size, axis) => size * axis);

    /// <summary>Whether its elements can become those of a variable.</summary>
    public bool IsNumeric => !TypeName.Contains("string", StringComparison.Ordinal);

    /// <summary>A dataset of a file.</summary>
    public static SourceArray Of(string name, Hdf5Dataset dataset) =>
        new(dataset.Path, name, dataset.Axes, dataset.TypeName, dataset.Read);

    /// <summary>An array that is there already.</summary>
    public static SourceArray Of(string name, Tensor tensor) =>
        new(name, name, [.. tensor.Shape.Select(axis => (long)axis)], tensor.DType.KerasName, () => tensor);

    /// <summary>Whether a variable can take the values: the same axes, but for those of length 1.</summary>
    public bool Fits(Variable variable) => IsNumeric && (HasShape(variable.Shape)
        || Axes.Where(axis => axis != 1).SequenceEqual(variable.Shape.Where(axis => axis != 1).Select(axis => (long)axis)));

    /// <summary>Whether the axes are those of a shape.</summary>
    public bool HasShape(Shape shape) => Axes.SequenceEqual(shape.Select(axis => (long)axis));

    /// <summary>The array with its values made into others.</summary>
    /// <param name="axes">The axes of the result.</param>
    /// <param name="conversion">What is done, for the report.</param>
    /// <param name="make">What is done.</param>
    public SourceArray Made(IReadOnlyList<long> axes, string conversion, Func<Tensor, Tensor> make)
    {
        var read = Read;
        return this with
        {
            Axes = axes,
            Conversion = Conversion is null ? conversion : $"{Conversion}, {conversion}",
            Read = () => make(read()).Evaluate(),
        };
    }

    /// <summary>Several arrays side by side along the last axis.</summary>
    public static SourceArray Joined(IReadOnlyList<SourceArray> parts, string name, string conversion)
    {
        IReadOnlyList<long> axes = [.. parts[0].Axes.SkipLast(1), parts.Sum(part => part.Axes.Count == 0 ? 0 : part.Axes[^1])];
        return new SourceArray(
            string.Join(" + ", parts.Select(part => part.Path)), name, axes, parts[0].TypeName,
            () => Tensor.Concat([.. parts.Select(part => part.Read())]).Evaluate())
        {
            Conversion = conversion,
        };
    }

    public override string ToString() => $"{TypeName}[{string.Join(", ", Axes)}]";
}
