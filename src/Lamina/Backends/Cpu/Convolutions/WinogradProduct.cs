using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Windows of 3 x 3 side by side, four at a time: 16 products of transformed places and weights give what would
/// take 36.</summary>
/// <remarks>
/// <para>Formula: Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A for each square d of 4 x 4 places, g the kernel, with factors 1 and ½ only,
/// so that hardly a digit is lost. Summed over channels, ⊙ is 16 matrix products over all squares.</para>
/// <para>Source: A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016. The transforms of
/// larger squares save more, but lose two digits.</para>
/// </remarks>
internal sealed unsafe class WinogradProduct<TVector, TLanes> : GatherKernel
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private const int Side = 4;
    private const int Square = Side * Side;

    // Squares at a time: many enough that the weights are read for many rows, few enough for the second-level cache.
    private const int FewestSquares = 56;
    private const int ChunkFloats = 96 * 1024;

    private readonly Range[] _ranges;
    private readonly int[] _elements;
    private readonly int _across;
    private readonly int _chunk;
    private readonly int _slabFloats;
    private readonly int _slabs;
    private readonly int _panels;
    private readonly nint _readSquare;
    private readonly nint _sumSquare;
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public WinogradProduct(GatherShape shape, GatherCut cut)
        : base(shape, cut, Packing<TVector, TLanes>.PanelColumns, TLanes.Count, shape with { Windows = new Ops.Windows([Side, Side]) })
    {
        var (down, across) = (shape.Walks(0)[0], shape.Walks(1)[0]);
        _elements = Elements(down, across);
        _across = (shape.Results[1] + 1) / 2;
        _ranges = Array.ConvertAll(Parts, part => new Range(
            shape, part.First / shape.Results[1], part.Count / shape.Results[1], _across, down.Reads.Min(), across.Reads.Min()));
        _slabFloats = (_ranges.Max(range => range.Slab?.Floats ?? 0) + 15) & ~15;
        _slabs = int.Min(cut.Samples, shape.Batch);
        var squares = _ranges.Max(range => range.Down) * _across * _slabs;
        _chunk = int.Min(squares, int.Max(FewestSquares, ChunkFloats / (Square * (shape.Channels + shape.Filters))));
        (_readSquare, _sumSquare) = (((_chunk * shape.Channels) + 47) & ~15, ((_chunk * shape.Filters) + 47) & ~15);
        _panels = PanelsOf[0].Length / Square;
        Panels = PanelsOf[0][.._panels];
        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: false);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: false);
        }
    }

    public override int ScratchFloats => (_slabFloats * _slabs) + (int)(Square * (_readSquare + _sumSquare));

    /// <summary>Whether windows are of 3 x 3 side by side.</summary>
    public static bool Suits(GatherShape shape) =>
        shape.Groups == 1 && shape.Windows is { Rank: 2, Elements: 9 } windows && windows.Sizes[0] == 3
        && windows.Strides.All(stride => stride == 1) && windows.Dilations.All(dilation => dilation == 1);

    /// <summary>Packs all 16 transformed weights of a panel: first the nine as they are into the last nine places, then in
    /// place.</summary>
    public override void Pack(int panel, float* kernel, float* packed)
    {
        for (var i = 0; i < _elements.Length; i++)
        {
            var target = packed + PanelsOf[0][((Square - _elements.Length + i) * _panels) + panel].Start;
            var own = PanelsOf[0][panel];
            var source = kernel + (_elements[i] * Shape.KernelElement) + (own.Column * Shape.KernelColumn);
            if (Shape.Transposed)
            {
                Packing<TVector, TLanes>.TransposedPanel(source, Shape.KernelColumn, Shape.Depth, own.Columns, target);
            }
            else
            {
                Packing<TVector, TLanes>.Panel(source, Shape.KernelRow, Shape.Depth, own.Columns > TLanes.Count ? 2 : 1, target);
            }
        }

        var step = (nint)(_panels > 0 ? PanelsOf[0][_panels].Start - PanelsOf[0][0].Start : 0);
        Winograd<TVector, TLanes>.Weights(
            packed + PanelsOf[0][panel].Start, step, Shape.Depth * Packing<TVector, TLanes>.PanelColumns);
    }

    public override void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch)
    {
        var (sample, samples, part) = Unit(unit);
        ref readonly var range = ref _ranges[part];
        var maps = map + (sample * Shape.MapFloats) + range.Start;
        var step = Shape.MapFloats;
        if (range.Slab is { } slab)
        {
            for (var i = 0; i < samples; i++)
            {
                slab.Fill(map + ((sample + i) * Shape.MapFloats), scratch + (i * _slabFloats));
            }

            maps = scratch;
            step = _slabFloats;
        }

        var reads = scratch + (_slabFloats * _slabs);
        var sums = reads + (Square * _readSquare);
        var squares = samples * range.Down * _across;
        for (var first = 0; first < squares; first += _chunk)
        {
            var count = int.Min(_chunk, squares - first);
            for (var i = 0; i < count; i++)
            {
                var (own, place) = Math.DivRem(first + i, range.Down * _across);
                var (down, across) = Math.DivRem(place, _across);
                var source = maps + (own * step) + (2 * down * range.Line) + (2 * across * Shape.Channels);
                Winograd<TVector, TLanes>.Places(source, range.Line, Shape.Channels, reads + (i * Shape.Channels), _readSquare);
            }

            Multiply(count, reads, kernel, sums);
            for (var i = 0; i < count; i++)
            {
                var (own, place) = Math.DivRem(first + i, range.Down * _across);
                var (down, across) = Math.DivRem(place, _across);
                var (row, column) = (range.First + (2 * down), 2 * across);
                var target = c + ((sample + own) * Shape.ResultFloats) + (((long)(row * Shape.Results[1]) + column) * Shape.Filters);
                Winograd<TVector, TLanes>.Results(
                    sums + (i * Shape.Filters), _sumSquare, Shape.Filters, bias, target, (nint)Shape.Results[1] * Shape.Filters,
                    row + 1 < range.First + range.Rows, column + 1 < Shape.Results[1]);
            }
        }
    }

    private void Multiply(int count, float* reads, float* kernel, float* sums)
    {
        TileArguments tile;
        tile.ARowStride = Shape.Channels;
        tile.AColumnStride = 1;
        tile.BStride = Packing<TVector, TLanes>.PanelColumns;
        tile.CStride = Shape.Filters;
        tile.Init = Zeros;
        tile.InitStride = 0;
        tile.K = Shape.Channels;
        var most = int.Min(TLanes.TileRows, L1Cache.RowsSideBySide(Shape.Channels));
        var groups = (count + most - 1) / most;
        var (groupRows, longGroups) = int.DivRem(count, groups);
        for (var i = 0; i < PanelsOf[0].Length; i++)
        {
            ref readonly var panel = ref PanelsOf[0][i];
            var tiles = panel.Columns > TLanes.Count ? _wideTiles : _narrowTiles;
            tile.A = reads + (i / _panels * _readSquare);
            tile.B = kernel + panel.Start;
            tile.C = sums + (i / _panels * _sumSquare) + panel.Column;
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

    // The element of the kernel that stands at each of the nine places of a window, in the order of places.
    private static int[] Elements(AxisWalk down, AxisWalk across)
    {
        var (rows, columns) = ((int[])down.Elements.Clone(), (int[])across.Elements.Clone());
        Array.Sort((int[])down.Reads.Clone(), rows);
        Array.Sort((int[])across.Reads.Clone(), columns);
        return [.. rows.SelectMany(_ => columns, (row, column) => (row * 3) + column)];
    }

    /// <summary>A range of rows of results, and where its squares begin: in the map, or in a slab.</summary>
    private readonly struct Range
    {
        public Range(GatherShape shape, int first, int rows, int across, int top, int left)
        {
            (First, Rows, Down) = (first, rows, (rows + 1) / 2);
            var (height, width) = ((2 * Down) + 2, (2 * across) + 2);
            var inside = top + first >= 0 && left >= 0 && top + first + height <= shape.Places[0] && left + width <= shape.Places[1];
            Slab = inside ? null : new Slab(shape.Places, shape.Channels, [top + first, left], [height, width]);
            Line = (nint)(inside ? shape.Places[1] : width) * shape.Channels;
            Start = inside ? (((top + first) * (long)shape.Places[1]) + left) * shape.Channels : 0;
        }

        public int First { get; }

        public int Rows { get; }

        public int Down { get; }

        public Slab? Slab { get; }

        public nint Line { get; }

        public long Start { get; }
    }
}
