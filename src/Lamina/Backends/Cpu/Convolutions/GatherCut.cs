namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>How a sum over windows is cut up; a function of the sizes alone.</summary>
/// <param name="Samples">Samples of a unit, if they are small.</param>
/// <param name="Parts">Units of a sample, if it is large.</param>
/// <param name="Way">How windows are gone through.</param>
internal readonly record struct GatherCut(int Samples, int Parts, GatherWay Way = GatherWay.Windows)
{
    // Results that are still in the second-level cache when their epilogue runs, beside what they were made of.
    private const int MostResults = 32 * 1024;

    // With a large kernel, units are larger, so that each reads it for more rows.
    private const int LargeKernel = 128 * 1024;

    private const int Units = 16;

    private const double SmallestUnit = 2e5;

    // As many steps of a sum take as long as loading and storing the results of a tile.
    private const int StepsOfResult = 8;

    // What the transforms and the unused results of a square cost must be made up for.
    private const double Transforms = 1.3;
    private const int FewestChannels = 16;
    private const int MostWeights = 64 * 1024;

    public static GatherCut Choose(GatherShape shape)
    {
        var read = GatherPart.Cut(shape, 1)[0].Phases
            .Sum(phase => (double)phase.Count * phase.LineReads.Length * phase.Elements.Length);
        var exact = ElementLine.Pairs(shape) * (1 + (StepsOfResult / (double)shape.Depth));
        var squares = Suits(shape) ? 16.0 * ((shape.Results[0] + 1) / 2) * ((shape.Results[1] + 1) / 2) : double.PositiveInfinity;
        return Split(shape) with
        {
            Way = squares * Transforms < double.Min(read, exact) ? GatherWay.Winograd
                : exact < read ? GatherWay.Elements
                : GatherWay.Windows,
        };
    }

    // Few channels make short sums of much transforming; many, weights that no cache holds.
    private static bool Suits(GatherShape shape) =>
        WinogradProduct<float, Kernels.TileLanesScalar>.Suits(shape)
        && int.Min(shape.Channels, shape.Filters) >= FewestChannels && (long)shape.Channels * shape.Filters <= MostWeights;

    private static GatherCut Split(GatherShape shape)
    {
        var kernel = (long)shape.Windows.Elements * shape.Channels * shape.Columns;
        var most = kernel > LargeKernel ? 4 * MostResults : MostResults;
        var (results, flops) = (shape.ResultFloats, shape.SampleFlops);
        if (results > most || shape.Batch < Units / 2)
        {
            var wanted = double.Max(results / (double)most, Units / (double)shape.Batch);
            return new GatherCut(1, (int)double.Clamp(double.Ceiling(wanted), 1, double.Max(1, flops / SmallestUnit)));
        }

        var samples = int.Max(1, (int)long.Min(most / results, shape.Batch / Units));
        return new GatherCut(int.Max(samples, (int)double.Min(shape.Batch, SmallestUnit / flops)), 1);
    }
}
