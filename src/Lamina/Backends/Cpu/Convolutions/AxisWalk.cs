using Lamina.Ops;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Results along one axis that stand in equal steps, and the places that the elements of their windows read.</summary>
/// <remarks>Result i, of <see cref="Count"/>, stands at <c>First + i·Step</c>; its element <c>Elements[k]</c> reads the place
/// <c>Reads[k] + i·ReadStep</c>, which may be outside the map.</remarks>
internal sealed record AxisWalk(int First, int Step, int Count, int ReadStep, int[] Elements, int[] Reads)
{
    /// <summary>How a convolution reads its map: all results in one walk.</summary>
    public static AxisWalk[] Forward(Windows windows, int axis, int results)
    {
        int[] elements = [.. Enumerable.Range(0, windows.Sizes[axis])];
        var reads = Array.ConvertAll(elements, e => (e * windows.Dilations[axis]) - windows.Before[axis]);
        return [new AxisWalk(0, 1, results, windows.Strides[axis], elements, reads)];
    }

    /// <summary>How a transposed convolution reads its map: a walk for each remainder by the stride, as only every so
    /// many elements of a window meet a place.</summary>
    public static AxisWalk[] Transposed(Windows windows, int axis, int results)
    {
        var (stride, dilation, before) = (windows.Strides[axis], windows.Dilations[axis], windows.Before[axis]);
        var walks = new List<AxisWalk>();
        for (var first = 0; first < int.Min(stride, results); first++)
        {
            // The place p is element e of the window (p + before − e·dilation)/stride, where that is whole.
            int[] elements =
                [.. Enumerable.Range(0, windows.Sizes[axis]).Where(e => (first + before - (e * dilation)) % stride == 0)];
            var reads = Array.ConvertAll(elements, e => (first + before - (e * dilation)) / stride);
            walks.Add(new AxisWalk(first, stride, (results - first + stride - 1) / stride, 1, elements, reads));
        }

        return [.. walks];
    }

    /// <summary>The results that stand in a range.</summary>
    public AxisWalk Within(int start, int end)
    {
        var from = int.Max(0, (start - First + Step - 1) / Step);
        var to = int.Clamp((end - First + Step - 1) / Step, from, Count);
        return this with
        {
            First = First + (from * Step),
            Count = int.Min(to, Count) - from,
            Reads = Array.ConvertAll(Reads, read => read + (from * ReadStep)),
        };
    }

    /// <summary>The first and the last place that is read; nothing if none is.</summary>
    public (int First, int Last)? Span => Count < 1 || Reads.Length == 0
        ? null
        : (Reads.Min(), Reads.Max() + ((Count - 1) * ReadStep));
}
