using System.Numerics;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="STFTSpectrogram"/> layer is made of.</summary>
public sealed record STFTSpectrogramConfig : LayerConfig
{
    /// <summary>What is given of the transform.</summary>
    public SpectrogramMode Mode { get; init; }

    /// <summary>Samples in a frame.</summary>
    public int FrameLength { get; init => field = Guard.Positive(value); } = 256;

    /// <summary>Samples from one frame to the next; half a frame when null.</summary>
    public int? FrameStep { get; init => field = Guard.Positive(value); }

    /// <summary>Frequencies in a whole turn, of which half and one are given; the next power of two when null.</summary>
    public int? FftLength { get; init => field = Guard.Positive(value); }

    /// <summary>The window's name, such as <c>hann</c>; none when null.</summary>
    public string? Window { get; init; } = "hann";

    /// <summary>Whether the window goes on with its first value behind its last.</summary>
    public bool Periodic { get; init; }

    /// <summary>What the window is divided by; nothing when null.</summary>
    public StftScaling? Scaling { get; init; } = StftScaling.Density;

    /// <summary>Whether signals are padded so that there is a frame for each step.</summary>
    public Padding Padding { get; init; }

    /// <summary>Whether frequencies and channels have an axis each, as images do.</summary>
    public bool ExpandDims { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Short-time Fourier transforms of signals, by products with waves under a window, which may be trained.</summary>
/// <remarks>
/// <para>Formula: the frame x gives <c>Σₜ x(t)·w(t)·e^(−2πi·tf/n)</c> for each frequency f.</para>
/// <para>Shapes: x [batch, samples, channels] → y [batch, frames, channels·frequencies], or, with ExpandDims, [batch, frames,
/// frequencies, channels]; with channels first [batch, channels, samples] → [batch, channels·frequencies, frames] or [batch,
/// channels, frames, frequencies].</para>
/// </remarks>
public sealed class STFTSpectrogram : Layer<STFTSpectrogramConfig>
{
    private const double Epsilon = 1e-7;
    private readonly int _step;
    private readonly int _frequencies;
    private Variable? _real;
    private Variable? _imaginary;

    /// <summary>A layer with Keras's defaults.</summary>
    public STFTSpectrogram(SpectrogramMode mode = SpectrogramMode.Log, int frameLength = 256, int? frameStep = null, int? fftLength = null)
        : this(new STFTSpectrogramConfig { Mode = mode, FrameLength = frameLength, FrameStep = frameStep, FftLength = fftLength })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A step is longer than a frame, a frame longer than the transform, the window has an
    /// unknown name, or the padding is causal.</exception>
    public STFTSpectrogram(STFTSpectrogramConfig config)
        : base(config)
    {
        var length = config.FrameLength;
        _step = config.FrameStep ?? Math.Max(1, length / 2);
        var turn = config.FftLength ?? (int)BitOperations.RoundUpToPowerOf2((uint)length);
        _frequencies = (turn / 2) + 1;
        if (_step > length)
        {
            throw new ArgumentException($"STFTSpectrogram needs a FrameStep of at most FrameLength ({length}); it was given {_step}.", nameof(config));
        }

        if (turn < length)
        {
            throw new ArgumentException($"STFTSpectrogram needs an FftLength of at least FrameLength ({length}); it was given {turn}.", nameof(config));
        }

        if (config.Padding == Padding.Causal)
        {
            throw new ArgumentException("STFTSpectrogram has the paddings valid and same; it was given causal.", nameof(config));
        }

        _ = Kernel(StftSide.Real);
    }

    internal override int TraceLength => Math.Max(base.TraceLength, Config.FrameLength);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != 3)
        {
            throw Mismatch.Shapes("STFTSpectrogram needs signals of 3 axes: batch, samples and channels.", ("input", input));
        }

        Shape shape = [Config.FrameLength, 1, _frequencies];
        _real = Config.Mode == SpectrogramMode.Imaginary ? null : AddWeight("real_kernel", shape, Kernel(StftSide.Real));
        _imaginary = Config.Mode == SpectrogramMode.Real ? null : AddWeight("imag_kernel", shape, Kernel(StftSide.Imaginary));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var signals = Config.DataFormat == DataFormat.ChannelsLast ? x.SwapAxes(1, 2) : x;
        var (batch, channels, samples) = (signals.Shape[0], signals.Shape[1], signals.Shape[2]);
        var frames = FramesOf(signals.Reshape([batch * channels, samples]), x.Shape);
        return Config.Mode switch
        {
            SpectrogramMode.Real => Arranged(Part(_real!)),
            SpectrogramMode.Imaginary => Arranged(Part(_imaginary!)),
            SpectrogramMode.RealAndImaginary => Arranged(Tensor.Concat([Part(_real!), Part(_imaginary!)])),
            SpectrogramMode.Angle => Arranged(Tensor.Arctan2(Part(_imaginary!), Part(_real!))),
            SpectrogramMode.PowerSpectralDensity => Arranged(Doubled(Power())),
            SpectrogramMode.Magnitude => Arranged(Magnitude()),
            _ => Arranged(Tensor.Maximum(Magnitude(), Epsilon).Log()),
        };

        Tensor Part(Variable kernel) => frames.MatMul(kernel.Value.Reshape([Config.FrameLength, _frequencies]));

        Tensor Power() => Part(_real!).Square() + Part(_imaginary!).Square();

        Tensor Magnitude() => Tensor.Maximum(Power(), Epsilon).Sqrt();

        Tensor Arranged(Tensor spectra) => Arrange(spectra.Reshape([batch, channels, spectra.Shape[1], spectra.Shape[2]]));
    }

    private STFT Kernel(StftSide side) => new(side, Config.Window, Config.Scaling, Config.Periodic);

    private Tensor FramesOf(Tensor signals, Shape input)
    {
        var (length, samples) = (Config.FrameLength, signals.Shape[1]);
        if (Config.Padding == Padding.Same)
        {
            var count = (samples + _step - 1) / _step;
            var missing = Math.Max(0, ((count - 1) * _step) + length - samples);
            signals = signals.Pad(1, missing / 2, missing - (missing / 2));
        }

        Frames.Check(KerasName, signals.Shape[1], length, input);
        return Frames.Of(signals, length, _step);
    }

    // Frequencies have two sides, of which only one is given; the first and the last are on both.
    private static Tensor Doubled(Tensor power) =>
        power + power.Slice(-1, 1, power.Shape[^1] - 2).Pad(-1, 1, 1);

    // From [batch, channels, frames, frequencies].
    private Tensor Arrange(Tensor x)
    {
        var (batch, channels, frames, frequencies) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        return (Config.DataFormat, Config.ExpandDims) switch
        {
            (DataFormat.ChannelsLast, true) => x.Transpose(0, 2, 3, 1),
            (DataFormat.ChannelsLast, false) => x.Transpose(0, 2, 1, 3).Reshape([batch, frames, channels * frequencies]),
            (_, true) => x,
            _ => x.TransposeLast().Reshape([batch, channels * frequencies, frames]),
        };
    }
}
