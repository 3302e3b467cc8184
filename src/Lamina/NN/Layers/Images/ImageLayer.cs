namespace Lamina.NN;

/// <summary>What all layers of images are made of.</summary>
public abstract record ImageLayerConfig : LayerConfig
{
    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>How boxes are written in Keras's dictionaries of images and boxes, such as <c>xyxy</c>; kept for files only.</summary>
    public string? BoundingBoxFormat { get; init; }
}

/// <summary>The channels that a layer of images needs.</summary>
internal enum Channels
{
    /// <summary>Any number of them.</summary>
    Any,

    /// <summary>Red, green and blue, or gray.</summary>
    ColoursOrGray,

    /// <summary>Red, green and blue.</summary>
    Colours,
}

/// <summary>A layer of images: a batch [batch, height, width, channels], or one image [height, width, channels].</summary>
/// <remarks>Integers, such as bytes of pictures, are taken as floats.</remarks>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class ImageLayer<TConfig> : Layer<TConfig>
    where TConfig : ImageLayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    protected ImageLayer(TConfig config)
        : base(config)
    {
    }

    /// <summary>The channels that images need; any unless overridden.</summary>
    private protected virtual Channels Channels => Channels.Any;

    /// <summary>Whether images stay as they are; always false unless overridden.</summary>
    private protected virtual bool IsIdentity(CallContext context) => false;

    /// <summary>What the layer makes of a batch of images.</summary>
    /// <param name="images">Floats [batch, height, width, channels], whatever the data format.</param>
    /// <param name="context">Whether this is training.</param>
    protected abstract Tensor Transform(Tensor images, CallContext context);

    /// <inheritdoc/>
    protected override void Build(Shape input) => Check(input);

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        Check(x.Shape);
        x = x.Cast(Precision);
        if (IsIdentity(context))
        {
            return x;
        }

        var batch = Config.DataFormat.ToChannelsLast(x.Rank == 3 ? x.ExpandDims(0) : x);
        var y = Config.DataFormat.FromChannelsLast(Transform(batch, context));
        return x.Rank == 3 ? y.Squeeze(0) : y;
    }

    private void Check(Shape images)
    {
        Image.CheckRank(KerasName, images);
        var channels = Config.DataFormat == DataFormat.ChannelsLast ? images[^1] : images[^3];
        if (Channels != Channels.Any && channels != Shape.Unknown)
        {
            Image.CheckColours(KerasName, images, channels, orGray: Channels == Channels.ColoursOrGray);
        }
    }
}
