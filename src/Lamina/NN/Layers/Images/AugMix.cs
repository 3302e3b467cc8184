namespace Lamina.NN;

/// <summary>What an <see cref="AugMix"/> layer is made of.</summary>
public sealed record AugMixConfig : RandomColourLayerConfig
{
    /// <summary>How many differently changed forms of an image are mixed.</summary>
    public int NumChains { get; init => field = Guard.Positive(value); } = 3;

    /// <summary>How many augmentations a form is made by at most.</summary>
    public int ChainDepth { get; init => field = Guard.Positive(value); } = 3;

    /// <summary>The bounds of the strength of augmentations, from 0 to 1. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 0.3];

    /// <summary>The parameter of the distributions of the shares.</summary>
    public double Alpha { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether brightness, colour, contrast and sharpness are changed too.</summary>
    public bool AllOps { get; init; } = true;

    /// <summary>How a value between pixels is made: nearest or bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    private protected override string LayerName => nameof(AugMix);
}

/// <summary>In training, mixes images with forms of them that chains of random augmentations made; else does nothing. Chains
/// and shares are those of a batch, the numbers of an augmentation those of an image.</summary>
/// <remarks>
/// <para>Formula: <c>y = m·x + (1 − m)·Σ wᵢ·cᵢ(x)</c>, kept within the value range, with m of Beta(α, α) and w of
/// Dirichlet(α).</para>
/// <para>Source: D. Hendrycks et al., "AugMix: A Simple Data Processing Method to Improve Robustness and Uncertainty", ICLR
/// 2020.</para>
/// </remarks>
public sealed class AugMix : RandomColourLayer<AugMixConfig>
{
    private readonly Augmentations _augmentations;

    /// <summary>A layer that mixes augmented forms.</summary>
    public AugMix(
        ValueList<double>? valueRange = null, int numChains = 3, int chainDepth = 3, ValueList<double>? factor = null,
        double alpha = 1, bool allOps = true, Interpolation interpolation = Interpolation.Bilinear, int? seed = null)
        : this(new AugMixConfig
        {
            ValueRange = valueRange ?? [0, 255],
            NumChains = numChains,
            ChainDepth = chainDepth,
            Factor = factor ?? 0.3,
            Alpha = alpha,
            AllOps = allOps,
            Interpolation = interpolation,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The interpolation is none that it has.</exception>
    public AugMix(AugMixConfig config)
        : base(config)
    {
        Sampling.Check(nameof(AugMix), config.Interpolation);
        _augmentations = new Augmentations(config.Factor, config.ValueRange, config.Interpolation, config.Seed, config.AllOps);
        foreach (var layer in _augmentations.All)
        {
            AddLayer(layer);
        }
    }

    private protected override Channels Channels => Config.AllOps ? Channels.ColoursOrGray : Channels.Any;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var shares = draws.Dirichlet(Config.NumChains, Config.Alpha);
        var own = draws.Beta([], Tensor.Scalar(Config.Alpha, images.DType));
        Tensor? mixed = null;
        for (var i = 0; i < Config.NumChains; i++)
        {
            var chain = images;
            for (var depth = 0; depth < Config.ChainDepth; depth++)
            {
                chain = _augmentations.Chosen(chain, draws.Integers([], _augmentations.Count + 1), context);
            }

            var part = chain * shares.Select(0, i);
            mixed = mixed is null ? part : mixed + part;
        }

        return Clipped((own * images) + ((1 - own) * mixed!));
    }
}
