namespace Lamina.Formats.Numpy;

/// <summary>Arrays whose first axis varies fastest, as Fortran keeps them.</summary>
internal static class FortranOrder
{
    /// <summary>The same elements with the last axis varying fastest.</summary>
    public static T[] ToRowMajor<T>(T[] values, Shape shape)
    {
        if (shape.Rank < 2 || values.Length == 0)
        {
            return values;
        }

        var strides = new int[shape.Rank];
        for (int i = 0, stride = 1; i < shape.Rank; stride *= shape[i++])
        {
            strides[i] = stride;
        }

        // Counts through the target in order; source is where the counter's element lies.
        var result = new T[values.Length];
        var index = new int[shape.Rank];
        var source = 0;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[source];
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                source -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
