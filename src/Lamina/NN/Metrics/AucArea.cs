namespace Lamina.NN;

/// <summary>The areas between neighbouring thresholds under a curve: [thresholds − 1, ..].</summary>
internal static class AucArea
{
    /// <summary>The areas, from true positives, false positives, true negatives and false negatives.</summary>
    public static Tensor Of(Tensor[] counts, AucCurve curve, AucSummation summation)
    {
        if (curve == AucCurve.PR && summation == AucSummation.Interpolation)
        {
            return Interpolated(counts[0], counts[1], counts[3]);
        }

        var recall = Ratio(counts[0], counts[0] + counts[3]);
        var (x, y) = curve == AucCurve.ROC
            ? (Ratio(counts[1], counts[1] + counts[2]), recall)
            : (recall, Ratio(counts[0], counts[0] + counts[1]));
        var height = summation switch
        {
            AucSummation.Majoring => Tensor.Maximum(Lower(y), Upper(y)),
            AucSummation.Minoring => Tensor.Minimum(Lower(y), Upper(y)),
            _ => (Lower(y) + Upper(y)) / 2,
        };
        return (Lower(x) - Upper(x)) * height;
    }

    // Between thresholds, true positives are a linear function of all positives: tp = slope·p + intercept. The area is
    // then ∫ tp/p dtp, over all that is positive.
    private static Tensor Interpolated(Tensor tp, Tensor fp, Tensor fn)
    {
        var positive = tp + fp;
        var added = Lower(tp) - Upper(tp);
        var slope = Ratio(added, Tensor.Maximum(Lower(positive) - Upper(positive), 0));
        var intercept = Upper(tp) - (slope * Upper(positive));
        var ratio = Tensor.Where(
            (Lower(positive) > 0) & (Upper(positive) > 0),
            Ratio(Lower(positive), Tensor.Maximum(Upper(positive), 0)),
            1);
        return Ratio(
            slope * (added + (intercept * ratio.Log())), Tensor.Maximum(Upper(tp) + Upper(fn), 0));
    }

    // The values at the lower and at the upper threshold of each pair.
    private static Tensor Lower(Tensor x) => x.Slice(0, 0, x.Shape[0] - 1);

    private static Tensor Upper(Tensor x) => x.Slice(0, 1, x.Shape[0] - 1);

    private static Tensor Ratio(Tensor a, Tensor b) => Tensor.Where(b.EqualTo(0), 0, a / b);
}
