namespace Lamina.Formats.Hdf5;

/// <summary>The axes of a dataset or attribute.</summary>
/// <param name="Axes">Their lengths; none for a scalar, a single 0 for what has no elements at all ("null").</param>
/// <param name="MaxAxes">How long they may become; -1 without bound.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.b.</remarks>
internal sealed record DataspaceMessage(IReadOnlyList<long> Axes, IReadOnlyList<long> MaxAxes)
{
    private const int MaxRank = 32;
    private const int NullType = 2;

    /// <summary>Reads it.</summary>
    public static DataspaceMessage Read(Hdf5Cursor cursor)
    {
        var version = cursor.Version(1, 2);
        int rank = cursor.Byte(), flags = cursor.Byte(), type = cursor.Byte();
        cursor.Skip(version == 1 ? 4 : 0);
        if (version == 2 && type == NullType)
        {
            return new DataspaceMessage([0], [0]);
        }

        if (rank > MaxRank)
        {
            throw cursor.Error($"a dataspace has at most {MaxRank} axes; this one has {rank}.");
        }

        var hasMax = (flags & 1) != 0;
        var axes = ReadAxes(cursor, rank);
        return new DataspaceMessage(axes, hasMax ? ReadAxes(cursor, rank) : axes);
    }

    /// <summary>The shape of a tensor with these axes.</summary>
    /// <exception cref="LaminaFormatException">It would have more elements than .NET has arrays for.</exception>
    public Shape ToShape(Hdf5Place place) => FileShape.TryCreate([.. Axes]) ?? throw place.Error(
        $"an array has at most {Array.MaxLength} elements; the shape is [{string.Join(", ", Axes)}].");

    private static long[] ReadAxes(Hdf5Cursor cursor, int rank)
    {
        var axes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var bytes = cursor.Place.Source.Sizes.Length;
            var length = cursor.Unsigned(bytes);
            var isUnlimited = length == ulong.MaxValue >> (64 - (8 * bytes));
            axes[i] = isUnlimited ? -1 : length <= long.MaxValue ? (long)length : throw cursor.Error(
                $"axis {i} of the dataspace has the length {length}; an array has at most {Array.MaxLength} elements.");
        }

        return axes;
    }
}
