using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The loops around the tile: blocks of K, panels of B, groups of rows.</summary>
internal sealed unsafe class TiledProduct<TVector, TLanes> : Product
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly int _k;
    private readonly int _kBlock;
    private readonly bool _packA;
    private readonly bool _packB;
    private readonly bool _transposeA;
    private readonly bool _transposeB;
    private readonly nint _aRowStride;
    private readonly nint _aColumnStride;
    private readonly nint _bRowStride;
    private readonly nint _bColumnStride;
    private readonly nint _cStride;
    private readonly bool _initIsZero;
    private readonly nint _initRowStride;
    private readonly nint _initColumnStride;
    private readonly int _tileRows;
    private readonly int _packedDepth;
    private readonly nint _packedAOffset;

    // By their number of rows, of one and of two vectors a row; only those that occur.
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public TiledProduct(in MatMulShape shape, in Tiling tiling, ReadOnlySpan<Block> blocks)
    {
        _k = shape.K;
        _kBlock = tiling.KBlock;
        _packA = tiling.PackA;
        _packB = tiling.PackB;
        _transposeA = shape.TransposeA;
        _transposeB = shape.TransposeB;
        (_aRowStride, _aColumnStride) = shape.TransposeA ? (1, shape.M) : (shape.K, 1);
        (_bRowStride, _bColumnStride) = shape.TransposeB ? (1, shape.K) : (shape.N, 1);
        _cStride = shape.N;
        _initIsZero = shape.Init == Init.Zero;
        _initRowStride = shape.Init == Init.Matrix ? shape.N : 0;
        _initColumnStride = _initIsZero ? 0 : 1;

        _tileRows = _packA || shape.TransposeA
            ? TLanes.TileRows
            : int.Min(TLanes.TileRows, L1Cache.RowsSideBySide(shape.K));
        var packedRows = 0;
        foreach (var block in blocks)
        {
            var (groupRows, longGroups) = int.DivRem(block.Rows, Groups(block.Rows));
            AddTiles(groupRows, _packA || shape.TransposeA);
            if (longGroups > 0)
            {
                AddTiles(groupRows + 1, _packA || shape.TransposeA);
            }

            var most = Packing<TVector, TLanes>.PackedRows(groupRows + int.Min(longGroups, 1));
            packedRows = int.Max(packedRows, Groups(block.Rows) * most);
        }

        // Transposing writes whole squares, so both parts are as deep as a whole number of vectors.
        _packedDepth = (int.Min(_k, _kBlock) + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        _packedAOffset = _packB ? _packedDepth * Packing<TVector, TLanes>.PanelColumns : 0;
        ScratchFloats = (int)_packedAOffset + (_packA ? _packedDepth * packedRows : 0);
    }

    public override int ScratchFloats { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in Block block, float* a, float* b, float* init, float* c, float* scratch)
    {
        var panel = Packing<TVector, TLanes>.PanelColumns;
        var groups = Groups(block.Rows);
        var (groupRows, longGroups) = int.DivRem(block.Rows, groups);
        var packedA = scratch + _packedAOffset;

        a += block.Row * _aRowStride;
        b += block.Column * _bColumnStride;
        c += (block.Row * _cStride) + block.Column;
        init = _initIsZero
            ? Zeros
            : init + (block.Row * _initRowStride) + (block.Column * _initColumnStride);
        var initColumnStride = _initColumnStride;

        TileArguments tile;
        tile.ARowStride = _aRowStride;
        tile.InitStride = _initRowStride;
        tile.CStride = _cStride;
        for (var k = 0; k < _k; k += _kBlock)
        {
            var depth = int.Min(_kBlock, _k - k);
            tile.K = depth;
            tile.AColumnStride = _aColumnStride;
            if (_packA)
            {
                PackRows(a, depth, groups, groupRows, longGroups, packedA);
            }

            for (var j = 0; j < block.Columns; j += panel)
            {
                tile.Columns = int.Min(panel, block.Columns - j);
                var tiles = tile.Columns > TLanes.Count ? _wideTiles : _narrowTiles;
                tile.B = b + (j * _bColumnStride);
                tile.BStride = _bRowStride;
                if (_packB)
                {
                    PackPanel(&tile, scratch);
                }

                tile.A = _packA ? packedA : a;
                tile.C = c + j;
                tile.Init = init + (j * initColumnStride);
                for (var g = 0; g < groups; g++)
                {
                    var rows = g < longGroups ? groupRows + 1 : groupRows;
                    if (_packA)
                    {
                        tile.AColumnStride = Packing<TVector, TLanes>.PackedRows(rows);
                    }

                    tiles[rows](&tile);
                    tile.A += _packA ? tile.AColumnStride * _packedDepth : rows * _aRowStride;
                    tile.C += rows * _cStride;
                    tile.Init += rows * tile.InitStride;
                }
            }

            // From here on the sums go on from what is in C.
            init = c;
            initColumnStride = 1;
            tile.InitStride = _cStride;
            a += depth * _aColumnStride;
            b += depth * _bRowStride;
        }
    }

    private int Groups(int rows) => (rows + _tileRows - 1) / _tileRows;

    private void AddTiles(int rows, bool interleaved)
    {
        _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved);
        _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved);
    }

    private void PackPanel(TileArguments* tile, float* target)
    {
        var depth = (int)tile->K;
        if (_transposeB)
        {
            Packing<TVector, TLanes>.TransposedPanel(tile->B, _bColumnStride, depth, tile->Columns, target);
        }
        else
        {
            var vectors = tile->Columns > TLanes.Count ? 2 : 1;
            Packing<TVector, TLanes>.Panel(tile->B, _bRowStride, depth, vectors, target);
        }

        tile->B = target;
        tile->BStride = Packing<TVector, TLanes>.PanelColumns;
    }

    private void PackRows(float* a, int depth, int groups, int groupRows, int longGroups, float* target)
    {
        for (var g = 0; g < groups; g++)
        {
            var rows = g < longGroups ? groupRows + 1 : groupRows;
            if (_transposeA)
            {
                Packing<TVector, TLanes>.TransposedRows(a, _aColumnStride, depth, rows, target);
            }
            else
            {
                Packing<TVector, TLanes>.Rows(a, _aRowStride, depth, rows, target);
            }

            a += rows * _aRowStride;
            target += Packing<TVector, TLanes>.PackedRows(rows) * _packedDepth;
        }
    }
}
