using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Backends.Cpu.Steps;

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

    // But so many steps at least that loading and storing a large gradient does not count.
    private const int FewestSteps = 1024;

    // From this many filters on, a panel of them is copied for all its tiles: its lines drive each other out of the cache.
    private const int ManyFilters = 512;

    private readonly nint[][] _copiedRuns = [];
    private readonly int _copyFloats;
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public KernelProduct(GatherShape shape, KernelCut cut, bool bySample)
        : base(shape, cut, bySample, TLanes.TileRows, Packing<TVector, TLanes>.PanelColumns)
    {
        if (ResultStep >= ManyFilters)
        {
            var panel = Packing<TVector, TLanes>.PanelColumns;
            _copiedRuns = Array.ConvertAll(Runs, runs => Enumerable.Range(0, int.Min(Most(runs), runs.Reads.Length))
                .Select(run => (nint)run * runs.Steps * panel).ToArray());
            _copyFloats = Runs.Zip(_copiedRuns, (runs, copied) => runs.Steps * copied.Length).Max() * panel;
        }

        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: true, severalRuns: true);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: true, severalRuns: true);
        }
    }

    public override int ScratchFloats => base.ScratchFloats + _copyFloats;

    public override void Run(int unit, float* map, SampleSource results, float* sums, float* scratch)
    {
        var (sum, range) = Math.DivRem(unit, Ranges);
        var tiles = Tiles.AsSpan()[(int)((long)Tiles.Length * range / Ranges)..(int)((long)Tiles.Length * (range + 1) / Ranges)];
        Job job;
        job.Sums = sums + ((long)sum * GradientFloats);
        job.Copy = scratch + base.ScratchFloats;
        job.GoesOn = false;
        if (!BySample)
        {
            job.Map = map;
            job.Results = results.Sample(0, scratch + ScratchFloats);
            for (var i = 0; i < Runs.Length; i++)
            {
                var (start, end) = Part(Runs[i].Reads.Length, sum);
                Passes(&job, i, start, end, tiles);
            }

            return;
        }

        var (first, last) = Part(Shape.Batch, sum);
        for (var sample = first; sample < last; sample++)
        {
            job.Map = Map(sample, map, scratch);
            job.Results = results.Sample(sample, scratch + ScratchFloats);
            for (var i = 0; i < Runs.Length; i++)
            {
                Passes(&job, i, 0, Runs[i].Reads.Length, tiles);
            }
        }
    }

    private protected override void Reduce(float* sums, float* gradient, int count) =>
        AddingUp<TVector, TLanes>.Run(sums, GradientFloats, Sums, gradient, count);

    private int Most(KernelRuns runs) =>
        (int)nint.Max(PassFloats / (runs.Steps * (ReadStep + ResultStep)), (FewestSteps + runs.Steps - 1) / runs.Steps);

    private void Passes(Job* job, int index, int first, int end, ReadOnlySpan<KernelTile> tiles)
    {
        var runs = Runs[index];
        var most = Most(runs);
        fixed (nint* reads = runs.Reads, results = runs.Results, copied = _copyFloats > 0 ? _copiedRuns[index] : [])
        {
            for (var run = first; run < end; run += most)
            {
                TileArguments tile;
                tile.K = runs.Steps;
                tile.Runs = int.Min(most, end - run);
                tile.ARuns = reads + run;
                tile.BRuns = results + run;
                Pass(&tile, job, tiles, copied);
                job->GoesOn = true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass(TileArguments* tile, Job* job, ReadOnlySpan<KernelTile> tiles, nint* copied)
    {
        var filter = -1;
        var runs = tile->BRuns;
        tile->AColumnStride = ReadStep;
        tile->BStride = ResultStep;
        tile->CStride = Shape.KernelRow;
        tile->InitStride = job->GoesOn ? Shape.KernelRow : 0;
        foreach (ref readonly var own in tiles)
        {
            tile->Columns = own.Columns;
            if (copied is null)
            {
                tile->B = job->Results + own.Filter;
            }
            else if (own.Filter != filter)
            {
                filter = own.Filter;
                tile->B = job->Results + filter;
                tile->BStride = ResultStep;
                tile->BRuns = runs;
                Copy(tile, job->Copy);
                tile->B = job->Copy;
                tile->BStride = Packing<TVector, TLanes>.PanelColumns;
                tile->BRuns = copied;
            }

            tile->A = job->Map + own.Read;
            tile->C = job->Sums + own.Start;
            tile->Init = job->GoesOn ? tile->C : Zeros.Pointer;
            (own.Columns > TLanes.Count ? _wideTiles : _narrowTiles)[own.Rows](tile);
        }
    }

    private static void Copy(TileArguments* tile, float* target)
    {
        for (var run = 0; run < tile->Runs; run++)
        {
            Packing<TVector, TLanes>.Panel(
                tile->B + tile->BRuns[run], tile->BStride, (int)tile->K, tile->Columns > TLanes.Count ? 2 : 1, target);
            target += tile->K * Packing<TVector, TLanes>.PanelColumns;
        }
    }

    /// <summary>What the passes of a unit have in common.</summary>
    private struct Job
    {
        public float* Map;
        public float* Results;
        public float* Sums;
        public float* Copy;
        public bool GoesOn;
    }
}
