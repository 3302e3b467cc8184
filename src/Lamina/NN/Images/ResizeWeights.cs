namespace Lamina.NN;

/// <summary>The matrices by which an axis is resampled: [new length, old length], a kernel in each row.</summary>
internal static class ResizeWeights
{
    // Less than that is no part of an image, but what rounding leaves.
    private const double Negligible = 1000 * 1.1920929e-07;

    public static Tensor Of(int from, int to, Interpolation kernel, bool antialias, DType dtype) =>
        Of(from, to, (double)to / from, 0, kernel, antialias, dtype);

    public static Tensor Of(
        int from, int to, double scale, double translation, Interpolation kernel, bool antialias, DType dtype)
    {
        var weights = new double[to * from];
        var stretch = antialias ? Math.Max(1, 1 / scale) : 1;
        for (var row = 0; row < to; row++)
        {
            var centre = ((row + 0.5 - translation) / scale) - 0.5;
            if (centre >= -0.5 && centre <= from - 0.5)
            {
                Fill(weights.AsSpan(row * from, from), centre, stretch, kernel);
            }
        }

        return Tensor.Wrap(weights, [to, from]).Cast(dtype).Evaluate();
    }

    private static void Fill(Span<double> row, double centre, double stretch, Interpolation kernel)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Kernel(kernel, Math.Abs(i - centre) / stretch);
            sum += row[i];
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Math.Abs(sum) > Negligible ? row[i] / sum : 0;
        }
    }

    private static double Kernel(Interpolation kernel, double x) => kernel switch
    {
        Interpolation.Bilinear => Math.Max(0, 1 - x),
        Interpolation.Bicubic => x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1
            : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2
            : 0,
        Interpolation.Lanczos3 => Lanczos(3, x),
        Interpolation.Lanczos5 => Lanczos(5, x),
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "It has no kernel."),
    };

    private static double Lanczos(double radius, double x) => x > radius ? 0
        : x <= 1e-3 ? 1
        : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
