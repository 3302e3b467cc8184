namespace Lamina.Formats;

/// <summary>Shapes as files state them: numbers that nobody has checked.</summary>
internal static class FileShape
{
    /// <summary>The shape, if a tensor can have it.</summary>
    /// <returns>Null when an axis is negative or the elements, or the axes without those of length 0, are too
    /// many.</returns>
    public static Shape? TryCreate(ReadOnlySpan<long> axes)
    {
        // Zeros are left out of the product, or [0, huge] would pass and break whoever multiplies from another side.
        var product = 1L;
        var checkedAxes = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            if (axes[i] < 0 || axes[i] > Array.MaxLength || (product *= Math.Max(1, axes[i])) > Array.MaxLength)
            {
                return null;
            }

            checkedAxes[i] = (int)axes[i];
        }

        return Shape.Create(checkedAxes);
    }
}
