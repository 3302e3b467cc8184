using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A sum over windows, one element of the window after the other: each adds a product to the results for which it
/// is within the map.</summary>
/// <remarks>No zero around the map is multiplied, which for the gradient of a small map would be a third of all that is
/// done (11 x 11 to 13 x 13: 26 % less time). The price is that results are loaded and stored for each element.</remarks>
internal sealed unsafe class ElementProduct<TVector, TLanes> : GatherKernel
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly ElementLine[][] _lines;
    private readonly nint _readStep;
    private readonly nint _resultStep;
    private readonly int _most;
    private readonly int _panels;
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public ElementProduct(GatherShape shape, GatherCut cut)
        : base(shape, cut, Packing<TVector, TLanes>.PanelColumns, TLanes.Count, packs: shape)
    {
        var axis = int.Max(0, shape.Results.AsSpan().IndexOfAnyExcept(1));
        var inner = shape.Results[(axis + 1)..].Size;
        _lines = [.. Parts.Select(part => ElementLine.Of(shape, axis, part.First / inner, (part.First + part.Count) / inner))];
        var walk = shape.Walks(shape.Places.Rank - 1)[0];
        _readStep = (nint)walk.ReadStep * shape.Channels;
        _resultStep = (nint)walk.Step * shape.Filters;
        _panels = (shape.Columns + Packing<TVector, TLanes>.PanelColumns - 1) / Packing<TVector, TLanes>.PanelColumns;
        _most = int.Min(TLanes.TileRows, L1Cache.RowsSideBySide((int)_readStep));
        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: false);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: false);
        }
    }

    public override void Pack(int panel, float* kernel, float* packed) =>
        Panel<TVector, TLanes>(Panels[panel], kernel, packed);

    public override void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch)
    {
        var (sample, samples, part) = Unit(unit);
        for (var i = sample; i < sample + samples; i++)
        {
            var results = c + (i * Shape.ResultFloats);
            Begin(results + ((long)Parts[part].First * Shape.Filters), Parts[part].Count, bias);
            for (var panel = 0; panel < Shape.Groups * _panels; panel++)
            {
                Lines(_lines[part], panel, map + (i * Shape.MapFloats), kernel, results);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lines(ElementLine[] lines, int panel, float* map, float* kernel, float* results)
    {
        // Panels of all elements lie behind one another, for each group and range of columns.
        ref readonly var first = ref PanelsOf[0][panel];
        var elementStep = PanelsOf[0].Length > Shape.Groups * _panels ? PanelsOf[0][Shape.Groups * _panels].Start - PanelsOf[0][0].Start : 0;
        var tiles = first.Columns > TLanes.Count ? _wideTiles : _narrowTiles;
        map += first.Group * Shape.Depth;
        results += (first.Group * Shape.Columns) + first.Column;
        TileArguments tile;
        tile.ARowStride = _readStep;
        tile.AColumnStride = 1;
        tile.BStride = Packing<TVector, TLanes>.PanelColumns;
        tile.CStride = tile.InitStride = _resultStep;
        tile.K = Shape.Depth;
        tile.Columns = first.Columns;
        foreach (ref readonly var line in lines.AsSpan())
        {
            tile.A = map + line.Read;
            tile.B = kernel + first.Start + (line.Element * elementStep);
            tile.C = results + ((long)line.Result * Shape.Filters);
            var groups = (line.Count + _most - 1) / _most;
            var (groupRows, longGroups) = int.DivRem(line.Count, groups);
            for (var g = 0; g < groups; g++)
            {
                var rows = g < longGroups ? groupRows + 1 : groupRows;
                tile.Init = tile.C;
                tiles[rows](&tile);
                tile.A += rows * _readStep;
                tile.C += rows * _resultStep;
            }
        }
    }
}
