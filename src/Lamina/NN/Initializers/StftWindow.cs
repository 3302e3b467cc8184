namespace Lamina.NN;

/// <summary>Window functions by SciPy's names, which are Keras's.</summary>
/// <remarks>Source: F. J. Harris, "On the use of windows for harmonic analysis with the discrete Fourier transform",
/// Proceedings of the IEEE 66(1), 1978.</remarks>
internal static class StftWindow
{
    // As functions of the place, from 0 at the first value to 1 at the last.
    private static readonly Dictionary<string, Func<double, double>> ByName = new()
    {
        ["boxcar"] = static _ => 1,
        ["hann"] = Cosines(0.5, 0.5),
        ["hamming"] = Cosines(0.54, 0.46),
        ["blackman"] = Cosines(0.42, 0.5, 0.08),
        ["nuttall"] = Cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411),
        ["blackmanharris"] = Cosines(0.35875, 0.48829, 0.14128, 0.01168),
        ["flattop"] = Cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
        ["bartlett"] = static x => 1 - Math.Abs((2 * x) - 1),
        ["barthann"] = static x => 0.62 - (0.48 * Math.Abs(x - 0.5)) + (0.38 * Math.Cos(2 * Math.PI * (x - 0.5))),
        ["bohman"] = static x => Math.Abs((2 * x) - 1) is var u && u < 1
            ? ((1 - u) * Math.Cos(Math.PI * u)) + (Math.Sin(Math.PI * u) / Math.PI)
            : 0,
    };

    /// <summary>The values of a window.</summary>
    /// <exception cref="ArgumentException">No window has that name; the message offers the nearest.</exception>
    public static double[] Values(string name, int length, bool periodic)
    {
        if (!ByName.TryGetValue(name, out var function))
        {
            throw Suggestion.Unknown("window", name, ByName.Keys);
        }

        var last = periodic ? length : length - 1;
        return [.. Enumerable.Range(0, length).Select(i => last == 0 || length == 1 ? 1 : function((double)i / last))];
    }

    // a₀ − a₁·cos(2πx) + a₂·cos(4πx) − …
    private static Func<double, double> Cosines(params double[] factors) =>
        x => factors.Select((factor, k) => (k % 2 == 0 ? factor : -factor) * Math.Cos(2 * Math.PI * k * x)).Sum();
}
