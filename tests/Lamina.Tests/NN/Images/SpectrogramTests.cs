using System.Numerics;
using Lamina.NN;

namespace Lamina.Tests.NN.Images;

public sealed class SpectrogramTests
{
    private static readonly double[] Signal = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(0.7 * i) + (0.5 * Math.Cos(2.1 * i)))];

    [Theory]
    [InlineData(SpectrogramMode.Real)]
    [InlineData(SpectrogramMode.Imaginary)]
    [InlineData(SpectrogramMode.Magnitude)]
    [InlineData(SpectrogramMode.Log)]
    [InlineData(SpectrogramMode.Angle)]
    [InlineData(SpectrogramMode.PowerSpectralDensity)]
    public void Modes_are_parts_of_the_Fourier_transform_of_frames_under_a_window(SpectrogramMode mode)
    {
        const int Length = 6, Step = 4, Turn = 8;
        var layer = new STFTSpectrogram(new STFTSpectrogramConfig
        {
            Mode = mode,
            FrameLength = Length,
            FrameStep = Step,
            FftLength = Turn,
            Window = "hamming",
            Scaling = StftScaling.Spectrum,
        });
        var y = layer.Apply(Tensor.From<double>(Signal, [1, 24, 1]).Cast(DType.Float32)).ToArray<double>();
        double[] window = [.. Enumerable.Range(0, Length).Select(i => 0.54 - (0.46 * Math.Cos(2 * Math.PI * i / (Length - 1))))];
        var expected = new List<double>();
        for (var start = 0; start + Length <= 24; start += Step)
        {
            for (var frequency = 0; frequency <= Turn / 2; frequency++)
            {
                var z = Sum(Length, i => Signal[start + i] * window[i] / window.Sum(), frequency, Turn);
                expected.Add(mode switch
                {
                    SpectrogramMode.Real => z.Real,
                    SpectrogramMode.Imaginary => z.Imaginary,
                    SpectrogramMode.Magnitude => Math.Sqrt(Math.Max(1e-7, z.Magnitude * z.Magnitude)),
                    SpectrogramMode.Log => Math.Log(Math.Sqrt(Math.Max(1e-7, z.Magnitude * z.Magnitude))),
                    SpectrogramMode.Angle => z.Phase,
                    _ => z.Magnitude * z.Magnitude * (frequency is 0 or Turn / 2 ? 1 : 2),
                });
            }
        }

        // Where the imaginary part is 0 but for rounding, the angle is 0 or ±π.
        double[] found = mode == SpectrogramMode.Angle ? [.. y.Zip(expected, (a, b) => Math.Abs(Math.Abs(a - b) - (2 * Math.PI)) < 1e-3 ? b : a)] : y;
        Near.Assert(expected, found, (1e-4, 1e-4));
    }

    [Fact]
    public void Frames_of_any_step_are_those_of_the_signal()
    {
        var x = Tensor.Arange(200, DType.Float32).Reshape([2, 100]);
        foreach (var (length, step) in new[] { (8, 4), (6, 4), (7, 3), (5, 5), (71, 2), (4, 7) })
        {
            var y = Frames.Of(x, length, step);
            var frames = ((100 - length) / step) + 1;
            Assert.Equal([2, frames, length], y.Shape);
            Assert.Equal(
                Enumerable.Range(0, 2 * frames * length)
                    .Select(i => (float)((i / (frames * length) * 100) + (i / length % frames * step) + (i % length))),
                y.ToArray());
        }
    }

    [Fact]
    public void Channels_and_frequencies_stand_where_the_data_format_says()
    {
        var x = NN.Training.Normal(1, 2, 20, 3).Evaluate();
        var config = new STFTSpectrogramConfig { Mode = SpectrogramMode.Magnitude, FrameLength = 8 };
        var flat = new STFTSpectrogram(config).Apply(x);
        var image = new STFTSpectrogram(config with { ExpandDims = true }).Apply(x);
        Assert.Equal([2, 4, 15], flat.Shape);
        Assert.Equal([2, 4, 5, 3], image.Shape);
        Assert.Equal(flat.ToArray(), image.Transpose(0, 1, 3, 2).Reshape([2, 4, 15]).ToArray());
        var first = config with { DataFormat = DataFormat.ChannelsFirst };
        Assert.Equal(flat.ToArray(), new STFTSpectrogram(first).Apply(x.SwapAxes(1, 2).Evaluate()).SwapAxes(1, 2).ToArray());
        var expanded = new STFTSpectrogram(first with { ExpandDims = true }).Apply(x.SwapAxes(1, 2).Evaluate());
        Assert.Equal([2, 3, 4, 5], expanded.Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 15], new STFTSpectrogram(config with { FrameLength = 8 }).Apply(new Input(Shape.Unknown, 3)).Shape);
    }

    [Fact]
    public void Mel_bands_are_triangles_over_powers_in_decibels()
    {
        const int Turn = 8, Stride = 6, Bands = 3, Rate = 4000;
        var layer = new MelSpectrogram(new MelSpectrogramConfig
        {
            FftLength = Turn,
            SequenceLength = 6,
            SequenceStride = Stride,
            NumMelBins = Bands,
            SamplingRate = Rate,
            MinFreq = 100,
        });
        var x = Tensor.From<double>(Signal, [24]).Cast(DType.Float32);
        var y = layer.Apply(x);
        Assert.Equal([Bands, 5], y.Shape);
        double[] window = [0, .. Enumerable.Range(0, 6).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / 6))), 0];
        var mirrored = Enumerable.Range(-4, 32).Select(i => Math.Abs(i)).Select(i => Signal[i < 24 ? i : 46 - i]).ToArray();
        var expected = new double[Bands * 5];
        for (var frame = 0; frame < 5; frame++)
        {
            for (var band = 0; band < Bands; band++)
            {
                expected[(band * 5) + frame] = 10 * Math.Log10(Math.Max(1e-10, Enumerable.Range(1, 4).Sum(frequency =>
                    Triangle(Rate / 2.0 * frequency / 4, band)
                    * Math.Pow(Sum(Turn, i => mirrored[(frame * Stride) + i] * window[i], frequency, Turn).Magnitude, 2))));
            }
        }

        var least = expected.Max() - 80;
        Near.Assert([.. expected.Select(value => Math.Max(value, least))], y.ToArray<double>(), (1e-4, 1e-3));
        Assert.Equal([2, 128, 32], new MelSpectrogram().Apply(NN.Training.Normal(1, 2, 16000)).Shape);

        double Triangle(double hertz, int band)
        {
            var (low, high) = (Mel(100), Mel(2000));
            var edges = Enumerable.Range(0, Bands + 2).Select(i => low + ((high - low) * i / (Bands + 1))).ToArray();
            return Math.Max(0, Math.Min(
                (Mel(hertz) - edges[band]) / (edges[band + 1] - edges[band]),
                (edges[band + 2] - Mel(hertz)) / (edges[band + 2] - edges[band + 1])));
        }

        static double Mel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));
    }

    private static Complex Sum(int count, Func<int, double> value, int frequency, int turn) => Enumerable.Range(0, count)
        .Select(i => value(i) * Complex.Exp(new Complex(0, -2 * Math.PI * i * frequency / turn)))
        .Aggregate(Complex.Add);
}
