using Lamina.Ops;

namespace Lamina;

// Strings are given values and never computed with: no op takes them.
public sealed partial class Tensor
{
    /// <summary>A tensor of given strings, row-major; the array is copied.</summary>
    /// <exception cref="ShapeMismatchException">The number of strings is not the shape's size.</exception>
    /// <exception cref="ArgumentNullException">A string is null.</exception>
    public static Tensor From(ReadOnlySpan<string> values, Shape shape)
    {
        if (!shape.IsKnown || shape.Size != values.Length)
        {
            throw Mismatch.Shapes($"A tensor of shape {shape} was given {values.Length} values.");
        }

        var at = values.IndexOf((string?)null);
        return at < 0
            ? new Constant(new TensorType(shape, DType.String), values.ToArray()).Of()
            : throw new ArgumentNullException(
                nameof(values), $"A tensor holds no null; string {at} is one. An empty string may stand for what is missing.");
    }

    /// <summary>A single string.</summary>
    public static implicit operator Tensor(string value) => From([value], Shape.Scalar);

    /// <summary>A vector of strings.</summary>
    public static implicit operator Tensor(string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(values, [values.Length]);
    }

    /// <summary>A matrix of strings: rows, columns.</summary>
    public static implicit operator Tensor(string[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return From([.. values.Cast<string>()], [values.GetLength(0), values.GetLength(1)]);
    }
}
