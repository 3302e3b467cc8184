namespace Lamina.NN;

/// <summary>What stands between the pixels of an image that is resized.</summary>
/// <remarks>
/// <para>Formula: pixel i of the output lies at <c>s = (i + ½)·from/to − ½</c> of the input, and is
/// <c>Σⱼ k(s − j)·xⱼ / Σⱼ k(s − j)</c> over the pixels j that there are, with the function k below.</para>
/// <para>Source: R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans. ASSP 29(6), 1981;
/// C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", J. Appl. Meteorology 18(8), 1979.</para>
/// </remarks>
public enum Interpolation
{
    /// <summary>The pixel that is nearest.</summary>
    Nearest,

    /// <summary>Straight lines: <c>k(t) = max(1 − |t|, 0)</c>.</summary>
    Bilinear,

    /// <summary>Keys's cubic pieces with a = −½, as far as 2 pixels.</summary>
    Bicubic,

    /// <summary>Lanczos's window as far as 3 pixels: <c>k(t) = sinc(t)·sinc(t/3)</c>.</summary>
    Lanczos3,

    /// <summary>Lanczos's window as far as 5 pixels: <c>k(t) = sinc(t)·sinc(t/5)</c>.</summary>
    Lanczos5,
}

/// <summary>The numbers behind the words.</summary>
internal static class InterpolationExtensions
{
    extension(Interpolation interpolation)
    {
        /// <summary>What each of <paramref name="from"/> pixels contributes to each of <paramref name="to"/>, which a row
        /// is for.</summary>
        public double[] Weights(int from, int to)
        {
            var weights = new double[from * to];
            for (var i = 0; i < to; i++)
            {
                var place = ((i + 0.5) * from / to) - 0.5;
                var row = weights.AsSpan(i * from, from);
                var sum = 0.0;
                for (var j = 0; j < from; j++)
                {
                    sum += row[j] = interpolation.Kernel(Math.Abs(place - j));
                }

                foreach (ref var weight in row)
                {
                    weight /= sum;
                }
            }

            return weights;
        }

        private double Kernel(double t) => interpolation switch
        {
            Interpolation.Bilinear => Math.Max(1 - t, 0),
            Interpolation.Bicubic when t < 1 => (((1.5 * t) - 2.5) * t * t) + 1,
            Interpolation.Bicubic when t < 2 => (((((-0.5 * t) + 2.5) * t) - 4) * t) + 2,
            Interpolation.Bicubic => 0,
            Interpolation.Lanczos3 => t < 3 ? Sinc(t) * Sinc(t / 3) : 0,
            Interpolation.Lanczos5 => t < 5 ? Sinc(t) * Sinc(t / 5) : 0,
            _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "The nearest pixel has no weights."),
        };

        private static double Sinc(double t) => t == 0 ? 1 : Math.Sin(Math.PI * t) / (Math.PI * t);
    }
}
