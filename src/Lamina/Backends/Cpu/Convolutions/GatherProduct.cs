using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A sum over windows as a matrix product whose left side is never written down: its rows are windows, read
/// where they lie in the map.</summary>
/// <remarks>
/// The rows of a tile are neighbouring results of a line, a step of the map apart; the columns are filters. What a window
/// reads are runs of neighbouring channels, so the sum is that of a few runs, and the same tiles serve as for matrices.
/// </remarks>
internal sealed unsafe class GatherProduct<TVector, TLanes> : GatherKernel
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly delegate*<TileArguments*, void>[] _narrowTiles = new delegate*<TileArguments*, void>[15];
    private readonly delegate*<TileArguments*, void>[] _wideTiles = new delegate*<TileArguments*, void>[15];

    public GatherProduct(GatherShape shape, GatherCut cut)
        : base(shape, cut, Packing<TVector, TLanes>.PanelColumns, TLanes.Count)
    {
        for (var rows = 1; rows <= TLanes.TileRows; rows++)
        {
            _narrowTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 1, interleaved: false, severalRuns: true);
            _wideTiles[rows] = TileTable<TVector, TLanes>.Find(rows, 2, interleaved: false, severalRuns: true);
        }
    }

    public override void Pack(int panel, float* kernel, float* packed) =>
        Panel<TVector, TLanes>(Panels[panel], kernel, packed);

    public override void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch)
    {
        var (sample, samples, part) = Unit(unit);
        Job job;
        job.Map = Copied(part, samples, map + (sample * Shape.MapFloats), scratch, out job.MapStep);
        job.Samples = samples;
        job.C = c + (sample * Shape.ResultFloats);
        TileArguments tile;
        tile.AColumnStride = 1;
        tile.BStride = Packing<TVector, TLanes>.PanelColumns;
        foreach (ref readonly var panel in PanelsOf[part].AsSpan())
        {
            var runs = panel.Runs;
            tile.K = runs.Depth;
            tile.Runs = runs.Reads.Length;
            tile.B = kernel + panel.Start;
            tile.Columns = panel.Columns;
            var column = (panel.Group * Shape.Columns) + panel.Column;
            job.Bias = panel.GoesOn || bias is null ? null : bias + column;
            job.GoesOn = panel.GoesOn;
            fixed (nint* reads = runs.Reads, rows = runs.Rows)
            {
                tile.ARuns = reads;
                tile.BRuns = rows;
                Panel(&tile, &job, Parts[part].Phases[panel.Phase], panel.Group * Shape.Depth, column);
            }
        }
    }

    // Of all samples and lines, the columns of one panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Panel(TileArguments* tile, Job* job, GatherPhase phase, nint channel, nint column)
    {
        var tiles = tile->Columns > TLanes.Count ? _wideTiles : _narrowTiles;
        var (samples, count) = (job->Samples, phase.Count);
        tile->ARowStride = phase.ReadStep;
        tile->CStride = (nint)phase.ResultStep * Shape.Filters;
        if (samples > 1 && phase.CanJoinSamples(job->MapStep, Shape.Results.Size))
        {
            tile->ARowStride = count == 1 ? (nint)job->MapStep : tile->ARowStride;
            tile->CStride = count == 1 ? (nint)Shape.ResultFloats : tile->CStride;
            (samples, count) = (1, count * samples);
        }

        tile->InitStride = job->GoesOn ? tile->CStride : 0;
        var init = job->Bias is null ? Zeros : job->Bias;
        var most = int.Min(TLanes.TileRows, L1Cache.RowsSideBySide((int)tile->ARowStride));
        var groups = (count + most - 1) / most;
        var (groupRows, longGroups) = int.DivRem(count, groups);
        var (reads, results) = (phase.LineReads, phase.LineResults);
        for (var sample = 0; sample < samples; sample++)
        {
            var map = job->Map + (sample * job->MapStep) + channel;
            var c = job->C + (sample * Shape.ResultFloats) + column;
            for (var line = 0; line < reads.Length; line++)
            {
                tile->A = map + reads[line];
                tile->C = c + ((long)results[line] * Shape.Filters);
                for (var g = 0; g < groups; g++)
                {
                    var rows = g < longGroups ? groupRows + 1 : groupRows;
                    tile->Init = job->GoesOn ? tile->C : init;
                    tiles[rows](tile);
                    tile->A += rows * tile->ARowStride;
                    tile->C += rows * tile->CStride;
                }
            }
        }
    }

    /// <summary>What the tiles of a unit have in common.</summary>
    private struct Job
    {
        public float* Map;
        public long MapStep;
        public int Samples;
        public float* Bias;
        public bool GoesOn;
        public float* C;
    }
}
