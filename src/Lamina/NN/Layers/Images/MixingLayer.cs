using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that in training mixes each image with another of its batch, and their labels likewise; else it does
/// nothing.</summary>
/// <remarks>Takes images [batch, height, width, channels], and labels [batch, classes] as shares of classes; gives the same. The
/// labels may be left out.</remarks>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class MixingLayer<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : RandomImageLayerConfig
{
    private protected MixingLayer(TConfig config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Seed is { } seed)
        {
            Key = (ulong)seed;
        }
    }

    /// <summary>The images mixed, and the share of its own that each keeps: [batch, 1, 1, 1].</summary>
    private protected abstract (Tensor Images, Tensor Share) Mix(Tensor images, Tensor others, Draws draws);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count is not (1 or 2))
        {
            throw new ArgumentException($"{KerasName} takes images, or images and labels; it was given {inputs.Count} inputs.");
        }

        if (inputs[0].Rank != 4)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs a batch of images [batch, height, width, channels], since it mixes images of a batch.",
                ("images", inputs[0]));
        }

        if (inputs.Count == 2 && inputs[1].Rank != 2)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs labels [batch, classes], the share of each class."
                + "\n  hint: OneHot makes them of the numbers of classes.",
                ("labels", inputs[1]));
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        Tensor[] floats = [.. inputs.Select(x => x.Cast(Precision))];
        if (!context.IsTraining)
        {
            return floats;
        }

        var images = Config.DataFormat.ToChannelsLast(floats[0]);
        var draws = new Draws(shape => RandomUniform(shape, context), Precision);
        var order = draws.Order(images.Shape[0]);
        var (mixed, share) = Mix(images, images.Gather(order), draws);
        mixed = Config.DataFormat.FromChannelsLast(mixed);
        if (floats.Length == 1)
        {
            return [mixed];
        }

        var own = share.Reshape([images.Shape[0], 1]);
        return [mixed, (own * floats[1]) + ((1 - own) * floats[1].Gather(order))];
    }
}
