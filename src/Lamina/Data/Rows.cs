using Lamina.Formats;

namespace Lamina.Data;

/// <summary>Picks rows (axis 0) of a tensor that has values.</summary>
internal static class Rows
{
    /// <summary>A tensor of the given rows, in the given order.</summary>
    /// <exception cref="InvalidOperationException">The tensor is a formula without values.</exception>
    public static Tensor Select(Tensor x, ReadOnlySpan<int> rows)
    {
        var shape = x.Shape.With(0, rows.Length);
        return ConcreteValues.TryGet(x) switch
        {
            float[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            double[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            int[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            long[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            bool[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            byte[] values => Tensor.Wrap(Gather(values, rows, shape), shape),
            string[] values => TensorValues.Give(Gather(values, rows, shape), x.Type with { Shape = shape }),
            _ => throw new InvalidOperationException(
                $"Rows are picked from tensors that have values; this one is computed by {x.Op.Name}: {x}."),
        };
    }

    private static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows, Shape shape)
    {
        var width = shape[1..].Size;
        var picked = new T[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * width, width).CopyTo(picked.AsSpan(i * width));
        }

        return picked;
    }
}
