using Lamina.Ops;

namespace Lamina.NN;

public static partial class Image
{
    /// <summary>Images moved, turned, stretched, sheared, or seen in perspective.</summary>
    /// <remarks>Formula: the pixel (x, y) of the result comes from <c>((a₀x + a₁y + a₂)/k, (b₀x + b₁y + b₂)/k)</c> with
    /// <c>k = c₀x + c₁y + 1</c>.</remarks>
    /// <param name="images">The images.</param>
    /// <param name="transform">a₀, a₁, a₂, b₀, b₁, b₂, c₀, c₁: [8] for all images, or [batch, 8].</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What stands around the images.</param>
    /// <param name="fillValue">The constant that stands around them.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">The interpolation is another.</exception>
    /// <exception cref="ShapeMismatchException">The transforms do not fit the images.</exception>
    public static Tensor AffineTransform(
        Tensor images, Tensor transform, Interpolation interpolation = Interpolation.Bilinear,
        FillMode fillMode = FillMode.Constant, double fillValue = 0, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(transform);
        Sampling.Check(nameof(AffineTransform), interpolation);
        return OfBatch(nameof(AffineTransform), images, dataFormat, batch =>
        {
            if (transform.Rank is not (1 or 2) || transform.Shape[^1] != 8 || (transform.Rank == 2 && transform.Shape[0] != batch.Shape[0]))
            {
                throw Mismatch.Shapes(
                    "AffineTransform needs transforms of 8 numbers, one or one for each image.",
                    ("images", batch.Shape),
                    ("transform", transform.Shape));
            }

            var rows = (transform.Rank == 1 ? transform.ExpandDims(0) : transform).Cast(batch.DType);
            return Warp(batch, Projection.Of(rows), new Sampling(interpolation, fillMode, fillValue));
        });
    }

    /// <summary>Images whose corners are moved, as if they were seen in perspective.</summary>
    /// <param name="images">The images.</param>
    /// <param name="startPoints">x and y of four points, [4, 2] for all images or [batch, 4, 2]: top left, top right, bottom
    /// left, bottom right.</param>
    /// <param name="endPoints">Where they are in the result.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillValue">What stands around the images.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">The interpolation is another.</exception>
    /// <exception cref="ShapeMismatchException">The points do not fit the images.</exception>
    public static Tensor PerspectiveTransform(
        Tensor images, Tensor startPoints, Tensor endPoints, Interpolation interpolation = Interpolation.Bilinear,
        double fillValue = 0, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(startPoints);
        ArgumentNullException.ThrowIfNull(endPoints);
        Sampling.Check(nameof(PerspectiveTransform), interpolation);
        return OfBatch(nameof(PerspectiveTransform), images, dataFormat, batch => Warp(
            batch,
            Projection.Between(Points(startPoints, batch), Points(endPoints, batch)),
            new Sampling(interpolation, FillMode.Constant, fillValue)));

        static Tensor Points(Tensor points, Tensor batch)
        {
            if (points.Rank is not (2 or 3) || points.Shape[^1] != 2 || points.Shape[^2] != 4
                || (points.Rank == 3 && points.Shape[0] != batch.Shape[0]))
            {
                throw Mismatch.Shapes(
                    "PerspectiveTransform needs four points [4, 2], or four for each image.",
                    ("images", batch.Shape),
                    ("points", points.Shape));
            }

            return (points.Rank == 2 ? points.ExpandDims(0) : points).Cast(batch.DType);
        }
    }

    /// <summary>Values of a tensor at places between its elements.</summary>
    /// <param name="inputs">The tensor, of any axes.</param>
    /// <param name="coordinates">The places: [axes of the inputs, ..].</param>
    /// <param name="order">0: the nearest element; 1: linear along each axis.</param>
    /// <param name="fillMode">What stands around the tensor.</param>
    /// <param name="fillValue">The constant that stands around it.</param>
    /// <returns>A value for each place: [..].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is another.</exception>
    /// <exception cref="ShapeMismatchException">There is not a coordinate for each axis.</exception>
    public static Tensor MapCoordinates(
        Tensor inputs, Tensor coordinates, int order, FillMode fillMode = FillMode.Constant, double fillValue = 0)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(coordinates);
        if (order is not (0 or 1))
        {
            throw new ArgumentOutOfRangeException(nameof(order), $"MapCoordinates has the orders 0 and 1; it was given {order}.");
        }

        if (coordinates.Rank < 2 || coordinates.Shape[0] != inputs.Rank)
        {
            throw Mismatch.Shapes(
                $"MapCoordinates needs coordinates [{inputs.Rank}, ..], one for each axis of the inputs.",
                ("inputs", inputs.Shape),
                ("coordinates", coordinates.Shape));
        }

