using Lamina.Ops;

namespace Lamina;

// Tensors that are made of a few numbers.
public sealed partial class Tensor
{
    /// <summary><paramref name="start"/>, and on in steps of <paramref name="step"/>, up to below
    /// <paramref name="stop"/>.</summary>
    public static Tensor Arange(double start, double stop, double step = 1, DType dtype = DType.Float32)
    {
        if (step == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), "Steps of 0 lead nowhere.");
        }

        return Give(Math.Max(0, (int)Math.Ceiling((stop - start) / step)), i => start + (i * step), dtype);
    }

    /// <summary>Whole numbers from <paramref name="start"/> in steps of <paramref name="step"/>, up to below
    /// <paramref name="stop"/>.</summary>
    public static Tensor Arange(int start, int stop, int step = 1, DType dtype = DType.Int32) =>
        Arange((double)start, stop, step, dtype);

    /// <summary>Numbers at equal distances.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The last, or what would come next if it is left out.</param>
    /// <param name="num">How many.</param>
    /// <param name="endpoint">Whether <paramref name="stop"/> is among them.</param>
    /// <param name="dtype">Their type.</param>
    public static Tensor Linspace(double start, double stop, int num = 50, bool endpoint = true, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(num);
        var steps = endpoint ? num - 1 : num;
        return Give(num, i => i == steps && i > 0 ? stop : start + (i * (stop - start) / Math.Max(1, steps)), dtype);
    }

    /// <summary>Numbers at equal distances between those of two tensors, which broadcast, along a new axis.</summary>
    /// <inheritdoc cref="Linspace(double, double, int, bool, DType)"/>
    public static Tensor Linspace(Tensor start, Tensor stop, int num = 50, bool endpoint = true, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(num);
        (start, stop) = FloatsAlike(start, stop);
        (start, stop) = Spread("Linspace", start, stop);
        var steps = Math.Max(1, endpoint ? num - 1 : num);
        var share = Linspace(0, (double)(num - 1) / steps, num, dtype: start.DType);
        var shares = share.Reshape([num, .. Enumerable.Repeat(1, start.Rank)]);
        var y = (start * (1 - shares)) + (stop * shares);
        return y.MoveAxis(0, axis);
    }

    /// <summary>Powers of <paramref name="base"/> whose exponents are at equal distances.</summary>
    /// <inheritdoc cref="Linspace(double, double, int, bool, DType)"/>
    public static Tensor Logspace(
        double start, double stop, int num = 50, bool endpoint = true, double @base = 10, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(num);
        var steps = Math.Max(1, endpoint ? num - 1 : num);
        return Give(num, i => Math.Pow(@base, start + (i * (stop - start) / steps)), dtype);
    }

    /// <summary>Numbers each of which is the same multiple of the one before.</summary>
    /// <inheritdoc cref="Linspace(double, double, int, bool, DType)"/>
    public static Tensor Geomspace(double start, double stop, int num = 50, bool endpoint = true, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(num);
        if (start == 0 || stop == 0 || start < 0 != stop < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(stop), $"A geometric sequence goes between numbers of one sign; {start} and {stop} were given.");
        }

        var steps = endpoint ? num - 1 : num;
        return Give(num, i => i == 0 ? start : i == steps ? stop : start * Math.Pow(stop / start, (double)i / steps), dtype);
    }

    /// <summary>1 on a diagonal, 0 elsewhere.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; as many as rows where null.</param>
    /// <param name="k">Which diagonal: how far right of the main one it begins.</param>
    /// <param name="dtype">The type of the elements.</param>
    public static Tensor Eye(int rows, int? columns = null, int k = 0, DType dtype = DType.Float32) =>
        Offsets(rows, columns ?? rows).EqualTo(k).Cast(dtype);

    /// <summary>1 on and below a diagonal, 0 above.</summary>
    /// <inheritdoc cref="Eye"/>
    public static Tensor Tri(int rows, int? columns = null, int k = 0, DType dtype = DType.Float32) =>
        (Offsets(rows, columns ?? rows) <= k).Cast(dtype);

    /// <summary>The powers of each element of a vector: [n] → [n, columns], descending to x⁰.</summary>
    /// <param name="columns">How many powers; as many as elements where null.</param>
    /// <param name="increasing">Ascending from x⁰ instead.</param>
    public Tensor Vander(int? columns = null, bool increasing = false)
    {
        var x = Numbers();
        if (Rank != 1)
        {
            throw Mismatch.Shapes("Vander needs a vector.", ("x", Shape));
        }

        var count = columns ?? Shape[0];
        var powers = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            var at = increasing ? i : count - 1 - i;
            powers[at] = i == 0 ? Ones(Shape, x.DType) : powers[increasing ? at - 1 : at + 1] * x;
        }

        return count == 0 ? Zeros([Shape[0], 0], x.DType) : Stack(powers, axis: 1);
    }

    /// <summary>The coordinates of a grid over some vectors, one tensor for each.</summary>
    /// <param name="axes">The coordinates along each axis.</param>
    /// <param name="indexing">Whether the first two axes are exchanged, so that the first vector runs along
    /// columns.</param>
    public static Tensor[] Meshgrid(ReadOnlySpan<Tensor> axes, GridIndexing indexing = GridIndexing.XY)
    {
        var (count, exchange) = (axes.Length, indexing == GridIndexing.XY && axes.Length > 1);
        Tensor[] vectors = [.. axes.ToArray().Select(axis => axis.Ravel())];
        int Place(int i) => exchange && i < 2 ? 1 - i : i;
        var shape = new int[count];
        for (var i = 0; i < count; i++)
        {
            shape[Place(i)] = vectors[i].Shape[0];
        }

        return
        [
            .. vectors.Select((vector, i) => vector
                .Reshape([.. shape.Select((length, axis) => axis == Place(i) ? length : 1)])
                .BroadcastTo(Shape.Create(shape))),
        ];
    }

    /// <summary>0 at every place, in this tensor's shape.</summary>
    public Tensor ZerosLike(DType? dtype = null) => Zeros(Shape, dtype ?? DType);

    /// <summary>1 at every place, in this tensor's shape.</summary>
    public Tensor OnesLike(DType? dtype = null) => Ones(Shape, dtype ?? DType);

    /// <summary>One number at every place, in this tensor's shape.</summary>
    public Tensor FullLike(double value, DType? dtype = null) => Full(Shape, value, dtype ?? DType);

    /// <summary>For each place of a matrix how far right of the main diagonal it is, as int32.</summary>
    private static Tensor Offsets(int rows, int columns) =>
        Counting(rows, columns, 1) - Counting(rows, columns, 0);

    private static Tensor Counting(int rows, int columns, int axis) =>
        new Iota(new TensorType([rows, columns], DType.Int32), axis).Of();

    private static Tensor Give(int count, Func<int, double> value, DType dtype)
    {
        var values = Enumerable.Range(0, count).Select(value).ToArray();
        return Wrap(values, [count]).As(dtype);
    }

    // Values that are given, in another type, converted now.
    private Tensor As(DType dtype) =>
        new Constant(
            new TensorType(Shape, dtype),
            NumberArrays.Convert(((Constant)Op).Data, NumberArrays.ElementType(dtype))).Of();
}
