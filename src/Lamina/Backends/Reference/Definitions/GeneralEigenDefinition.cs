using System.Numerics;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>Eigenvalues of any square matrix: unitary reflections to a triangle, whose diagonal they are.</summary>
/// <remarks>By shifted QR steps, as J. G. F. Francis, "The QR Transformation", The Computer Journal 4(3), 1961, on
/// complex
/// numbers throughout; the eigenvectors of the triangle follow by substitution.</remarks>
internal static class GeneralEigenDefinition
{
    private const int MostSteps = 100;

    public static void Run(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        var (t, q) = (new Complex[n, n], new Complex[n, n]);
        for (var i = 0; i < n; i++)
        {
            q[i, i] = 1;
            for (var j = 0; j < n; j++)
            {
                t[i, j] = x[(i * n) + j];
            }
        }

        ToHessenberg(t, q, n);
        ToTriangle(t, q, n);
        for (var k = 0; k < n; k++)
        {
            var vector = Vector(t, q, n, k);
            (y[k * (2 + (2 * n))], y[(k * (2 + (2 * n))) + 1]) = (t[k, k].Real, t[k, k].Imaginary);
            for (var i = 0; i < n; i++)
            {
                var at = (i * (2 + (2 * n))) + 2 + (2 * k);
                (y[at], y[at + 1]) = (vector[i].Real, vector[i].Imaginary);
            }
        }
    }

    // Rotations of two neighbouring rows make an element 0; the same of the columns keeps the eigenvalues.
    private static void ToHessenberg(Complex[,] t, Complex[,] q, int n)
    {
        for (var column = 0; column < n - 2; column++)
        {
            for (var row = n - 1; row > column + 1; row--)
            {
                var (c, s) = Rotation(t[row - 1, column], t[row, column]);
                Rows(t, row - 1, c, s, 0, n);
                Columns(t, row - 1, c, s, n);
                Columns(q, row - 1, c, s, n);
                t[row, column] = 0;
            }
        }
    }

    private static void ToTriangle(Complex[,] t, Complex[,] q, int n)
    {
        var (last, steps) = (n - 1, 0);
        while (last > 0 && steps < MostSteps * n)
        {
            var first = last;
            while (first > 0 && !IsNegligible(t, first))
            {
                first--;
            }

            if (first > 0)
            {
                t[first, first - 1] = 0;
            }

            if (first == last)
            {
                (last, steps) = (last - 1, 0);
                continue;
            }

            steps++;
            Step(t, q, n, first, last, steps % 11 == 10 ? t[last, last] + Complex.Abs(t[last, last - 1]) : Shift(t, last));
        }
    }

    // An element beside the diagonal that is lost in the sum of its neighbours there.
    private static bool IsNegligible(Complex[,] t, int row) =>
        Complex.Abs(t[row, row - 1]) <= 1e-16 * (Complex.Abs(t[row, row]) + Complex.Abs(t[row - 1, row - 1]));

    private static void Step(Complex[,] t, Complex[,] q, int n, int first, int last, Complex shift)
    {
        for (var i = 0; i < n; i++)
        {
            t[i, i] -= shift;
        }

        var rotations = new (Complex C, Complex S)[last - first];
        for (var k = first; k < last; k++)
        {
            rotations[k - first] = Rotation(t[k, k], t[k + 1, k]);
            Rows(t, k, rotations[k - first].C, rotations[k - first].S, 0, n);
        }

        for (var k = first; k < last; k++)
        {
            Columns(t, k, rotations[k - first].C, rotations[k - first].S, n);
            Columns(q, k, rotations[k - first].C, rotations[k - first].S, n);
        }

        for (var i = 0; i < n; i++)
        {
            t[i, i] += shift;
        }
    }

    // The eigenvalue of the last two by two that is nearer to the last element.
    private static Complex Shift(Complex[,] t, int last)
    {
        var (a, b, c, d) = (t[last - 1, last - 1], t[last - 1, last], t[last, last - 1], t[last, last]);
        var half = (a - d) / 2;
        var root = Complex.Sqrt((half * half) + (b * c));
        var (one, other) = (d + half + root, d + half - root);
        return Complex.Abs(one - d) < Complex.Abs(other - d) ? one : other;
    }

    // c and s with |c|² + |s|² = 1 such that the second of (c̄·a + s̄·b, −s·a + c·b) is 0.
    private static (Complex C, Complex S) Rotation(Complex a, Complex b)
    {
        var norm = double.Hypot(Complex.Abs(a), Complex.Abs(b));
        return norm == 0 ? (1, 0) : (a / norm, b / norm);
    }

    private static void Rows(Complex[,] t, int k, Complex c, Complex s, int from, int n)
    {
        for (var j = from; j < n; j++)
        {
            var (a, b) = (t[k, j], t[k + 1, j]);
            t[k, j] = (Complex.Conjugate(c) * a) + (Complex.Conjugate(s) * b);
            t[k + 1, j] = (c * b) - (s * a);
        }
    }

    private static void Columns(Complex[,] t, int k, Complex c, Complex s, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var (a, b) = (t[i, k], t[i, k + 1]);
            t[i, k] = (a * c) + (b * s);
            t[i, k + 1] = (b * Complex.Conjugate(c)) - (a * Complex.Conjugate(s));
        }
    }

    // Of length 1, its largest component real and positive.
    private static Complex[] Vector(Complex[,] t, Complex[,] q, int n, int k)
    {
        var triangle = new Complex[n];
        triangle[k] = 1;
        for (var i = k - 1; i >= 0; i--)
        {
            var sum = t[i, k];
            for (var j = i + 1; j < k; j++)
            {
                sum += t[i, j] * triangle[j];
            }

            var gap = t[k, k] - t[i, i];
            triangle[i] = sum / (Complex.Abs(gap) < 1e-300 ? 1e-16 : gap);
        }

        var vector = new Complex[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= k; j++)
            {
                vector[i] += q[i, j] * triangle[j];
            }
        }

        var largest = vector.MaxBy(Complex.Abs);
        var scale = Complex.Abs(largest) / largest / Math.Sqrt(vector.Sum(value => (value * Complex.Conjugate(value)).Real));
        return [.. vector.Select(value => value * scale)];
    }
}
