namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A part of a sample's map with zeros where windows reach beyond it, copied so that no window need ask where
/// the map ends.</summary>
/// <remarks>Copying costs a load and a store for what a window's every element and each vector of filters then uses: one
/// in a hundred for 3 x 3 and 64 filters.</remarks>
internal sealed unsafe class Slab
{
    private readonly int[] _lines;
    private readonly int _before;
    private readonly int _inside;
    private readonly int _after;
    private readonly int _channels;
    private readonly int _repeat;
    private readonly int _gap;

    /// <summary>A slab of places from <paramref name="origin"/>, which may be negative; each channel may be repeated, and
    /// a gap left behind the channels of each place.</summary>
    public Slab(Shape places, int channels, int[] origin, int[] lengths, int repeat = 1, int gap = 0)
    {
        var last = lengths.Length - 1;
        var before = int.Clamp(-origin[last], 0, lengths[last]);
        var after = int.Clamp(origin[last] + lengths[last] - places[last], 0, lengths[last] - before);
        var inside = lengths[last] - before - after;
        (_before, _inside, _after) = (before, inside, after);
        (_channels, _repeat, _gap) = (channels, repeat, gap);
        _lines = new int[lengths[..^1].Aggregate(1, (product, length) => product * length)];
        for (var i = 0; i < _lines.Length; i++)
        {
            var (rest, step) = (i, places[last]);
            var place = inside > 0 ? int.Max(0, origin[last]) : -1;
            for (var axis = last - 1; axis >= 0 && place >= 0; axis--)
            {
                var at = origin[axis] + (rest % lengths[axis]);
                place = at < 0 || at >= places[axis] ? -1 : place + (at * step);
                rest /= lengths[axis];
                step *= places[axis];
            }

            _lines[i] = place < 0 ? -1 : place * channels;
        }
    }

    /// <summary>The slab's size.</summary>
    public int Floats => _lines.Length * Line;

    private int Pitch => (_channels * _repeat) + _gap;

    private int Line => (_before + _inside + _after) * Pitch;

    /// <summary>Copies a sample's part.</summary>
    public void Fill(float* map, float* slab)
    {
        foreach (var line in _lines)
        {
            if (line < 0)
            {
                new Span<float>(slab, Line).Clear();
            }
            else
            {
                new Span<float>(slab, _before * Pitch).Clear();
                Copy(map + line, slab + (_before * Pitch));
                new Span<float>(slab + Line - (_after * Pitch), _after * Pitch).Clear();
            }

            slab += Line;
        }
    }

    private void Copy(float* from, float* to)
    {
        if (_repeat == 1)
        {
            // Places that lie side by side are one piece.
            var (pieces, length) = _gap == 0 ? (1, _inside * _channels) : (_inside, _channels);
            for (var i = 0; i < pieces; i++)
            {
                new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
                from += length;
                to += Pitch;
            }

            return;
        }

        for (var i = 0; i < _inside * _channels; i++)
        {
            for (var j = 0; j < _repeat; j++)
            {
                to[j] = from[i];
            }

            to += _repeat;
        }
    }
}
