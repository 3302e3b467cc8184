using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Signals cut into frames that may overlap.</summary>
internal static class Frames
{
    // From so many slices on, single values are gathered instead.
    private const int MostSlices = 64;

    /// <summary>The frames of signals: [signals, samples] → [signals, frames, length].</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="length">Samples in a frame.</param>
    /// <param name="step">Samples from one frame to the next.</param>
    public static Tensor Of(Tensor signals, int length, int step)
    {
        var (count, samples) = (signals.Shape[0], signals.Shape[1]);
        var frames = ((samples - length) / step) + 1;

        // Frames are made of whole blocks, as long as both the step and the frame are multiples of.
        var block = GreatestCommonDivisor(length, step);
        if (length / block > MostSlices)
        {
            return Gathered(signals, length, step, frames);
        }

        var blocks = signals.Slice(1, 0, samples / block * block).Reshape([count, samples / block, block]);
        var parts = Enumerable.Range(0, length / block).Select(i => blocks.Slice(1, i, frames, step / block)).ToArray();
        return Tensor.Concat(parts);
    }

    /// <summary>Makes sure that there is a frame.</summary>
    /// <exception cref="ShapeMismatchException">The signals are shorter.</exception>
    public static void Check(string layer, int samples, int length, Shape input)
    {
        if (samples < length)
        {
            throw Mismatch.Shapes(
                $"{layer} needs signals of at least {length} samples, the length of a frame; it was given {samples}."
                + "\n  hint: shorten the frames, pad the signals, or give the input its true length.",
                ("input", input));
        }
    }

    private static Tensor Gathered(Tensor signals, int length, int step, int frames)
    {
        var (count, samples) = (signals.Shape[0], signals.Shape[1]);
        var first = (Tensor.Arange(count) * samples).Reshape([count, 1, 1]);
        var place = first + (Tensor.Arange(frames) * step).Reshape([1, frames, 1]) + Tensor.Arange(length).Reshape([1, 1, length]);
        return signals.Reshape([count * samples]).Gather(place);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
