using Lamina.Ops;

namespace Lamina.NN;

/// <summary>How unknown whole numbers are spread over several places.</summary>
public enum OovMethod
{
    /// <summary>By the remainder of a division by the number of places.</summary>
    FloorMod,

    /// <summary>By the hash of their decimal digits.</summary>
    FarmHash,
}

/// <summary>What an <see cref="IndexLookup{TToken, TConfig}"/> is made of.</summary>
public abstract record IndexLookupConfig : LayerConfig
{
    /// <summary>The largest size of the vocabulary, special places included; no limit when null.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>How many places unknown tokens share; with 0 they are an error.</summary>
    public int NumOovIndices { get; init; } = 1;

    /// <summary>With a vocabulary and <see cref="OutputMode.TfIdf"/>: how much each token counts.</summary>
    public ValueList<double>? IdfWeights { get; init; }

    /// <summary>Whether numbers become tokens.</summary>
    public bool Invert { get; init; }

    /// <summary>The form of the output.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>Whether vectors have the length <see cref="MaxTokens"/> whatever the size of the vocabulary.</summary>
    public bool PadToMaxTokens { get; init; }

    /// <summary>The size that the vocabulary will have, special places included, where it comes later, as from a file.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>How unknown whole numbers are spread over several places; strings always by their hash.</summary>
    public OovMethod OovMethod { get; init; }

    /// <summary>One number or two that make the hash of unknown tokens another one.</summary>
    public ValueList<long>? Salt { get; init; }
}

/// <summary>Numbers of tokens in a vocabulary, or vectors of them: the common part of <see cref="StringLookup"/> and
/// <see cref="IntegerLookup"/>.</summary>
/// <remarks>
/// <para>Places: with <see cref="OutputMode.Int"/> the mask token, if there is one, has 0; then come the places of unknown
/// tokens, then the vocabulary. In vectors the mask token has no place, and counts for nothing.</para>
/// <para>Shapes: tokens [batch, ..] → [batch, ..] as numbers; [batch, n] → [batch, size] as multi-hot, count or tf-idf;
/// [batch, .., 1] → [batch, .., size] or [batch, .., n] → [batch, .., n, size] as one-hot.</para>
/// </remarks>
/// <typeparam name="TToken">The type of tokens.</typeparam>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class IndexLookup<TToken, TConfig> : VocabularyLayer<TToken, TConfig>
    where TToken : notnull
    where TConfig : IndexLookupConfig
{
    private protected IndexLookup(TConfig config, VocabularyRules<TToken> rules, IReadOnlyList<TToken>? vocabulary, bool isGiven)
        : base(config, rules, config.VocabularySize, isGiven)
    {
        VocabularyChecks.Sizes(Title, config.MaxTokens, config.NumOovIndices, config.PadToMaxTokens);
        VocabularyChecks.Modes(Title, config.OutputMode, config.Invert, config.IdfWeights, isGiven);
        HashBuckets.CheckSalt(this, config.Salt);
        if (vocabulary is not null)
        {
            Vocabulary.Set(vocabulary, config.IdfWeights);
        }
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (IndexLookupConfig)base.GetConfig() with { VocabularySize = Vocabulary.ExpectedSize };

    private protected abstract TToken[] TokensOf(Tensor values);

    private protected abstract Tensor TensorOf(TToken[] tokens, Shape shape);

    /// <summary>Refuses what are no tokens of the layer.</summary>
    private protected abstract void CheckTokens(TensorType type, string what);

    private protected sealed override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        if (Config.OutputMode == OutputMode.Int)
        {
            return new(inputs[0].Shape, Config.Invert ? TensorOf([], [0]).DType : DType.Int64);
        }

        return new(CategoricalOutput.ShapeOf(inputs[0].Shape, Config.OutputMode, Vocabulary.Depth), Precision);
    }

    private protected sealed override Tensor Read(IReadOnlyList<Tensor> values)
    {
        var x = values[0];
        if (Config.Invert)
        {
            return TensorOf(Vocabulary.TokensAt(x.ToArray<long>()), x.Shape);
        }

        var places = Vocabulary.Find(TokensOf(x), x.Rank < 2 ? 1 : x.Shape[1..].Size);
        return Config.OutputMode == OutputMode.Int
            ? Tensor.Wrap(places, x.Shape)
            : Tensor.Wrap(Array.ConvertAll(places, static place => (int)place), x.Shape);
    }

    private protected sealed override Tensor Finish(Tensor read) => Encoded(read);

    private protected sealed override void Count(Tensor batch)
    {
        CheckTokens(batch.Type, "data");
        var tokens = TokensOf(batch);
        var length = batch.Rank < 2 ? 1 : batch.Shape[1..].Size;
        for (var start = 0; start < tokens.Length; start += length)
        {
            Vocabulary.Count(tokens.AsSpan(start, length));
        }
    }

    private protected sealed override void CheckInputs(IReadOnlyList<TensorType> inputs)
    {
        var type = Single(inputs);
        if (!Config.Invert)
        {
            CheckTokens(type, "the input");
        }
        else if (type.DType == DType.String)
        {
            throw new DTypeMismatchException(
                $"{Title} turns numbers into tokens, as Invert is true; the input is {type}."
                + "\n  hint: without Invert it turns tokens into numbers.");
        }
    }
}
