namespace Lamina.Backends.Cpu.Steps;

/// <summary>Distances between neighbours along each axis, in elements.</summary>
internal static class Strides
{
    /// <summary>The strides of a shape in row-major order, whose last axis steps by <paramref name="unit"/>.</summary>
    public static int[] Of(Shape shape, int unit = 1)
    {
        var strides = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = unit;
            unit *= shape[axis];
        }

        return strides;
    }

    /// <summary>The strides by which a shape is read over another that it broadcasts to: 0 along repeated axes.</summary>
    public static int[] Broadcast(Shape shape, Shape to, int unit = 1)
    {
        var own = Of(shape, unit);
        var strides = new int[to.Rank];
        for (var axis = 1; axis <= shape.Rank; axis++)
        {
            strides[^axis] = shape[shape.Rank - axis] == 1 ? 0 : own[^axis];
        }

        return strides;
    }

    /// <summary>Where each element of a shape lies, in row-major order, for given strides.</summary>
    public static int[] Offsets(Shape shape, int[] strides)
    {
        var offsets = new int[shape.Size];
        for (var i = 0; i < offsets.Length; i++)
        {
            var place = i;
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                offsets[i] += place % shape[axis] * strides[axis];
                place /= shape[axis];
            }
        }

        return offsets;
    }
}
