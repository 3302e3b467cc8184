using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ContrastLimitedAdaptiveHistogramEqualization"/> layer is made of.</summary>
public sealed record ContrastLimitedAdaptiveHistogramEqualizationConfig : ImageLayerConfig
{
    /// <summary>The lowest and the highest value of a pixel.</summary>
    public ValueList<double> ValueRange
    {
        get;
        init => field = Factors.Range(value, nameof(ContrastLimitedAdaptiveHistogramEqualization));
    } = [0, 255];

    /// <summary>How many times the mean a value may be counted at most; no limit when it is not above 0.</summary>
    public double ClipLimit { get; init => field = Guard.Finite(value); } = 4;

    /// <summary>The number of tiles down and across.</summary>
    public Axes TileGridSize { get; init => field = Guard.PerAxis(value, 2); } = [8, 8];
}

/// <summary>Changes values so that in each tile of an image each part of the range is used about equally often, in training
/// and in use; between the middles of tiles, what they give is interpolated.</summary>
/// <remarks>
/// <para>Formula: in a tile of n pixels, counts above limit·n/256 are spread over all 256 classes, and a value of class k becomes
/// <c>255·(F(k) − F(0))/(n − F(0))</c>, F(k) the number of values up to class k.</para>
/// <para>Source: K. Zuiderveld, "Contrast Limited Adaptive Histogram Equalization", Graphics Gems IV, 1994.</para>
/// </remarks>
public sealed class ContrastLimitedAdaptiveHistogramEqualization : ImageLayer<ContrastLimitedAdaptiveHistogramEqualizationConfig>
{
    private const int Kinds = 256;
    private const double Top = 255;

    /// <summary>A layer that equalizes histograms tile by tile.</summary>
    public ContrastLimitedAdaptiveHistogramEqualization(
        ValueList<double>? valueRange = null, double clipLimit = 4, Axes? tileGridSize = null)
        : this(new ContrastLimitedAdaptiveHistogramEqualizationConfig
        {
            ValueRange = valueRange ?? [0, 255],
            ClipLimit = clipLimit,
            TileGridSize = tileGridSize ?? 8,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    public ContrastLimitedAdaptiveHistogramEqualization(ContrastLimitedAdaptiveHistogramEqualizationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (low, high) = (Config.ValueRange[0], Config.ValueRange[1]);
        var kind = ((images - low) * (Top / (high - low))).Cast(DType.Int32);
        kind = Tensor.Minimum(Tensor.Maximum(kind, 0), Kinds - 1);
        var down = new Tiles(images.Shape[1], Config.TileGridSize[0]);
        var across = new Tiles(images.Shape[2], Config.TileGridSize[1]);
        var table = Table(Counts(kind, down, across, images.DType), down.Size * across.Size);
        Tensor? sum = null;
        foreach (var row in down.Neighbours())
        {
            foreach (var column in across.Neighbours())
            {
                var weight = row.Weights(1, images.DType) * column.Weights(2, images.DType);
                var value = table.Gather(Place(kind, row.Indices(1), column.Indices(2), down, across)) * weight;
                sum = sum is null ? value : sum + value;
            }
        }

        return (sum! * ((high - low) / Top)) + low;
    }

    // How often each class occurs in each tile of each channel: [batch·tiles·channels, classes].
    private static Tensor Counts(Tensor kind, Tiles down, Tiles across, DType dtype)
    {
        var (batch, height, width, channels) = (kind.Shape[0], kind.Shape[1], kind.Shape[2], kind.Shape[3]);
        var whole = kind;
        if (down.Padded != height || across.Padded != width)
        {
            var row = down.Reflected.Reshape([1, down.Padded, 1]);
            var column = across.Reflected.Reshape([1, 1, across.Padded]);
            var first = Tensor.Arange(batch).Reshape([batch, 1, 1]) * height;
            whole = kind.Reshape([batch * height * width, channels]).Gather(((first + row) * width) + column);
        }

        var place = Place(whole, down.Own.Reshape([1, down.Padded, 1, 1]), across.Own.Reshape([1, 1, across.Padded, 1]), down, across);
        var tiles = batch * down.Count * across.Count * channels;
        return new ScatterAdd(tiles * Kinds)
            .Of(Tensor.Ones([place.Shape.Size], dtype), place.Reshape([place.Shape.Size]))
            .Reshape([tiles, Kinds]);
    }

    // Where the entry of a class of a tile stands in the table.
    private static Tensor Place(Tensor kind, Tensor row, Tensor column, Tiles down, Tiles across)
    {
        var (batch, channels) = (kind.Shape[0], kind.Shape[3]);
        var image = Tensor.Arange(batch).Reshape([batch, 1, 1, 1]);
        var tile = (((image * down.Count) + row) * across.Count) + column;
        return (((tile * channels) + Tensor.Arange(channels)) * Kinds) + kind;
    }

    private Tensor Table(Tensor counts, int pixels)
    {
        if (Config.ClipLimit > 0)
        {
            var limited = Tensor.Minimum(counts, Config.ClipLimit * pixels / Kinds);
            counts = limited + ((counts - limited).Sum(-1, keepDims: true) / Kinds);
        }

        var upTo = counts.CumulativeSum();
        var first = upTo.Slice(-1, 0, 1);
        var rest = pixels - first;
        var table = (upTo - first) * Top / Tensor.Where(rest.EqualTo(0), 1, rest);
        return table.Clip(0, Top).Reshape([table.Shape.Size]);
    }

    // An axis of an image divided into tiles, of which the last may reach beyond it.
    private sealed record Tiles(int Length, int Count)
    {
        public int Size => (Length + Count - 1) / Count;

        public int Padded => Size * Count;

        /// <summary>The tile of each place.</summary>
        public Tensor Own => Tensor.Wrap(Enumerable.Range(0, Padded).Select(i => i / Size).ToArray(), [Padded]);

        /// <summary>The pixel that stands at each place: behind the image, its reflection.</summary>
        public Tensor Reflected => Tensor.Wrap(
            Enumerable.Range(0, Padded).Select(i => i % (2 * Length)).Select(i => Math.Min(i, (2 * Length) - 1 - i)).ToArray(), [Padded]);

        /// <summary>The tiles whose middles lie before and behind each place, and their shares.</summary>
        public Neighbour[] Neighbours() =>
        [
            new([.. Positions().Select(p => Math.Clamp((int)Math.Floor(p) - 1, 0, Count - 1))], [.. Positions().Select(p => 1 - (p - Math.Floor(p)))]),
            new([.. Positions().Select(p => Math.Clamp((int)Math.Floor(p), 0, Count - 1))], [.. Positions().Select(p => p - Math.Floor(p))]),
        ];

        private IEnumerable<double> Positions() => Enumerable.Range(0, Length).Select(i => ((i - (Size / 2.0)) / Size) + 1);
    }

    private sealed record Neighbour(int[] Tile, double[] Share)
    {
        public Tensor Indices(int axis) => Tensor.Wrap(Tile, Along(axis));

        public Tensor Weights(int axis, DType dtype) => Tensor.Wrap(Share, Along(axis)).Cast(dtype).Evaluate();

        private Shape Along(int axis) => axis == 1 ? [1, Tile.Length, 1, 1] : [1, 1, Tile.Length, 1];
    }
}
