using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Waves under a window: the kernel of a convolution that computes a short-time Fourier transform.</summary>
/// <remarks>
/// <para>Formula: <c>w(t)·cos(−2πtf/n)/s</c>, or the sine, for time t and frequency f, where s is the root of the sum of squares
/// of the window, or the sum of its magnitudes.</para>
/// <para>Shapes: [length, channels, n/2 + 1]; all channels are alike.</para>
/// </remarks>
/// <param name="Side">The cosines or the sines.</param>
/// <param name="Window">The window's name; see the list in the message for an unknown one. None when null.</param>
/// <param name="Scaling">What the window is divided by; nothing when null.</param>
/// <param name="Periodic">Whether the window goes on with its first value behind its last.</param>
/// <exception cref="ArgumentException">No window has that name.</exception>
public sealed record STFT(
    StftSide Side = StftSide.Real,
    string? Window = "hann",
    StftScaling? Scaling = StftScaling.Density,
    bool Periodic = false) : Initializer
{
    /// <summary>The window's name; none when null.</summary>
    public string? Window { get; init => field = Known(value); } = Known(Window);

    /// <inheritdoc/>
    public override float[] Sample(Shape shape, RandomStream random)
    {
        if (shape.Rank != 3)
        {
            throw Mismatch.Shapes("STFT needs a weight [length, channels, frequencies].", ("weight", shape));
        }

        var (length, channels, frequencies) = (shape[0], shape[1], shape[2]);
        var window = Window is null ? [.. Enumerable.Repeat(1.0, length)] : StftWindow.Values(Window, length, Periodic);
        var scale = Window is null ? 1 : Scaling switch
        {
            StftScaling.Density => Math.Sqrt(window.Sum(x => x * x)),
            StftScaling.Spectrum => window.Sum(Math.Abs),
            _ => 1,
        };
        var period = Math.Max(1, (frequencies - 1) * 2);
        var values = new float[shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            var (time, frequency) = (i / (channels * frequencies), i % frequencies);
            var angle = -2 * Math.PI * ((long)time * frequency % period) / period;
            values[i] = (float)((Side == StftSide.Real ? Math.Cos(angle) : Math.Sin(angle)) * window[time] / scale);
        }

        return values;
    }

    private static string? Known(string? window)
    {
        if (window is not null)
        {
            StftWindow.Values(window, 1, periodic: false);
        }

        return window;
    }
}
