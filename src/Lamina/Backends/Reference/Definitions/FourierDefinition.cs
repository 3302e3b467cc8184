using System.Numerics;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>The discrete Fourier transform of any length in n·log n steps.</summary>
/// <remarks>Powers of 2 by J. W. Cooley and J. W. Tukey, "An Algorithm for the Machine Calculation of Complex Fourier
/// Series", Math. Comp. 19, 1965; other lengths as a convolution of such a length, by L. I. Bluestein, "A Linear
/// Filtering
/// Approach to the Computation of Discrete Fourier Transform", IEEE Trans. Audio Electroacoustics 18(4),
/// 1970.</remarks>
internal static class FourierDefinition
{
    /// <summary>Transforms each run of n pairs.</summary>
    public static void Run(double[] x, double[] y, int n, bool inverse)
    {
        var line = new Complex[n];
        for (var start = 0; start < x.Length; start += 2 * n)
        {
            for (var i = 0; i < n; i++)
            {
                line[i] = new Complex(x[start + (2 * i)], x[start + (2 * i) + 1]);
            }

            Transform(line, inverse);
            for (var i = 0; i < n; i++)
            {
                (y[start + (2 * i)], y[start + (2 * i) + 1]) = (line[i].Real, line[i].Imaginary);
            }
        }
    }

    private static void Transform(Complex[] x, bool inverse)
    {
        if (int.IsPow2(x.Length))
        {
            PowerOfTwo(x, inverse);
        }
        else
        {
            AnyLength(x, inverse);
        }
    }

    private static void PowerOfTwo(Complex[] x, bool inverse)
    {
        var n = x.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (x[i], x[j]) = (x[j], x[i]);
            }
        }

        for (var half = 1; half < n; half *= 2)
        {
            for (var k = 0; k < half; k++)
            {
                var factor = Root(k, 2 * half, inverse);
                for (var i = k; i < n; i += 2 * half)
                {
                    var odd = x[i + half] * factor;
                    (x[i], x[i + half]) = (x[i] + odd, x[i] - odd);
                }
            }
        }
    }

    // jk = (j² + k² − (k − j)²)/2 makes of the sum over j a convolution with e^(±πi·m²/n).
    private static void AnyLength(Complex[] x, bool inverse)
    {
        var n = x.Length;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)((2 * n) - 1));
        var (a, b) = (new Complex[size], new Complex[size]);
        for (var i = 0; i < n; i++)
        {
            var chirp = Root((long)i * i, 2 * n, inverse);
            a[i] = x[i] * chirp;
            b[i] = Complex.Conjugate(chirp);
            b[(size - i) % size] = b[i];
        }

        PowerOfTwo(a, inverse: false);
        PowerOfTwo(b, inverse: false);
        for (var i = 0; i < size; i++)
        {
            a[i] *= b[i];
        }

        PowerOfTwo(a, inverse: true);
        for (var i = 0; i < n; i++)
        {
            x[i] = a[i] / size * Root((long)i * i, 2 * n, inverse);
        }
    }

    private static Complex Root(long k, int n, bool inverse)
    {
        var angle = 2 * Math.PI * (k % n) / n;
        return Complex.FromPolarCoordinates(1, inverse ? angle : -angle);
    }
}
