namespace Lamina.NN;

/// <summary>What a <see cref="Resizing"/> layer is made of.</summary>
public sealed record ResizingConfig : ImageLayerConfig
{
    /// <summary>The new height.</summary>
    public required int Height { get; init => field = Guard.Positive(value); }

    /// <summary>The new width.</summary>
    public required int Width { get; init => field = Guard.Positive(value); }

    /// <summary>How pixels are made of others.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>Whether the largest middle part of the new proportions is used.</summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>Whether images are widened to the new proportions first.</summary>
    public bool PadToAspectRatio { get; init; }

    /// <summary>With what they are widened; a constant only.</summary>
    public FillMode FillMode { get; init; }

    /// <summary>The constant.</summary>
    public double FillValue { get; init; }

    /// <summary>Whether smaller images are made of all pixels.</summary>
    public bool Antialias { get; init; }
}

/// <summary>Brings images to a size.</summary>
/// <remarks>Formula and literature: <see cref="Image.Resize"/>.</remarks>
public sealed class Resizing : ImageLayer<ResizingConfig>
{
    /// <summary>A layer that gives images of a size.</summary>
    public Resizing(
        int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false,
        bool padToAspectRatio = false)
        : this(new ResizingConfig
        {
            Height = height,
            Width = width,
            Interpolation = interpolation,
            CropToAspectRatio = cropToAspectRatio,
            PadToAspectRatio = padToAspectRatio,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Both crop and pad are wanted, or another fill than a constant.</exception>
    public Resizing(ResizingConfig config)
        : base(config)
    {
        Image.CheckResize(nameof(Resizing), config.CropToAspectRatio, config.PadToAspectRatio, config.FillMode);
        Guard.Finite(config.FillValue, nameof(ResizingConfig.FillValue));
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context) => Image.Resize(
        images, Config.Height, Config.Width, Config.Interpolation, Config.Antialias, Config.CropToAspectRatio,
        Config.PadToAspectRatio, Config.FillMode, Config.FillValue);
}
