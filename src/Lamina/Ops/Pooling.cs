namespace Lamina.Ops;

/// <summary>The largest value of each channel in each window; what is around the map is not looked at.</summary>
/// <remarks>
/// <para>Shapes: x [batch, places.., channels] → [batch, windows.., channels].</para>
/// <para>NaN if any is. The gradient goes to one place: the first of the largest, or of the NaNs, in row-major order.
/// A window wholly outside gives −∞ and passes nothing on.</para>
/// </remarks>
internal sealed record MaxPool(Windows Windows) : UnaryOp
{
    public override Shape InferShape(Shape x)
    {
        Windows.Check(Name, "x", x);
        return [x[0], .. Windows.Counts(x[1..^1]), x[^1]];
    }

    public override DType InferDType(DType x) => x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new MaxPoolSpread(Windows).Of(x, dy);
}

/// <summary>The gradient of a <see cref="MaxPool"/>: each window's number at the place of its largest value, summed.</summary>
/// <remarks>Shapes: x [batch, places.., channels], y [batch, windows.., channels] → as x.</remarks>
internal sealed record MaxPoolSpread(Windows Windows) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b)
    {
        Windows.Check(Name, "x", a);
        Shape wanted = [a[0], .. Windows.Counts(a[1..^1]), a[^1]];
        return b == wanted
            ? a
            : throw Mismatch.Shapes($"{Name} needs y to be {wanted}: a number for each window of x.", ("x", a), ("y", b));
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (null, new MaxPoolPick(Windows).Of(a, dy));
}

/// <summary>What stands in z where the largest value of each window of x is; of x itself, its <see cref="MaxPool"/>.</summary>
/// <remarks>Shapes: x and z [batch, places.., channels] → [batch, windows.., channels]. A window wholly outside gives 0.</remarks>
internal sealed record MaxPoolPick(Windows Windows) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b)
    {
        Windows.Check(Name, "x", a);
        return a == b
            ? [a[0], .. Windows.Counts(a[1..^1]), a[^1]]
            : throw Mismatch.Shapes($"{Name} needs two maps of one shape.", ("x", a), ("z", b));
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (null, new MaxPoolSpread(Windows).Of(a, dy));
}

/// <summary>The mean of each channel in each window.</summary>
/// <remarks>Shapes: x [batch, places.., channels] → [batch, windows.., channels]. A window wholly outside gives 0.</remarks>
/// <param name="Windows">The windows.</param>
/// <param name="CountPadding">Whether places around the map count as zeros; else the mean is of what is in the map.</param>
internal sealed record AveragePool(Windows Windows, bool CountPadding = false) : UnaryOp
{
    public override Shape InferShape(Shape x)
    {
        Windows.Check(Name, "x", x);
        return [x[0], .. Windows.Counts(x[1..^1]), x[^1]];
    }

    public override DType InferDType(DType x) => x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) =>
        new AveragePoolSpread(Windows, x.Shape[1..^1], CountPadding).Of(dy);
}

/// <summary>The gradient of an <see cref="AveragePool"/>: each window's number, divided, at all its places, summed.</summary>
/// <remarks>Shapes: y [batch, windows.., channels] → x [batch, places.., channels].</remarks>
/// <param name="Windows">The windows over x.</param>
/// <param name="Places">The lengths of x's axes of places.</param>
/// <param name="CountPadding">Whether places around the map count.</param>
internal sealed record AveragePoolSpread(Windows Windows, Shape Places, bool CountPadding = false) : UnaryOp
{
    public override Shape InferShape(Shape x)
    {
        Shape map = x.Rank > 1 ? [x[0], .. Places, x[^1]] : x;
        Windows.Check(Name, "x", map);
        Shape wanted = [x[0], .. Windows.Counts(Places), x[^1]];
        return x == wanted
            ? map
            : throw Mismatch.Shapes($"{Name} needs y to be {wanted}: a number for each window of {map}.", ("y", x));
    }

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new AveragePool(Windows, CountPadding).Of(dy);
}
