using Lamina.Ops;

namespace Lamina.Backends.Cpu.Pools;

/// <summary>A range of a sample's results, and for each window that has to do with it the places that it sees.</summary>
/// <remarks>Results are windows or, where gradients are spread, places of the map; then a window belongs to each range of
/// places that it touches, and writes only there.</remarks>
internal sealed class PoolPart
{
    private PoolPart(int first, int count, int[] windows, int[] starts, int[] places, float[] shares, bool isPartition)
    {
        (First, Count, Windows, Starts, Places) = (first, count, windows, starts, places);
        (Shares, IsPartition) = (shares, isPartition);
    }

    /// <summary>The first result.</summary>
    public int First { get; }

    /// <summary>The number of results.</summary>
    public int Count { get; }

    /// <summary>The windows.</summary>
    public int[] Windows { get; }

    /// <summary>Where each window's places begin in <see cref="Places"/>, and where the last one's end.</summary>
    public int[] Starts { get; }

    /// <summary>The places that windows see, those around the map left out.</summary>
    public int[] Places { get; }

    /// <summary>For means, what each place counts.</summary>
    public float[] Shares { get; }

    /// <summary>Whether each place of the range is in one window, and no window sees another: then nothing is added up, nor
    /// cleared.</summary>
    public bool IsPartition { get; }

    /// <summary>Cuts the results of a sample, windows or places, into some parts, or fewer.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="map">The lengths of the map's axes of places.</param>
    /// <param name="spreads">Whether results are places.</param>
    /// <param name="countPadding">Whether places around the map count in means.</param>
    /// <param name="parts">The number of parts.</param>
    public static PoolPart[] Cut(Windows windows, Shape map, bool spreads, bool countPadding, int parts)
    {
        var table = windows.PlacesOf(map);
        var results = spreads ? map : windows.Counts(map);
        var axis = int.Max(0, results.AsSpan().IndexOfAnyExcept(1));
        var (length, inner) = (results[axis], results[(axis + 1)..].Size);
        parts = int.Clamp(parts, 1, length);
        return [.. Enumerable.Range(0, parts).Select(i => Of(
            table,
            windows.Elements,
            (int)((long)length * i / parts) * inner,
            (int)((long)length * (i + 1) / parts) * inner,
            spreads,
            countPadding))];
    }

    private static PoolPart Of(int[] table, int elements, int first, int end, bool spreads, bool countPadding)
    {
        var (windows, starts, places, shares) = (new List<int>(), new List<int>(), new List<int>(), new List<float>());
        for (var window = 0; window < table.Length / elements; window++)
        {
            var own = table[(window * elements)..((window + 1) * elements)].Where(place => place >= 0).ToArray();
            if (spreads ? own.Any(place => place >= first && place < end) : window >= first && window < end)
            {
                windows.Add(window);
                starts.Add(places.Count);
                places.AddRange(own);
                shares.Add(1f / (countPadding ? elements : int.Max(1, own.Length)));
            }
        }

        starts.Add(places.Count);
        var inside = places.Where(place => place >= first && place < end).ToList();
        var isPartition = inside.Count == end - first && inside.Distinct().Count() == inside.Count;
        return new PoolPart(first, end - first, [.. windows], [.. starts], [.. places], [.. shares], isPartition);
    }
}
