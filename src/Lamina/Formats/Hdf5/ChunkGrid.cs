namespace Lamina.Formats.Hdf5;

/// <summary>How chunks divide a dataset: their lengths, and which stands where.</summary>
internal sealed class ChunkGrid
{
    private readonly Hdf5Place _place;
    private readonly long[] _axes;
    private readonly long[] _chunk;
    private readonly long[] _counts;
    private readonly long[] _maxCounts;
    private readonly int _unlimited;

    /// <summary>Checks that what a header says of axes and chunks belongs together.</summary>
    public ChunkGrid(Hdf5Place place, DataspaceMessage space, DataLayoutMessage layout, int elementBytes)
    {
        var rank = space.Axes.Count;
        var axes = layout.ChunkAxes;
        if (rank == 0 || axes.Count != rank + 1 || axes[rank] != elementBytes)
        {
            throw place.Error(
                $"a chunk has the dataset's axes and elements, {rank} axes of elements of {elementBytes} bytes; the data layout"
                + $" says [{string.Join(", ", axes)}], the last for the element.");
        }

        _place = place;
        ElementBytes = elementBytes;
        Bytes = FileShape.TryCreate([.. axes]) is { Size: > 0 and var bytes } ? bytes : throw place.Error(
            $"a chunk takes 1 to {Array.MaxLength} bytes; the data layout says [{string.Join(", ", axes)}], the last for the element.");
        _axes = [.. space.Axes];
        _chunk = [.. axes.Take(rank)];
        _counts = [.. _axes.Zip(_chunk, (length, chunk) => Quotient(length, chunk))];
        _maxCounts = [.. space.MaxAxes.Zip(_chunk, (length, chunk) => length < 0 ? 1 : Math.Max(1, Quotient(length, chunk)))];
        _unlimited = space.MaxAxes.ToList().IndexOf(-1);
        Count = _counts.Aggregate(1L, (product, count) => product * count);
    }

    /// <summary>The length of a chunk before any filter.</summary>
    public int Bytes { get; }

    public int ElementBytes { get; }

    public int Rank => _axes.Length;

    /// <summary>The number of chunks that the dataset has as it is now.</summary>
    public long Count { get; }

    /// <summary>The chunk at a place counted in chunks; null where the dataset, as it is now, does not reach.</summary>
    public long? NumberOf(ReadOnlySpan<long> place)
    {
        var number = 0L;
        for (var i = 0; i < place.Length; i++)
        {
            if (place[i] < 0 || place[i] >= _counts[i])
            {
                return null;
            }

            number = (number * _counts[i]) + place[i];
        }

        return number;
    }

    /// <summary>The chunk at a place counted in elements; null where the dataset, as it is now, does not reach.</summary>
    /// <exception cref="LaminaFormatException">No chunk begins there.</exception>
    public long? NumberOfElement(Span<long> place)
    {
        for (var i = 0; i < place.Length; i++)
        {
            if (place[i] % _chunk[i] != 0)
            {
                throw _place.Error(
                    $"chunks of [{string.Join(", ", _chunk)}] begin at multiples of that; the index has one at [{string.Join(", ", place.ToArray())}].");
            }

            place[i] /= _chunk[i];
        }

        return NumberOf(place);
    }

    /// <summary>The chunk that an array of chunks has at an index: they are counted as if the dataset were as large as it
    /// may become, an axis without bound first.</summary>
    public long? NumberOfIndex(long index)
    {
        Span<long> place = stackalloc long[Rank];
        for (var i = Rank - 1; i >= 0; i--)
        {
            if (i != _unlimited)
            {
                (index, place[i]) = Math.DivRem(index, _maxCounts[i]);
            }
        }

        if (_unlimited >= 0)
        {
            place[_unlimited] = index;
            index = 0;
        }

        return index == 0 ? NumberOf(place) : null;
    }

    /// <summary>Whether a chunk reaches beyond the dataset.</summary>
    public bool IsPartial(long number)
    {
        Span<long> start = stackalloc long[Rank];
        Locate(number, start);
        for (var i = 0; i < Rank; i++)
        {
            if (_axes[i] - start[i] < _chunk[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hands a chunk's elements on, run by run.</summary>
    public void Scatter(long number, ReadOnlySpan<byte> raw, Elements target)
    {
        Span<long> start = stackalloc long[Rank];
        Span<long> index = stackalloc long[Rank];
        index.Clear();
        Locate(number, start);
        var last = Rank - 1;
        var run = (int)Math.Min(_chunk[last], _axes[last] - start[last]) * ElementBytes;
        while (true)
        {
            long from = 0, to = 0;
            for (var i = 0; i < Rank; i++)
            {
                from = (from * _chunk[i]) + index[i];
                to = (to * _axes[i]) + start[i] + index[i];
            }

            target.Put(raw.Slice((int)from * ElementBytes, run), (int)to);
            var axis = last - 1;
            while (axis >= 0 && ++index[axis] >= Math.Min(_chunk[axis], _axes[axis] - start[axis]))
            {
                index[axis--] = 0;
            }

            if (axis < 0)
            {
                return;
            }
        }
    }

    // The first element of a chunk.
    private void Locate(long number, Span<long> start)
    {
        for (var i = Rank - 1; i >= 0; i--)
        {
            (number, var at) = Math.DivRem(number, _counts[i]);
            start[i] = at * _chunk[i];
        }
    }

    private static long Quotient(long length, long chunk) => (length / chunk) + (length % chunk == 0 ? 0 : 1);
}
