namespace Lamina.NN;

/// <summary>How a <see cref="RandomFlip"/> layer flips.</summary>
public enum FlipMode
{
    /// <summary>Left and right, and top and bottom.</summary>
    HorizontalAndVertical,

    /// <summary>Left and right.</summary>
    Horizontal,

    /// <summary>Top and bottom.</summary>
    Vertical,
}

/// <summary>What a <see cref="RandomFlip"/> layer is made of.</summary>
public sealed record RandomFlipConfig : RandomImageLayerConfig
{
    /// <summary>What is exchanged.</summary>
    public FlipMode Mode { get; init; }
}

/// <summary>In training, flips half of the images; else does nothing.</summary>
/// <remarks>As in Keras, an image is flipped along both axes or along none where both are asked for.</remarks>
public sealed class RandomFlip : RandomImageLayer<RandomFlipConfig>
{
    /// <summary>A layer that flips.</summary>
    public RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical, int? seed = null)
        : this(new RandomFlipConfig { Mode = mode, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomFlip(RandomFlipConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (batch, height, width, channels) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        var isFlipped = DrawsIn(context).Uniform([batch, 1, 1]) <= 0.5;
        var row = Tensor.Arange(height).Reshape([1, height, 1]);
        var first = Tensor.Arange(batch).Reshape([batch, 1, 1]) * height;
        if (Config.Mode == FlipMode.Vertical)
        {
            // Whole rows change places.
            return images.Reshape([batch * height, width * channels])
                .Gather((first + Tensor.Where(isFlipped, height - 1 - row, row)).Reshape([batch, height]))
                .Reshape(images.Shape);
        }

        var column = Tensor.Arange(width).Reshape([1, 1, width]);
        row = Config.Mode == FlipMode.Horizontal ? row : Tensor.Where(isFlipped, height - 1 - row, row);
        var place = ((first + row) * width) + Tensor.Where(isFlipped, width - 1 - column, column);
        return images.Reshape([batch * height * width, channels]).Gather(place);
    }
}
