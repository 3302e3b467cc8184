namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>How a kernel's gradient is cut up; a function of the sizes alone.</summary>
/// <param name="Sums">Ranges of the batch, each with sums of its own, which are added up at the end.</param>
/// <param name="Ranges">Ranges of the gradient's tiles.</param>
internal readonly record struct KernelCut(int Sums, int Ranges)
{
    private const int Units = 16;

    // All sums together: 1 MB.
    private const int MostFloats = 256 * 1024;

    private const double SmallestUnit = 2e5;

    public static KernelCut Choose(GatherShape shape)
    {
        var kernel = (double)shape.Windows.Elements * shape.Channels * shape.Columns;
        var units = double.Clamp(shape.Batch * shape.SampleFlops / SmallestUnit, 1, Units);
        var sums = (int)double.Clamp(MostFloats / kernel, 1, units);
        return new KernelCut(sums, (int)double.Ceiling(units / sums));
    }
}
