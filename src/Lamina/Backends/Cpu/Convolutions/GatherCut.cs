namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>How a sum over windows is cut up; a function of the sizes alone.</summary>
/// <param name="Samples">Samples of a unit, if they are small.</param>
/// <param name="Parts">Units of a sample, if it is large.</param>
/// <param name="ByElement">Whether elements of the window are gone through one after the other, so that no zeros around
/// the map are multiplied.</param>
internal readonly record struct GatherCut(int Samples, int Parts, bool ByElement = false)
{
    // Results that are still in the second-level cache when their epilogue runs, beside what they were made of.
    private const int MostResults = 32 * 1024;

    // With a large kernel, units are larger, so that each reads it for more rows.
    private const int LargeKernel = 128 * 1024;

    private const int Units = 16;

    private const double SmallestUnit = 2e5;

    // As many steps of a sum take as long as loading and storing the results of a tile.
    private const int StepsOfResult = 8;

    public static GatherCut Choose(GatherShape shape)
    {
        var read = GatherPart.Cut(shape, 1)[0].Phases
            .Sum(phase => (double)phase.Count * phase.LineReads.Length * phase.Elements.Length);
        var exact = (double)ElementLine.Pairs(shape);
        return Split(shape) with { ByElement = exact * (shape.Depth + StepsOfResult) < read * shape.Depth };
    }

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
