using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A kernel's gradient as a product of the transposed windows, which are never written down, with the gradient of
/// the results.</summary>
/// <remarks>
/// The rows of a tile are neighbouring channels, so they lie side by side; the sum goes over runs of results, a step of
/// the map apart. What a pass reads stays in the second-level cache while all tiles go over it.
/// </remarks>
internal sealed unsafe class KernelProduct<TVector, TLanes> : KernelSum
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private const int PassFloats = 64 * 1024;

    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public KernelProduct(GatherShape shape, KernelCut cut)
        : base(shape, cut, TLanes.TileRows, Packing<TVector, TLanes>.PanelColumns)
    {
        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: true, severalRuns: true);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: true, severalRuns: true);
        }
    }

    public override void Run(int unit, float* map, float* results, float* sums, float* scratch)
    {
        var (sum, range) = Math.DivRem(unit, Ranges);
        sums += (long)sum * GradientFloats;
        var tiles = Tiles.AsSpan()[(Tiles.Length * range / Ranges)..(Tiles.Length * (range + 1) / Ranges)];
        var goesOn = false;
        if (CopiesSample)
        {
            var (first, end) = Part(Shape.Batch, sum);
            for (var sample = first; sample < end; sample++)
            {
                Slab!.Fill(map + (sample * Shape.MapFloats), scratch);
                foreach (var runs in Runs)
                {
                    Passes(runs, 0, runs.Reads.Length, tiles, scratch, results + (sample * Shape.ResultFloats), sums, ref goesOn);
                }
            }

            return;
        }

        foreach (var runs in Runs)
        {
            var (first, end) = Part(runs.Reads.Length, sum);
            Passes(runs, first, end, tiles, map, results, sums, ref goesOn);
        }
    }

    private protected override void Reduce(float* sums, float* gradient, int count) =>
        AddingUp<TVector, TLanes>.Run(sums, GradientFloats, Sums, gradient, count);

    private void Passes(
        KernelRuns runs, int first, int end, ReadOnlySpan<KernelTile> tiles, float* map, float* results, float* sums, ref bool goesOn)
    {
        var most = int.Max(1, (int)(PassFloats / (runs.Steps * (ReadStep + ResultStep))));
        fixed (nint* reads = runs.Reads, ends = runs.Results)
        {
            for (var run = first; run < end; run += most)
            {
                TileArguments tile;
                tile.K = runs.Steps;
                tile.Runs = int.Min(most, end - run);
                tile.ARuns = reads + run;
                tile.BRuns = ends + run;
                Pass(&tile, tiles, map, results, sums, goesOn);
                goesOn = true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass(
        TileArguments* tile, ReadOnlySpan<KernelTile> tiles, float* map, float* results, float* sums, bool goesOn)
    {
        tile->AColumnStride = ReadStep;
        tile->BStride = ResultStep;
        tile->CStride = Shape.KernelRow;
        tile->InitStride = goesOn ? Shape.KernelRow : 0;
        foreach (ref readonly var own in tiles)
        {
            tile->A = map + own.Read;
            tile->B = results + own.Filter;
            tile->C = sums + own.Start;
            tile->Init = goesOn ? tile->C : Zeros.Pointer;
            tile->Columns = own.Columns;
            (own.Columns > TLanes.Count ? _wideTiles : _narrowTiles)[own.Rows](tile);
        }
    }
}
