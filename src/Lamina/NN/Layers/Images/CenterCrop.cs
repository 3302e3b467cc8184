namespace Lamina.NN;

/// <summary>What a <see cref="CenterCrop"/> layer is made of.</summary>
public sealed record CenterCropConfig : ImageLayerConfig
{
    /// <summary>The height of what is cut out.</summary>
    public required int Height { get; init => field = Guard.Positive(value); }

    /// <summary>The width of what is cut out.</summary>
    public required int Width { get; init => field = Guard.Positive(value); }
}

/// <summary>Cuts the middle out of images; where they are smaller, takes the largest middle part of the same proportions and
/// resizes it.</summary>
public sealed class CenterCrop : ImageLayer<CenterCropConfig>
{
    /// <summary>A layer that gives images of a size.</summary>
    public CenterCrop(int height, int width)
        : this(new CenterCropConfig { Height = height, Width = width })
    {
    }

    /// <summary>A layer of its config.</summary>
    public CenterCrop(CenterCropConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (height, width) = (images.Shape[1], images.Shape[2]);
        return height >= Config.Height && width >= Config.Width
            ? images.Slice(1, (height - Config.Height) / 2, Config.Height).Slice(2, (width - Config.Width) / 2, Config.Width)
            : Image.Resize(images, Config.Height, Config.Width, cropToAspectRatio: true);
    }
}
