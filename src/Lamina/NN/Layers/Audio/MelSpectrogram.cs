using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MelSpectrogram"/> layer is made of.</summary>
public sealed record MelSpectrogramConfig : LayerConfig
{
    /// <summary>Samples of a Fourier transform.</summary>
    public int FftLength { get; init => field = Guard.AtLeast(value, 2); } = 2048;

    /// <summary>Samples from one frame to the next.</summary>
    public int SequenceStride { get; init => field = Guard.Positive(value); } = 512;

    /// <summary>Samples under the window, in the middle of a frame; all when null.</summary>
    public int? SequenceLength { get; init => field = Guard.Positive(value); }

    /// <summary>The window's name, <c>hann</c> or <c>hamming</c>; none when null.</summary>
    public string? Window { get; init; } = "hann";

    /// <summary>Samples in a second.</summary>
    public int SamplingRate { get; init => field = Guard.Positive(value); } = 16000;

    /// <summary>The number of bands.</summary>
    public int NumMelBins { get; init => field = Guard.Positive(value); } = 128;

    /// <summary>Where the lowest band begins, in hertz.</summary>
    public double MinFreq { get; init => field = Guard.NonNegative(value); } = 20;

    /// <summary>Where the highest band ends, in hertz; half the sampling rate when null.</summary>
    public double? MaxFreq { get; init => field = Guard.NonNegative(value); }

    /// <summary>Whether powers are given in decibels.</summary>
    public bool PowerToDb { get; init; } = true;

    /// <summary>How many decibels below the largest is the least that is given.</summary>
    public double TopDb { get; init => field = Guard.Finite(value); } = 80;

    /// <summary>The exponent of magnitudes: 2 for powers.</summary>
    public double MagExp { get; init => field = Guard.Finite(value); } = 2;

    /// <summary>The least power, so that its logarithm is finite.</summary>
    public double MinPower { get; init => field = Guard.Positive(value); } = 1e-10;

    /// <summary>The power of 0 decibels.</summary>
    public double RefPower { get; init => field = Guard.Finite(value); } = 1;
}

/// <summary>How strong signals are in bands that the ear tells apart, over time.</summary>
/// <remarks>
/// <para>Formula: the magnitudes of short-time Fourier transforms to the power of MagExp, weighted by triangles that are equally
/// wide on the scale <c>mel(f) = 1127·ln(1 + f/700)</c>; then <c>10·log₁₀</c> of them. Signals are mirrored at both ends, so
/// that frames have their middles at multiples of the stride.</para>
/// <para>Shapes: x [batch, samples] → y [batch, bands, 1 + samples/stride]; [samples] → [bands, ..].</para>
/// <para>Source: S. Davis and P. Mermelstein, "Comparison of Parametric Representations for Monosyllabic Word Recognition", IEEE
/// Trans. ASSP 28(4), 1980.</para>
/// </remarks>
public sealed class MelSpectrogram : Layer<MelSpectrogramConfig>
{
    private const double BreakFrequency = 700;
    private const double HighFrequencyQ = 1127;

    /// <summary>A layer with Keras's defaults.</summary>
    public MelSpectrogram(
        int fftLength = 2048, int sequenceStride = 512, int? sequenceLength = null, int samplingRate = 16000, int numMelBins = 128)
        : this(new MelSpectrogramConfig
        {
            FftLength = fftLength,
            SequenceStride = sequenceStride,
            SequenceLength = sequenceLength,
            SamplingRate = samplingRate,
            NumMelBins = numMelBins,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The window is longer than the transform or has an unknown name, or the bands begin above
    /// their end.</exception>
    public MelSpectrogram(MelSpectrogramConfig config)
        : base(config)
    {
        if (Length > config.FftLength)
        {
            throw new ArgumentException(
                $"MelSpectrogram needs an FftLength of at least SequenceLength ({Length}); it was given {config.FftLength}.", nameof(config));
        }

        if (config.MinFreq >= MaxFreq)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"MelSpectrogram needs a MinFreq below MaxFreq; it was given {config.MinFreq} and {MaxFreq}."), nameof(config));
        }

