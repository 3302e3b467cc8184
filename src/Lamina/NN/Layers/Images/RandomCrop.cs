namespace Lamina.NN;

/// <summary>What a <see cref="RandomCrop"/> layer is made of.</summary>
public sealed record RandomCropConfig : RandomImageLayerConfig
{
    /// <summary>The height of what is cut out.</summary>
    public required int Height { get; init => field = Guard.Positive(value); }

    /// <summary>The width of what is cut out.</summary>
    public required int Width { get; init => field = Guard.Positive(value); }
}

/// <summary>In training, cuts a random part out of the images, at the same place for all images of a batch; else, and where
/// the images are not larger in both directions, takes the largest middle part of the same proportions and resizes it.</summary>
public sealed class RandomCrop : RandomImageLayer<RandomCropConfig>
{
    /// <summary>A layer that gives images of a size.</summary>
    public RandomCrop(int height, int width, int? seed = null)
        : this(new RandomCropConfig { Height = height, Width = width, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomCrop(RandomCropConfig config)
        : base(config)
    {
    }

    private protected override bool IsIdentity(CallContext context) => false;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(context);
        var (batch, height, width, channels) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        if (!context.IsTraining || height <= Config.Height || width <= Config.Width)
        {
            return Image.Resize(images, Config.Height, Config.Width, cropToAspectRatio: true);
        }

        var draws = DrawsIn(context);
        var top = draws.Integers([], height - Config.Height + 1).Cast(DType.Int32);
        var left = draws.Integers([], width - Config.Width + 1).Cast(DType.Int32);
        var row = Tensor.Arange(Config.Height).Reshape([1, Config.Height, 1]) + top;
        var column = Tensor.Arange(Config.Width).Reshape([1, 1, Config.Width]) + left;
        var first = Tensor.Arange(batch).Reshape([batch, 1, 1]) * height;
        return images.Reshape([batch * height * width, channels]).Gather(((first + row) * width) + column);
    }
}