        var sampling = new Sampling(order == 0 ? Interpolation.Nearest : Interpolation.Bilinear, fillMode, fillValue);
        var values = inputs.DType.IsFloat ? inputs : inputs.Cast(DType.Float32);
        var result = AtPlaces(values, coordinates.Cast(values.DType), sampling);
        return inputs.DType.IsFloat ? result : result.Round().Cast(inputs.DType);
    }

    /// <summary>Images distorted as rubber is: each pixel is moved by a smooth random field.</summary>
    /// <remarks>
    /// <para>Formula: each pixel comes from where it is plus α·G(σ·n), n normal numbers and G a Gaussian blur of deviation
    /// σ.</para>
    /// <para>Source: P. Y. Simard et al., "Best Practices for Convolutional Neural Networks Applied to Visual Document
    /// Analysis", ICDAR 2003.</para>
    /// </remarks>
    /// <param name="images">The images.</param>
    /// <param name="alpha">How far pixels are moved.</param>
    /// <param name="sigma">How smooth the field is, in pixels.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What stands around the images.</param>
    /// <param name="fillValue">The constant that stands around them.</param>
    /// <param name="seed">Decides the field; from <see cref="Seed"/> when null.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">The interpolation is another, or sigma is not greater than 0.</exception>
    public static Tensor ElasticTransform(
        Tensor images, double alpha = 20, double sigma = 5, Interpolation interpolation = Interpolation.Bilinear,
        FillMode fillMode = FillMode.Reflect, double fillValue = 0, int? seed = null, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        Guard.Positive(sigma, nameof(sigma));
        Guard.Finite(alpha, nameof(alpha));
        Sampling.Check(nameof(ElasticTransform), interpolation);
        var key = seed is { } value ? (ulong)value : Seed.Next();
        return OfBatch(nameof(ElasticTransform), images, dataFormat, batch =>
        {
            var context = new CallContext(training: true);
            var draws = new Draws(shape => context.RandomUniform(shape, key), batch.DType);
            return Elastic(
                batch, Tensor.Scalar(alpha, batch.DType), Tensor.Scalar(sigma, batch.DType), (int)Math.Floor(3 * sigma),
                new Sampling(interpolation, fillMode, fillValue), draws);
        });
    }

    /// <summary>Images [batch, height, width, channels] as a projection shows them.</summary>
    internal static Tensor Warp(Tensor images, Projection projection, Sampling sampling)
    {
        var (rows, columns) = projection.Places(images.Shape[1], images.Shape[2], images.DType);
        return At(images, rows, columns, sampling);
    }

    /// <summary>Images distorted as rubber is; the numbers are scalars.</summary>
    /// <param name="images">Images [batch, height, width, channels].</param>
    /// <param name="alpha">How far pixels are moved.</param>
    /// <param name="sigma">How smooth the field is.</param>
    /// <param name="limit">What 3·sigma is not above.</param>
    /// <param name="sampling">How pixels are made.</param>
    /// <param name="draws">Where random numbers come from.</param>
    internal static Tensor Elastic(Tensor images, Tensor alpha, Tensor sigma, int limit, Sampling sampling, Draws draws)
    {
        var (batch, height, width) = (images.Shape[0], images.Shape[1], images.Shape[2]);
        var radius = (3 * sigma).Floor();
        var (down, across) = (Gaussian(height, sigma, limit, radius), Gaussian(width, sigma, limit, radius));
        var (dx, dy) = (Field(), Field());
        var at = new Projection(One(), Zero(), Zero(), Zero(), One(), Zero()).Places(height, width, images.DType);
        return At(images, at.Rows + dy, at.Columns + dx, sampling);

        Tensor Field() => alpha
            * Separable(draws.Normal([batch, height, width, 1]) * sigma, down, across).Reshape([batch, height * width]);

        Tensor One() => Tensor.Scalar(1, images.DType);

        Tensor Zero() => Tensor.Scalar(0, images.DType);
    }

    private static Tensor At(Tensor images, Tensor rows, Tensor columns, Sampling sampling)
    {
        var shape = images.Shape;
        if (rows.Shape[0] != shape[0])
        {
            rows = rows.BroadcastTo([shape[0], rows.Shape[1]]);
            columns = columns.BroadcastTo([shape[0], columns.Shape[1]]);
        }

        return sampling.Of(images, rows, columns).Reshape(shape);
    }

    // Over all combinations of elements along the axes.
    private static Tensor AtPlaces(Tensor inputs, Tensor coordinates, Sampling sampling)
    {
        var flat = inputs.Reshape([inputs.Shape.Size]);
        List<Sampling.Tap> combined = [new(Tensor.Scalar(0, DType.Int32), null, null)];
        for (var axis = 0; axis < inputs.Rank; axis++)
        {
            var taps = sampling.Taps(coordinates.Select(0, axis), inputs.Shape[axis]);
            combined = [.. combined.SelectMany(_ => taps, (before, tap) => new Sampling.Tap(
                (before.Index * inputs.Shape[axis]) + tap.Index,
                before.Weight is null ? tap.Weight : before.Weight * tap.Weight!,
                before.IsInside is null ? tap.IsInside : before.IsInside & tap.IsInside!))];
        }

        return combined
            .Select(tap =>
            {
                var value = flat.Gather(tap.Index);
                value = tap.IsInside is null ? value : Tensor.Where(tap.IsInside, value, sampling.FillValue);
                return tap.Weight is null ? value : value * tap.Weight;
            })
            .Aggregate((a, b) => a + b);
    }
}