        _ = WindowValues();
    }

    internal override int TraceLength => Math.Max(base.TraceLength, Math.Max(Config.FftLength, Config.SequenceStride));

    private int Length => Config.SequenceLength ?? Config.FftLength;

    private double MaxFreq => Config.MaxFreq is { } given and not 0 ? given : Config.SamplingRate / 2;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank is not (1 or 2))
        {
            throw Mismatch.Shapes("MelSpectrogram needs signals [batch, samples], or one [samples].", ("input", input));
        }
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var signals = (x.Rank == 1 ? x.ExpandDims(0) : x).Cast(Precision);
        var mel = Magnitudes(signals, x.Shape).MatMul(MelWeights(Precision));
        var y = (Config.PowerToDb ? Decibels(mel) : mel).TransposeLast();
        return x.Rank == 1 ? y.Squeeze(0) : y;
    }

    // [signals, frames, frequencies]
    private Tensor Magnitudes(Tensor signals, Shape input)
    {
        var half = Config.FftLength / 2;
        Frames.Check(KerasName, signals.Shape[1], half + 1, input);
        var around = Mirrored(signals, half);
        var before = (Config.FftLength - Length) / 2;
        var frames = Frames.Of(around, Config.FftLength, Config.SequenceStride).Slice(-1, before, Length);
        var power = frames.MatMul(Waves(Math.Cos, before)).Square() + frames.MatMul(Waves(Math.Sin, before)).Square();
        return Config.MagExp == 2 ? power : power.Sqrt().Pow(Config.MagExp);
    }

    // c b | a b c | b a
    private static Tensor Mirrored(Tensor signals, int length)
    {
        var samples = signals.Shape[1];
        var places = Enumerable.Range(-length, samples + (2 * length))
            .Select(i => Math.Abs(i))
            .Select(i => i < samples ? i : (2 * (samples - 1)) - i)
            .ToArray();
        return signals.TransposeLast().Gather(Tensor.Wrap(places, [places.Length])).TransposeLast();
    }

    // The window times waves of each frequency, whose phase is that of the whole frame.
    private Tensor Waves(Func<double, double> wave, int before)
    {
        var (turn, window, frequencies) = (Config.FftLength, WindowValues(), (Config.FftLength / 2) + 1);
        var values = new double[Length * frequencies];
        for (var i = 0; i < values.Length; i++)
        {
            var (time, frequency) = (i / frequencies, i % frequencies);
            values[i] = window[time] * wave(2 * Math.PI * ((long)(time + before) * frequency % turn) / turn);
        }

        return Tensor.Wrap(values, [Length, frequencies]).Cast(Precision).Evaluate();
    }

    private double[] WindowValues() => Config.Window is { } name
        ? StftWindow.Values(name, Length, periodic: true)
        : [.. Enumerable.Repeat(1.0, Length)];

    private Tensor Decibels(Tensor power)
    {
        var scale = 10 / Math.Log(10);
        var reference = 10 * Math.Log10(Math.Max(Math.Abs(Config.RefPower), Config.MinPower));
        var decibels = (Tensor.Maximum(power, Config.MinPower).Log() * scale) - reference;
        return Tensor.Maximum(decibels, decibels.Max() - Config.TopDb);
    }

    // A triangle for each band: [frequencies, bands]; the frequency 0 is in none.
    private Tensor MelWeights(DType dtype)
    {
        var (frequencies, bands) = ((Config.FftLength / 2) + 1, Config.NumMelBins);
        var (first, last) = (Mel(Config.MinFreq), Mel(MaxFreq));
        var width = (last - first) / (bands + 1);
        var weights = new double[frequencies * bands];
        for (var i = bands; i < weights.Length; i++)
        {
            var (frequency, band) = (i / bands, i % bands);
            var place = (Mel(Config.SamplingRate / 2.0 * frequency / (frequencies - 1)) - first) / width;
            weights[i] = Math.Max(0, Math.Min(place - band, band + 2 - place));
        }

        return Tensor.Wrap(weights, [frequencies, bands]).Cast(dtype).Evaluate();

        static double Mel(double hertz) => HighFrequencyQ * Math.Log(1 + (hertz / BreakFrequency));
    }
}
