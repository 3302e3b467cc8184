namespace Lamina.NN;

/// <summary>The angle of points in the plane, from −π to π.</summary>
/// <remarks>Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 4.4.49; off by less than
/// 2·10⁻⁸.</remarks>
internal static class Angle
{
    private static readonly double[] Series =
    [
        1, -0.3333314528, 0.1999355085, -0.1420889944, 0.1065626393, -0.0752896400, 0.0429096138, -0.0161657367, 0.0028662257,
    ];

    /// <summary>The angle of (x, y); 0 at the origin.</summary>
    public static Tensor Of(Tensor y, Tensor x)
    {
        var (a, b) = (x.Abs(), y.Abs());
        var (larger, smaller) = (Tensor.Maximum(a, b), Tensor.Minimum(a, b));
        var ratio = smaller / Tensor.Where(larger > 0, larger, 1);
        var square = ratio.Square();
        var sum = Tensor.Full(ratio.Shape, Series[^1], ratio.DType);
        for (var i = Series.Length - 2; i >= 0; i--)
        {
            sum = (sum * square) + Series[i];
        }

        var angle = ratio * sum;
        angle = Tensor.Where(b > a, (Math.PI / 2) - angle, angle);
        angle = Tensor.Where(x < 0, Math.PI - angle, angle);
        return Tensor.Where(y < 0, -angle, angle);
    }
}
