namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A range of a sample's results, and how they are read: in place, or where windows reach beyond the map, from a
/// slab.</summary>
internal sealed class GatherPart
{
    /// <summary>The part of a range of the outermost axis that is longer than 1.</summary>
    public GatherPart(GatherShape shape, int splitAxis, int start, int end)
    {
        var rank = shape.Places.Rank;
        var walks = new AxisWalk[rank][];
        var (origin, lengths, copies) = (new int[rank], new int[rank], shape.Repeat > 1);
        for (var axis = 0; axis < rank; axis++)
        {
            walks[axis] = [.. shape.Walks(axis)
                .Select(walk => axis == splitAxis ? walk.Within(start, end) : walk)
                .Where(walk => walk.Count > 0)];
            var spans = walks[axis].Select(walk => walk.Span).OfType<(int, int)>().DefaultIfEmpty((0, 0)).ToList();
            origin[axis] = spans.Min(span => span.Item1);
            lengths[axis] = spans.Max(span => span.Item2) + 1 - origin[axis];
            copies |= origin[axis] < 0 || origin[axis] + lengths[axis] > shape.Places[axis];
        }

        var pitch = shape.Channels;
        if (copies)
        {
            Slab = new Slab(shape.Places, shape.Channels / shape.Repeat, origin, lengths, shape.Repeat, shape.Gap);
            pitch += shape.Gap;
        }
        else
        {
            (origin, lengths) = (new int[rank], shape.Places.ToArray());
        }

        Phases = [.. Combinations(walks).Select(walk =>
            new GatherPhase(walk, lengths, origin, pitch, shape.Results, shape.Windows.Sizes))];
        var inner = shape.Results[(splitAxis + 1)..].Size;
        (First, Count) = (start * inner, (end - start) * inner);
    }

    /// <summary>What is copied first; null if the map is read in place.</summary>
    public Slab? Slab { get; }

    public GatherPhase[] Phases { get; }

    /// <summary>The first place of a sample's results.</summary>
    public int First { get; }

    /// <summary>The number of places.</summary>
    public int Count { get; }

    /// <summary>Cuts a sample's results into some parts, or fewer if they are not so many.</summary>
    public static GatherPart[] Cut(GatherShape shape, int parts)
    {
        var axis = int.Max(0, shape.Results.AsSpan().IndexOfAnyExcept(1));
        var length = shape.Results[axis];
        parts = int.Clamp(parts, 1, length);
        return [.. Enumerable.Range(0, parts).Select(i =>
            new GatherPart(shape, axis, (int)((long)length * i / parts), (int)((long)length * (i + 1) / parts)))];
    }

    private static IEnumerable<AxisWalk[]> Combinations(AxisWalk[][] walks)
    {
        IEnumerable<AxisWalk[]> all = [[]];
        foreach (var axis in walks)
        {
            all = [.. all.SelectMany(_ => axis, (chosen, walk) => (AxisWalk[])[.. chosen, walk])];
        }

        return all;
    }
}
