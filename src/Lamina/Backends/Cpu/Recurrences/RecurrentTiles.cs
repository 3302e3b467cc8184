using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>A <see cref="RecurrentProduct"/> of several rows: the tile of the matrix product over packed panels.</summary>
internal sealed unsafe class RecurrentTiles<TVector, TLanes> : RecurrentProduct
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly RecurrentShape _shape;
    private readonly int _tileRows;
    private readonly int _panelFloats;

    // By their number of rows, of one and of two vectors a row; only those that occur.
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public RecurrentTiles(in RecurrentShape shape, int mostRows)
    {
        _shape = shape;
        _tileRows = int.Min(TLanes.TileRows, L1Cache.RowsSideBySide(shape.Transposed ? shape.Stride : shape.Depth));

        // Transposing writes whole squares, so a panel is as deep as a whole number of vectors.
        _panelFloats = (shape.Depth + TLanes.Count - 1) / TLanes.Count * TLanes.Count * BlockColumns;
        PackedFloats = (shape.Columns + BlockColumns - 1) / BlockColumns * shape.Gates * _panelFloats;
        for (var rows = int.Max(1, mostRows - 1); rows <= mostRows; rows++)
        {
            var (groupRows, longGroups) = int.DivRem(rows, Groups(rows));
            AddTiles(groupRows);
            if (longGroups > 0)
            {
                AddTiles(groupRows + 1);
            }
        }
    }

    public override int BlockColumns => Packing<TVector, TLanes>.PanelColumns;

    public override int PackedFloats { get; }

    public override float* Prepare(float* matrix, float* packed)
    {
        var target = packed;
        for (var column = 0; column < _shape.Columns; column += BlockColumns)
        {
            var columns = int.Min(BlockColumns, _shape.Columns - column);
            for (var gate = 0; gate < _shape.Gates; gate++, target += _panelFloats)
            {
                if (_shape.Transposed)
                {
                    Packing<TVector, TLanes>.TransposedPanel(
                        matrix + ((nint)column * _shape.Stride) + ((nint)gate * _shape.Depth), _shape.Stride, _shape.Depth, columns, target);
                }
                else
                {
                    var from = matrix + ((nint)gate * _shape.Columns) + column;
                    Packing<TVector, TLanes>.Panel(from, _shape.Stride, _shape.Depth, columns > TLanes.Count ? 2 : 1, target);
                }
            }
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(float* prepared, int block, int gate, in RecurrentRows rows)
    {
        var groups = Groups(rows.Rows);
        var (groupRows, longGroups) = int.DivRem(rows.Rows, groups);
        TileArguments tile;
        tile.A = rows.A;
        tile.ARowStride = rows.AStride;
        tile.AColumnStride = 1;
        tile.B = prepared + ((((nint)block * _shape.Gates) + gate) * _panelFloats);
        tile.BStride = BlockColumns;
        tile.Init = rows.Init;
        tile.InitStride = rows.InitStride;
        tile.C = rows.C;
        tile.CStride = rows.CStride;
        tile.K = _shape.Depth;
        tile.Columns = int.Min(BlockColumns, _shape.Columns - (block * BlockColumns));
        var tiles = tile.Columns > TLanes.Count ? _wideTiles : _narrowTiles;
        for (var g = 0; g < groups; g++)
        {
            var count = g < longGroups ? groupRows + 1 : groupRows;
            tiles[count](&tile);
            tile.A += count * rows.AStride;
            tile.Init += count * rows.InitStride;
            tile.C += count * rows.CStride;
        }
    }

    private int Groups(int rows) => (rows + _tileRows - 1) / _tileRows;

    private void AddTiles(int rows)
    {
        _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: false);
        _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: false);
    }
}
