using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Hashing"/> layer is made of.</summary>
public sealed record HashingConfig : LayerConfig
{
    /// <summary>The number of bins.</summary>
    public required int NumBins { get; init; }

    /// <summary>The string that means nothing and has bin 0 for itself, if there is one.</summary>
    public string? MaskValue { get; init; }

    /// <summary>The number that means nothing and has bin 0 for itself, if there is one.</summary>
    public long? MaskNumber { get; init; }

    /// <summary>One number or two, with which values are hashed by SipHash; by FarmHash when null.</summary>
    public ValueList<long>? Salt { get; init; }

    /// <summary>The form of the output.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>The type of the output: int64 or int32 for numbers, a floating-point type for vectors; int64 or the working
    /// type when null.</summary>
    public DType? DType { get; init; }
}

/// <summary>A bin for each string or whole number, by its hash: categories without a vocabulary.</summary>
/// <remarks>
/// <para>Formula: <c>fingerprint(x) mod bins</c>, where whole numbers are hashed as decimal digits, and with a mask value
/// <c>1 + fingerprint(x) mod (bins − 1)</c>. The bins are those of TensorFlow.</para>
/// <para>Shapes: as for <see cref="CategoryEncoding"/>; [batch, ..] → [batch, ..] as numbers.</para>
/// <para>Sources: G. Pike, FarmHash; J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012.</para>
/// </remarks>
public sealed class Hashing : HostLayer<HashingConfig>
{
    private readonly HashBuckets _buckets;

    /// <summary>A layer of some bins.</summary>
    /// <param name="numBins">The number of bins, that of a mask value included.</param>
    /// <param name="maskValue">The string that means nothing.</param>
    /// <param name="salt">One number or two, for another hash.</param>
    /// <param name="outputMode">The form of the output.</param>
    public Hashing(int numBins, string? maskValue = null, ValueList<long>? salt = null, OutputMode outputMode = OutputMode.Int)
        : this(new HashingConfig { NumBins = numBins, MaskValue = maskValue, Salt = salt, OutputMode = outputMode })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">An argument has no meaning; the message names it.</exception>
    public Hashing(HashingConfig config)
        : base(config)
    {
        if (config.NumBins <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(config), $"{Title} needs NumBins greater than 0; it was given {config.NumBins}.");
        }

        if (config.OutputMode == OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"{Title} needs OutputMode Int, OneHot, MultiHot or Count; it was given {config.OutputMode}.", nameof(config));
        }

        _buckets = new HashBuckets(HashBuckets.CheckSalt(this, config.Salt));
        HashTypes.Check(Title, config.OutputMode, config.DType);
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (HashingConfig)base.GetConfig() with { DType = HashTypes.Of(Config.OutputMode, Config.DType, Precision) };

    private protected override void CheckInputs(IReadOnlyList<TensorType> inputs) => Single(inputs);

    private protected override TensorType Infer(IReadOnlyList<TensorType> inputs) => new(
        CategoricalOutput.ShapeOf(inputs[0].Shape, Config.OutputMode, Config.NumBins),
        HashTypes.Of(Config.OutputMode, Config.DType, Precision));

    private protected override Tensor Read(IReadOnlyList<Tensor> values)
    {
        var x = values[0];
        var bins = x.DType == DType.String
            ? Array.ConvertAll((string[])x.Data(), text => Bin(text == Config.MaskValue, buckets => _buckets.Of(text, buckets)))
            : Array.ConvertAll(x.ToArray<long>(), number => Bin(number == Config.MaskNumber, buckets => _buckets.Of(number, buckets)));
        return HashTypes.Numbers(bins, x.Shape, Config.DType);
    }

    private protected override Tensor Finish(Tensor read) => CategoricalOutput.Encode(
        read, Config.OutputMode, Config.NumBins, HashTypes.Of(Config.OutputMode, Config.DType, Precision));

    private long Bin(bool isMasked, Func<long, long> hash)
    {
        var hasMask = (Config.MaskValue is not null || Config.MaskNumber is not null) && Config.NumBins > 1;
        return !hasMask ? hash(Config.NumBins) : isMasked ? 0 : 1 + hash(Config.NumBins - 1);
    }
}
