using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A transposed convolution to few channels: what each window gives to all its elements is one row of a matrix
/// product, and is then added where it belongs.</summary>
/// <remarks>Otherwise a tile would have as many columns as there are channels, and for the image under a first layer use
/// one to three lanes of sixteen (7 x 7 from 64 filters to 3 channels: 17 % of the peak).</remarks>
internal sealed unsafe class ScatterProduct<TVector, TLanes> : GatherKernel
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    // Windows at a time: what they give stays in the second-level cache.
    private const int MostWindows = 112;

    private readonly ScatterLine[][] _lines;
    private readonly (int First, int End, int FirstWindow, int EndWindow)[] _ranges;
    private readonly int _columns;
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public ScatterProduct(GatherShape shape, GatherCut cut)
        : base(shape, cut, Packing<TVector, TLanes>.PanelColumns, TLanes.Count, Product(shape))
    {
        _columns = shape.Windows.Elements * shape.Columns;
        var axis = int.Max(0, shape.Results.AsSpan().IndexOfAnyExcept(1));
        var inner = shape.Results[(axis + 1)..].Size;
        _lines = [.. Parts.Select(part => ScatterLine.Of(shape, axis, part.First / inner, (part.First + part.Count) / inner))];
        _ranges = Array.ConvertAll(Parts, part => axis == shape.Places.Rank - 1
            ? Range(part.First, part.First + part.Count)
            : Range(0, shape.Results[^1]));
        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: false);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: false);
        }
    }

    public override int ScratchFloats => (MostWindows * _columns) + 32;

    /// <summary>Whether few enough channels are written that this is worth it.</summary>
    public static bool Suits(GatherShape shape) =>
        shape.Transposed && shape.Groups == 1 && 2 * shape.Columns <= TLanes.Count && shape.Windows.Elements > 1;

    public override void Pack(int panel, float* kernel, float* packed) =>
        Panel<TVector, TLanes>(Panels[panel], kernel, packed);

    public override void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch)
    {
        var (sample, samples, part) = Unit(unit);
        for (var i = sample; i < sample + samples; i++)
        {
            var results = c + (i * Shape.ResultFloats);
            Begin(results + ((long)Parts[part].First * Shape.Filters), Parts[part].Count, bias);
            foreach (ref readonly var line in _lines[part].AsSpan())
            {
                var (_, _, first, end) = _ranges[part];
                for (var x = first; x < end; x += MostWindows)
                {
                    var rows = int.Min(MostWindows, end - x);
                    Multiply(map + (i * Shape.MapFloats) + ((long)(line.Read + x) * Shape.Channels), rows, kernel, scratch);
                    Scatter(scratch, x, rows, line.Targets, _ranges[part], results);
                }
            }
        }
    }

    private static GatherShape Product(GatherShape shape) => shape with
    {
        Windows = new Ops.Windows([.. Enumerable.Repeat(1, shape.Windows.Rank)]),
        Filters = shape.Windows.Elements * shape.Columns,
    };

    // Results of the last axis, and the windows that give something to them.
    private (int First, int End, int FirstWindow, int EndWindow) Range(int first, int end)
    {
        var (windows, last) = (Shape.Windows, Shape.Places.Rank - 1);
        var (stride, before) = (windows.Strides[last], windows.Before[last]);
        var from = int.Max(0, (first + before - windows.Extent(last) + stride) / stride);
        return (first, end, from, int.Min(Shape.Places[last], ((end - 1 + before) / stride) + 1));
    }

    private void Multiply(float* map, int count, float* kernel, float* to)
    {
        TileArguments tile;
        tile.ARowStride = Shape.Channels;
        tile.AColumnStride = 1;
        tile.BStride = Packing<TVector, TLanes>.PanelColumns;
        tile.CStride = _columns;
        tile.Init = Zeros;
        tile.InitStride = 0;
        tile.K = Shape.Channels;
        var most = int.Min(TLanes.TileRows, L1Cache.RowsSideBySide(Shape.Channels));
        var groups = (count + most - 1) / most;
        var (groupRows, longGroups) = int.DivRem(count, groups);
        foreach (ref readonly var panel in PanelsOf[0].AsSpan())
        {
            var tiles = panel.Columns > TLanes.Count ? _wideTiles : _narrowTiles;
            tile.A = map;
            tile.B = kernel + panel.Start;
            tile.C = to + panel.Column;
            tile.Columns = panel.Columns;
            for (var g = 0; g < groups; g++)
            {
                var rows = g < longGroups ? groupRows + 1 : groupRows;
                tiles[rows](&tile);
                tile.A += rows * tile.ARowStride;
                tile.C += rows * tile.CStride;
            }
        }
    }

    // A row of the window's elements at a time; without gaps between them they are one piece.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter(float* from, int x, int count, int[] targets, (int First, int End, int, int) range, float* results)
    {
        var (windows, last, channels) = (Shape.Windows, Shape.Places.Rank - 1, Shape.Columns);
        var (stride, dilation, before, size) =
            (windows.Strides[last], windows.Dilations[last], windows.Before[last], windows.Sizes[last]);
        var piece = dilation == 1 ? size : 1;
        for (var i = 0; i < count; i++)
        {
            foreach (var target in targets)
            {
                for (var element = 0; element < size; element += piece)
                {
                    var at = ((x + i) * stride) + (element * dilation) - before;
                    var (first, end) = (int.Max(at, range.First), int.Min(at + piece, range.End));
                    if (target >= 0 && first < end)
                    {
                        Add(from + ((first - at) * channels), results + ((long)(target + first) * channels), (end - first) * channels);
                    }

                    from += piece * channels;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, float* to, int count)
    {
        var i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(to + i, TLanes.Add(TLanes.Load(to + i), TLanes.Load(from + i)));
        }

        if (i < count)
        {
            TLanes.StoreFirst(to + i, TLanes.Add(TLanes.Load(to + i), TLanes.Load(from + i)), count - i);
        }
    }
}
