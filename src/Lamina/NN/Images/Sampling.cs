namespace Lamina.NN;

/// <summary>How values between, and around, the elements of an axis are made.</summary>
/// <param name="Interpolation">Nearest or bilinear.</param>
/// <param name="FillMode">What stands around.</param>
/// <param name="FillValue">The constant that stands around.</param>
internal sealed record Sampling(Interpolation Interpolation, FillMode FillMode, double FillValue = 0)
{
    /// <summary>Makes sure that it is one of the ways in which warped images are made.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public static void Check(string function, Interpolation interpolation)
    {
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
        {
            throw new ArgumentException(
                $"{function} has the interpolations Nearest and Bilinear; it was given {interpolation}.", nameof(interpolation));
        }
    }

    /// <summary>The values of images at some places.</summary>
    /// <param name="images">Images [batch, height, width, channels].</param>
    /// <param name="rows">The places down [batch, n].</param>
    /// <param name="columns">The places across [batch, n].</param>
    /// <returns>Values [batch, n, channels].</returns>
    public Tensor Of(Tensor images, Tensor rows, Tensor columns)
    {
        var (batch, height, width, channels) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        var pixels = images.Reshape([batch * height * width, channels]);
        var first = (Tensor.Arange(batch) * height).ExpandDims(1);
        Tensor? sum = null;
        foreach (var down in Taps(rows, height))
        {
            foreach (var across in Taps(columns, width))
            {
                var value = pixels.Gather(((first + down.Index) * width) + across.Index);
                if (FillMode == FillMode.Constant)
                {
                    value = Tensor.Where((down.IsInside! & across.IsInside!).ExpandDims(-1), value, FillValue);
                }

                value = down.Weight is null ? value : value * (down.Weight * across.Weight!).ExpandDims(-1);
                sum = sum is null ? value : sum + value;
            }
        }

        return sum!;
    }

    /// <summary>The elements that a value at some places is made of.</summary>
    /// <param name="places">The places along the axis.</param>
    /// <param name="length">The elements of the axis.</param>
    public Tap[] Taps(Tensor places, int length)
    {
        if (Interpolation == Interpolation.Nearest)
        {
            return [At(places.Round(), null)];
        }

        var lower = places.Floor();
        var share = places - lower;
        return [At(lower, 1 - share), At(lower + 1, share)];

        Tap At(Tensor place, Tensor? weight) => new(
            Fixed(place, length).Clip(0, length - 1).Cast(DType.Int32), weight,
            FillMode == FillMode.Constant ? (place >= 0) & (place <= length - 1) : null);
    }

    // Whole numbers from 0 to below the length for places outside.
    private Tensor Fixed(Tensor place, int length)
    {
        return FillMode switch
        {
            FillMode.Wrap => Remainder(length),
            FillMode.Reflect => Folded((2 * length) - 1, Remainder(2 * length)),
            FillMode.Mirror when length > 1 => Folded((2 * length) - 2, Remainder((2 * length) - 2)),
            _ => place,
        };

        Tensor Remainder(int period) => place - ((place / period).Floor() * period);

        static Tensor Folded(int top, Tensor place) => Tensor.Minimum(place, top - place);
    }

    /// <summary>One of the elements that a value is made of.</summary>
    /// <param name="Index">Its number, within the axis.</param>
    /// <param name="Weight">Its share; all of the value when null.</param>
    /// <param name="IsInside">Whether it is within the axis; null where all are.</param>
    internal sealed record Tap(Tensor Index, Tensor? Weight, Tensor? IsInside);
}
