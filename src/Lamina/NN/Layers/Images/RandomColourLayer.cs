namespace Lamina.NN;

/// <summary>What layers that change colours at random are made of.</summary>
public abstract record RandomColourLayerConfig : RandomImageLayerConfig
{
    /// <summary>The lowest and the highest value of a pixel: [0, 255], or [0, 1] for images that are scaled.</summary>
    public ValueList<double> ValueRange { get; init => field = Factors.Range(value, LayerName); } = [0, 255];

    /// <summary>The layer, for messages.</summary>
    private protected abstract string LayerName { get; }
}

/// <summary>A layer that changes colours at random in training.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class RandomColourLayer<TConfig> : RandomImageLayer<TConfig>
    where TConfig : RandomColourLayerConfig
{
    private protected RandomColourLayer(TConfig config)
        : base(config)
    {
    }

    /// <summary>The lowest value of a pixel.</summary>
    private protected double Low => Config.ValueRange[0];

    /// <summary>The highest value of a pixel.</summary>
    private protected double High => Config.ValueRange[1];

    private protected Tensor Clipped(Tensor images) => images.Clip(Low, High);

    private protected Tensor ToRange(Tensor images, double top) => Low == 0 && High == top ? images : (images - Low) * (top / (High - Low));

    private protected Tensor FromRange(Tensor images, double top) => Low == 0 && High == top ? images : (images * ((High - Low) / top)) + Low;
}
