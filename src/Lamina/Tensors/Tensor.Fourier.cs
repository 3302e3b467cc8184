using Lamina.Ops;

namespace Lamina;

// Fourier transforms. There are no complex dtypes: a complex tensor is a pair of real and imaginary part.
public sealed partial class Tensor
{
    /// <summary>The discrete Fourier transform along the last axis: <c>y_k = Σ_j x_j e^(−2πi·jk/n)</c>.</summary>
    public static (Tensor Real, Tensor Imaginary) Fft((Tensor Real, Tensor Imaginary) x) =>
        ViewAsComplex(new Fourier(Inverse: false).Of(ViewAsReal(x)));

    /// <summary>The inverse of <see cref="Fft"/>, divided by n.</summary>
    public static (Tensor Real, Tensor Imaginary) Ifft((Tensor Real, Tensor Imaginary) x)
    {
        var y = new Fourier(Inverse: true).Of(ViewAsReal(x));
        return ViewAsComplex(y / y.Shape[^2]);
    }

    /// <summary>The discrete Fourier transform along the last two axes.</summary>
    public static (Tensor Real, Tensor Imaginary) Fft2((Tensor Real, Tensor Imaginary) x) =>
        Swapped(Fft(Swapped(Fft(x))));

    /// <summary>The inverse of <see cref="Fft2"/>, divided by the number of elements.</summary>
    public static (Tensor Real, Tensor Imaginary) Ifft2((Tensor Real, Tensor Imaginary) x) =>
        Swapped(Ifft(Swapped(Ifft(x))));

    /// <summary>The Fourier transform of real numbers along the last axis, of which the half that says all is given:
    /// [.., n] →
    /// [.., n/2 + 1].</summary>
    /// <param name="length">How many elements are transformed: zeros are put behind, or the last ones left out.</param>
    public (Tensor Real, Tensor Imaginary) Rfft(int? length = null)
    {
        var x = Floats();
        x = x.Fitted(length ?? Shape[^1]);
        var (real, imaginary) = Fft((x, x.ZerosLike()));
        var half = (x.Shape[^1] / 2) + 1;
        return (real.Slice(-1, 0, half), imaginary.Slice(-1, 0, half));
    }

    /// <summary>The inverse of <see cref="Rfft"/>: [.., n/2 + 1] → [.., n].</summary>
    /// <param name="x">The half of a transform.</param>
    /// <param name="length">How many elements the result has; an even number, twice those of x less 2, where
    /// null.</param>
    public static Tensor Irfft((Tensor Real, Tensor Imaginary) x, int? length = null)
    {
        var n = length ?? (2 * (x.Real.Shape[^1] - 1));
        var half = (n / 2) + 1;
        var (real, imaginary) = (x.Real.Fitted(half), x.Imaginary.Fitted(half));

        // The other half is its mirror image, conjugated; what has no partner is real.
        var mirrored = n - half;
        Tensor Whole(Tensor part, double sign) => Concat([part, part.Slice(-1, 1, mirrored).Flip(-1) * sign]);
        return Ifft((Whole(real, 1), Whole(imaginary * OwnPartner(half, n, imaginary.DType), -1))).Real;
    }

    /// <summary>The short-time Fourier transform: that of each run of neighbours under a window. [.., n] → [.., runs,
    /// fftLength/2 + 1].</summary>
    /// <param name="sequenceLength">The length of a run.</param>
    /// <param name="sequenceStride">How far the next run begins behind the last.</param>
    /// <param name="fftLength">How many elements are transformed, at least the length of a run.</param>
    /// <param name="window">What runs are multiplied with, [sequenceLength]; a periodic Hann window where null.</param>
    /// <param name="center">Whether the signal is mirrored at both ends, so that the middle of run i lies at
    /// i·stride.</param>
    public (Tensor Real, Tensor Imaginary) Stft(
        int sequenceLength, int sequenceStride, int fftLength, Tensor? window = null, bool center = true)
    {
        var x = Floats();
        var shape = StftWindow(sequenceLength, fftLength, window, x.DType);
        var half = fftLength / 2;
        (int Before, int After)[] widths = [.. Enumerable.Range(0, Rank).Select(i => i == Rank - 1 ? (half, half) : (0, 0))];
        x = center ? x.Pad(widths, PadMode.Reflect) : x;
        return (x.ExtractSequences(fftLength, sequenceStride) * shape).Rfft();
    }

