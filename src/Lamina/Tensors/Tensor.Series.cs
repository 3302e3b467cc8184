using Lamina.Ops;

namespace Lamina;

// Neighbours along an axis.
public sealed partial class Tensor
{
    /// <summary>The products of a vector with another that is moved along it, summed: <c>c_k = Σ_n
    /// a_{n+k}·v_n</c>.</summary>
    /// <param name="v">The other vector.</param>
    /// <param name="mode">Where the two must overlap.</param>
    public Tensor Correlate(Tensor v, CorrelateMode mode = CorrelateMode.Valid)
    {
        var (a, b) = FloatsAlike(this, v);
        if (a.Rank != 1 || b.Rank != 1 || a.Shape.Size == 0 || b.Shape.Size == 0)
        {
            throw Mismatch.Shapes("Correlate needs two vectors that are not empty.", ("a", a.Shape), ("v", b.Shape));
        }

        var (n, m) = (a.Shape[0], b.Shape[0]);
        if (m > n)
        {
            return v.Correlate(this, mode).Flip();
        }

        var (before, count) = mode switch
        {
            CorrelateMode.Full => (m - 1, n + m - 1),
            CorrelateMode.Same => (m / 2, n),
            _ => (0, n - m + 1),
        };
        var whole = a.Pad(0, before, Math.Max(0, count + m - 1 - before - n));
        return whole.ExtractSequences(m, 1).Slice(0, 0, count).MatMul(b.ExpandDims(1)).Squeeze(1);
    }

    /// <summary>The differences of neighbours along an axis, taken so many times.</summary>
    public Tensor Diff(int n = 1, int axis = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var x = this;
        for (var i = 0; i < n && x.Shape[x.Shape.NormalizeAxis(axis)] > 0; i++)
        {
            var length = x.Shape[x.Shape.NormalizeAxis(axis)] - 1;
            var (later, sooner) = (x.Slice(axis, 1, length), x.Slice(axis, 0, length));
            x = x.DType == DType.Bool ? later.NotEqualTo(sooner) : later - sooner;
        }

        return x;
    }

    /// <summary>The area under values along an axis, by straight lines between them.</summary>
    /// <param name="x">The places of the values: a vector along the axis, or of this tensor's shape. Null where they
    /// are
    /// evenly spaced.</param>
    /// <param name="dx">The distance of neighbours where x is null.</param>
    /// <param name="axis">The axis.</param>
    public Tensor Trapezoid(Tensor? x = null, double dx = 1, int axis = -1)
    {
        var y = Floats();
        axis = Shape.NormalizeAxis(axis);
        var length = Shape[axis] - 1;
        var means = 0.5 * (y.Slice(axis, 1, length) + y.Slice(axis, 0, length));
        if (x is null)
        {
            return (means * dx).Sum(axis);
        }

        var steps = x.Cast(y.DType).Diff(axis: x.Rank == 1 ? 0 : axis);
        if (x.Rank == 1)
        {
            var shape = Enumerable.Repeat(1, Rank).ToArray();
            shape[axis] = length;
            steps = steps.Reshape(Shape.Create(shape));
        }

        return (means * steps).Sum(axis);
    }
}
