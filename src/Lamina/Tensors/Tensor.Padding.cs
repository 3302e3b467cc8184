using Lamina.Ops;

namespace Lamina;

// What stands around the elements.
public sealed partial class Tensor
{
    /// <summary>Zeros, or what <paramref name="mode"/> says, before and behind each axis.</summary>
    /// <param name="widths">How many before and behind, for each axis; a single pair is for all.</param>
    /// <param name="mode">What is put there.</param>
    /// <param name="value">The number of <see cref="PadMode.Constant"/>.</param>
    public Tensor Pad((int Before, int After)[] widths, PadMode mode = PadMode.Constant, double value = 0)
    {
        ArgumentNullException.ThrowIfNull(widths);
        if (widths.Length != Rank && widths.Length != 1)
        {
            throw Mismatch.Shapes(
                $"Pad needs widths for each of {Rank} axes, or one pair; it was given {widths.Length}.", ("x", Shape));
        }

        (int Before, int After)[] each = widths.Length == Rank ? widths : [.. Enumerable.Repeat(widths[0], Rank)];
        if (mode == PadMode.Constant)
        {
            var pad = new Pad(
                [.. each.Select(static w => w.Before)],
                [.. each.Select(static w => w.After)],
                [.. Enumerable.Repeat(1, Rank)]);
            return value == 0 ? pad.Of(this) : Where(pad.Of(Ones(Shape, DType.Bool)), pad.Of(this), value);
        }

        return Enumerable.Range(0, Rank).Aggregate(this, (x, axis) => x.Mirrored(axis, each[axis], mode));
    }

    private Tensor Mirrored(int axis, (int Before, int After) widths, PadMode mode)
    {
        var (length, skip) = (Shape[axis], mode == PadMode.Reflect ? 1 : 0);
        if (widths.Before > length - skip || widths.After > length - skip)
        {
            throw Mismatch.Shapes(
                $"Pad by mirroring needs widths of at most {length - skip} for axis {axis};"
                + $" it was given {widths.Before} and {widths.After}.",
                ("x", Shape));
        }

        var before = Slice(axis, skip, widths.Before).Flip(axis);
        var after = Slice(axis, length - skip - widths.After, widths.After).Flip(axis);
        return Concat([before, this, after], axis);
    }
}