    /// <summary>The signal whose short-time Fourier transform is nearest to a given one, by the sum of
    /// squares.</summary>
    /// <param name="x">What <see cref="Stft"/> gave.</param>
    /// <param name="sequenceLength">The length of a run.</param>
    /// <param name="sequenceStride">How far the next run begins behind the last.</param>
    /// <param name="fftLength">How many elements were transformed.</param>
    /// <param name="length">How many elements of the signal are given; all where null.</param>
    /// <param name="window">What runs were multiplied with; a periodic Hann window where null.</param>
    /// <param name="center">Whether the signal was mirrored at both ends.</param>
    public static Tensor Istft(
        (Tensor Real, Tensor Imaginary) x, int sequenceLength, int sequenceStride, int fftLength, int? length = null,
        Tensor? window = null, bool center = true)
    {
        var shape = StftWindow(sequenceLength, fftLength, window, x.Real.DType);
        var runs = Irfft(x, fftLength) * shape;
        var weight = shape.Square().BroadcastTo(runs.Shape[^2..]).OverlapAdd(sequenceStride);
        var signal = runs.OverlapAdd(sequenceStride) / Where(weight > 1e-10, weight, 1);
        var (start, whole) = (center ? fftLength / 2 : 0, signal.Shape[^1]);
        var end = length is { } wanted ? Math.Min(whole, start + wanted) : center ? whole - start : whole;
        return signal.Slice(-1, start, end - start);
    }

    /// <summary>A complex tensor as one of pairs: [..] and [..] → [.., 2].</summary>
    public static Tensor ViewAsReal((Tensor Real, Tensor Imaginary) x)
    {
        var (real, imaginary) = FloatsAlike(x.Real, x.Imaginary);
        return Stack([real, imaginary], -1);
    }

    /// <summary>A tensor of pairs as a complex one: [.., 2] → [..] and [..].</summary>
    public static (Tensor Real, Tensor Imaginary) ViewAsComplex(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank > 0 && x.Shape[^1] == 2
            ? (x.Select(-1, 0), x.Select(-1, 1))
            : throw Mismatch.Shapes("ViewAsComplex needs pairs: a last axis of length 2.", ("x", x.Shape));
    }

    /// <summary>The complex numbers of given magnitude and angle.</summary>
    public static (Tensor Real, Tensor Imaginary) Polar(Tensor magnitude, Tensor angle)
    {
        (magnitude, angle) = FloatsAlike(magnitude, angle);
        return (magnitude * angle.Cos(), magnitude * angle.Sin());
    }

    /// <summary>The angle of complex numbers, between −π and π.</summary>
    public static Tensor Angle((Tensor Real, Tensor Imaginary) x) => Arctan2(x.Imaginary, x.Real);

    /// <summary>The complex numbers with the imaginary part negated.</summary>
    public static (Tensor Real, Tensor Imaginary) Conj((Tensor Real, Tensor Imaginary) x) => (x.Real, -x.Imaginary);

    /// <summary>True where the imaginary part of complex numbers is 0.</summary>
    public static Tensor IsReal((Tensor Real, Tensor Imaginary) x) => x.Imaginary.EqualTo(0);

    /// <summary>Runs of neighbours added up, each <paramref name="stride"/> behind the last: [.., runs, length] →
    /// [.., n].</summary>
    internal Tensor OverlapAdd(int stride)
    {
        var (runs, length) = (Shape[^2], Shape[^1]);
        var places = new int[runs * length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i / length * stride) + (i % length);
        }

        var flat = Reshape([.. Shape[..^2], runs * length]);
        var index = Wrap(places, [.. Enumerable.Repeat(1, flat.Rank - 1), places.Length]).BroadcastTo(flat.Shape);
        return new AddAlong(flat.Rank - 1, ((runs - 1) * stride) + length).Of(flat, index);
    }

    // The window with zeros on both sides up to what is transformed.
    private static Tensor StftWindow(int sequenceLength, int fftLength, Tensor? window, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequenceLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftLength, sequenceLength);
        window ??= Hanning(sequenceLength + 1, dtype).Slice(0, 0, sequenceLength);
        if (window.Rank != 1 || window.Shape[0] != sequenceLength)
        {
            throw Mismatch.Shapes(
                $"A window needs a value for each of the {sequenceLength} elements of a run.",
                ("window", window.Shape));
        }

        var before = (fftLength - sequenceLength) / 2;
        return window.Cast(dtype).Pad(0, before, fftLength - sequenceLength - before);
    }

    private static Tensor OwnPartner(int half, int n, DType dtype) =>
        Give(half, i => i == 0 || 2 * i == n ? 0 : 1, dtype);

    private static (Tensor Real, Tensor Imaginary) Swapped((Tensor Real, Tensor Imaginary) x) =>
        (x.Real.SwapAxes(-2, -1), x.Imaginary.SwapAxes(-2, -1));

    private Tensor Fitted(int length) => Shape[^1] >= length ? Slice(-1, 0, length) : Pad(-1, 0, length - Shape[^1]);
}
