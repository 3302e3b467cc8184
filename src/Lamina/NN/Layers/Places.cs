using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What layers over maps [batch, places.., channels] have in common.</summary>
internal static class Places
{
    /// <summary>Makes sure that an input has a batch axis, as many axes of places as the layer is for, and
    /// channels.</summary>
    /// <exception cref="ShapeMismatchException">It has more axes, or fewer.</exception>
    public static void CheckRank(string layer, int places, Shape input)
    {
        if (input.Rank != places + 2)
        {
            throw Mismatch.Shapes(
                $"{layer} needs an input of {places + 2} axes: batch, {places} of places, and channels; it was given one of"
                + $" {input.Rank}. A Reshape in front can change that.",
                ("input", input));
        }
    }

    /// <summary>Makes sure that there is one number, greater than 0, for each axis of places.</summary>
    /// <exception cref="ArgumentException">There is not.</exception>
    public static void CheckSizes(string layer, string name, Axes value, int places)
    {
        if (value.Count != places || value.Any(size => size < 1))
        {
            throw new ArgumentException(
                $"{layer} needs {name} to be one number or {places}, greater than 0; it was given {value}.", name);
        }
    }

    /// <summary>Refuses a number that is not greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void CheckPositive(string layer, string name, int value)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, $"{layer} needs {name} greater than 0; it was given {value}.");
        }
    }

    /// <summary>Refuses strides above 1 together with dilation.</summary>
    /// <exception cref="ArgumentException">Both are above 1.</exception>
    public static void CheckSteps(string layer, Axes strides, Axes dilationRate)
    {
        if (strides.Any(stride => stride > 1) && dilationRate.Any(rate => rate > 1))
        {
            throw new ArgumentException(
                $"{layer} takes Strides above 1 or a DilationRate above 1, not both; it was given {strides} and {dilationRate}."
                + " Set one of them to 1.");
        }
    }

    /// <summary>A number for each of some axes of places; a single one is for all of them.</summary>
    public static Axes Spread(Axes value, int places) =>
        value.Count == 1 ? [.. Enumerable.Repeat(value[0], places)] : value;

    /// <summary>Refuses the padding that only <see cref="Conv1D"/> has.</summary>
    /// <exception cref="ArgumentException">It is that.</exception>
    public static void RefuseCausal(string layer, Padding padding)
    {
        if (padding == Padding.Causal)
        {
            throw new ArgumentException(
                $"{layer} has the paddings valid and same; it was given causal, which only Conv1D has.", nameof(padding));
        }
    }

    /// <summary>The first axis of places.</summary>
    public static int First(DataFormat format) => format == DataFormat.ChannelsFirst ? 2 : 1;

    /// <summary>A linear map along one axis: <c>y[.., i, ..] = Σⱼ w[i, j]·x[.., j, ..]</c>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="weights">w: [new length, length].</param>
    public static Tensor Map(Tensor x, int axis, Tensor weights)
    {
        var after = x.Shape[(axis + 1)..];
        var y = weights.MatMul(x.Reshape([x.Shape[..axis].Size, x.Shape[axis], after.Size]));
        return y.Reshape([.. x.Shape[..axis], weights.Shape[0], .. after]);
    }
}
