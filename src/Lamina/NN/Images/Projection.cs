namespace Lamina.NN;

/// <summary>From where each pixel of a result comes: <c>x' = (a₀x + a₁y + a₂)/k</c>, <c>y' = (b₀x + b₁y + b₂)/k</c> with
/// <c>k = c₀x + c₁y + 1</c>; each a column [batch, 1], or a scalar for all images.</summary>
/// <remarks>Source for the projection that takes one quadrilateral to another: P. S. Heckbert, "Fundamentals of Texture
/// Mapping and Image Warping", 1989.</remarks>
internal sealed record Projection(Tensor A0, Tensor A1, Tensor A2, Tensor B0, Tensor B1, Tensor B2)
{
    /// <summary>What the divisor grows by to the right; 0 when null, as in all that is affine.</summary>
    public Tensor? C0 { get; init; }

    /// <summary>What the divisor grows by downwards; 0 when null.</summary>
    public Tensor? C1 { get; init; }

    /// <summary>The rows [batch, 8] of Keras's transforms.</summary>
    public static Projection Of(Tensor transforms)
    {
        Tensor Column(int i) => transforms.Slice(-1, i, 1);
        return new(Column(0), Column(1), Column(2), Column(3), Column(4), Column(5)) { C0 = Column(6), C1 = Column(7) };
    }

    /// <summary>The projection that takes the corners <paramref name="end"/> to the corners <paramref name="start"/>.</summary>
    /// <param name="start">Corners [batch, 4, 2]: x and y of top left, top right, bottom left, bottom right.</param>
    /// <param name="end">Corners where these are in the result.</param>
    public static Projection Between(Tensor start, Tensor end)
    {
        var (s, e) = (OfSquare(start), Adjugate(OfSquare(end)));
        var product = new Tensor[9];
        for (var i = 0; i < 9; i++)
        {
            var (row, column) = (i / 3 * 3, i % 3);
            product[i] = (s[row] * e[column]) + (s[row + 1] * e[column + 3]) + (s[row + 2] * e[column + 6]);
        }

        var k = product[8];
        return new(product[0] / k, product[1] / k, product[2] / k, product[3] / k, product[4] / k, product[5] / k)
        {
            C0 = product[6] / k,
            C1 = product[7] / k,
        };
    }

    /// <summary>The places that the pixels of a result come from: rows and columns [batch, height·width].</summary>
    public (Tensor Rows, Tensor Columns) Places(int height, int width, DType dtype)
    {
        var (x, y) = (new double[height * width], new double[height * width]);
        for (var i = 0; i < x.Length; i++)
        {
            (y[i], x[i]) = (i / width, i % width);
        }

        var (across, down) = (Constant(x, dtype), Constant(y, dtype));
        var (rows, columns) = ((B0 * across) + (B1 * down) + B2, (A0 * across) + (A1 * down) + A2);
        if (C0 is null || C1 is null)
        {
            return (rows, columns);
        }

        // On the horizon there is nothing to see: far outside, where the fill is.
        var k = (C0 * across) + (C1 * down) + 1;
        return (Finite(rows / k, height), Finite(columns / k, width));
    }

    private static Tensor Finite(Tensor places, int length) => Tensor.Where(places.IsFinite(), places, -2.0 - length);

    private static Tensor Constant(double[] values, DType dtype) => Tensor.Wrap(values, [1, values.Length]).Cast(dtype).Evaluate();

    // The projection that takes the unit square to a quadrilateral, row by row.
    private static Tensor[] OfSquare(Tensor corners)
    {
        var (x0, y0) = Corner(corners, 0);
        var (x1, y1) = Corner(corners, 1);
        var (x3, y3) = Corner(corners, 2);
        var (x2, y2) = Corner(corners, 3);
        var (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        var (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        var determinant = (dx1 * dy2) - (dx2 * dy1);
        var g = ((sx * dy2) - (dx2 * sy)) / determinant;
        var h = ((dx1 * sy) - (sx * dy1)) / determinant;
        return
        [
            x1 - x0 + (g * x1), x3 - x0 + (h * x3), x0,
            y1 - y0 + (g * y1), y3 - y0 + (h * y3), y0,
            g, h, Tensor.Ones(g.Shape, g.DType),
        ];
    }

    private static (Tensor X, Tensor Y) Corner(Tensor corners, int i)
    {
        var corner = corners.Select(1, i);
        return (corner.Slice(-1, 0, 1), corner.Slice(-1, 1, 1));
    }

    // The inverse times the determinant, which a projection does not need.
    private static Tensor[] Adjugate(Tensor[] m) =>
    [
        (m[4] * m[8]) - (m[5] * m[7]), (m[2] * m[7]) - (m[1] * m[8]), (m[1] * m[5]) - (m[2] * m[4]),
        (m[5] * m[6]) - (m[3] * m[8]), (m[0] * m[8]) - (m[2] * m[6]), (m[2] * m[3]) - (m[0] * m[5]),
        (m[3] * m[7]) - (m[4] * m[6]), (m[1] * m[6]) - (m[0] * m[7]), (m[0] * m[4]) - (m[1] * m[3]),
    ];
}
