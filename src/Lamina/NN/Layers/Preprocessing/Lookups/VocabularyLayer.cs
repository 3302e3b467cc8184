namespace Lamina.NN;

/// <summary>A layer with a vocabulary, which is given, learnt from data, or read from a file.</summary>
/// <typeparam name="TToken">The type of tokens.</typeparam>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class VocabularyLayer<TToken, TConfig> : HostLayer<TConfig>, ITokenLayer
    where TToken : notnull
    where TConfig : LayerConfig
{
    private readonly bool _isGiven;

    private protected VocabularyLayer(TConfig config, VocabularyRules<TToken> rules, int? expectedSize, bool isGiven)
        : base(config)
    {
        (Rules, _isGiven) = (rules, isGiven);
        Vocabulary = new Vocabulary<TToken>(this, rules, expectedSize);
    }

    /// <summary>The size of the vocabulary, special places included.</summary>
    public int VocabularySize => Vocabulary.Size;

    private protected VocabularyRules<TToken> Rules { get; }

    private protected Vocabulary<TToken> Vocabulary { get; }

    /// <summary>Whether the vocabulary is part of the config.</summary>
    private protected abstract bool HasVocabularyInConfig { get; }

    bool ITokenLayer.HasVocabulary => Vocabulary.IsKnown;

    bool ITokenLayer.HasVocabularyInConfig => HasVocabularyInConfig;

    Variable? ITokenLayer.Idf => Vocabulary.Idf;

    /// <summary>Learns the vocabulary: the tokens that occur, the most frequent first.</summary>
    /// <param name="data">The data: [samples, ..].</param>
    /// <exception cref="InvalidOperationException">The layer was made with a vocabulary.</exception>
    public void Adapt(Tensor data) => Adapt([data]);

    /// <summary>Learns the vocabulary from batches.</summary>
    /// <param name="batches">Some samples each.</param>
    /// <exception cref="InvalidOperationException">The layer was made with a vocabulary.</exception>
    public void Adapt(IEnumerable<Tensor> batches)
    {
        if (_isGiven)
        {
            throw new InvalidOperationException(
                $"{Title} was made with a vocabulary, so there is nothing to adapt: make it without one, or call SetVocabulary.");
        }

        AdaptData.Run(batches, Vocabulary.Reset, Count, Vocabulary.Finish);
    }

    /// <summary>Learns the vocabulary from the batches of a dataset.</summary>
    /// <param name="data">The data.</param>
    /// <param name="steps">Batches to take; all by default.</param>
    /// <param name="input">Which of the inputs holds what is learnt from.</param>
    public void Adapt(IDataset data, int? steps = null, int input = 0) => Adapt(AdaptData.Of(this, data, steps, input));

    /// <summary>The vocabulary.</summary>
    /// <param name="includeSpecialTokens">Whether mask and unknown tokens stand in front, so that each token stands at its
    /// number.</param>
    public IReadOnlyList<TToken> GetVocabulary(bool includeSpecialTokens = true) => Vocabulary.List(includeSpecialTokens);

    /// <summary>Gives the layer a vocabulary, in place of the one that it has.</summary>
    /// <param name="vocabulary">The tokens, each once; special ones may stand in front.</param>
    /// <param name="idfWeights">With <see cref="OutputMode.TfIdf"/>: how much each token counts.</param>
    /// <exception cref="ArgumentException">A token is there twice, a special one in a wrong place, or there is no room.</exception>
    public void SetVocabulary(IReadOnlyList<TToken> vocabulary, IReadOnlyList<double>? idfWeights = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary.Set(vocabulary, idfWeights);
    }

    string[] ITokenLayer.GetTokens() => [.. Vocabulary.List(withSpecials: true).Select(TextOf)];

    void ITokenLayer.SetTokens(string[] tokens, float[]? idf)
    {
        Vocabulary.Set([.. tokens.Select(TokenOf)], idf is null ? null : [.. idf.Take(tokens.Length)]);
        if (idf is not null)
        {
            Vocabulary.SetIdf(idf);
        }
    }

    /// <summary>Counts the tokens of a batch.</summary>
    private protected abstract void Count(Tensor batch);

    private protected abstract string TextOf(TToken token);

    private protected abstract TToken TokenOf(string text);

    /// <summary>The output of places, in one of the modes.</summary>
    private protected Tensor Encoded(Tensor places) => Rules.Mode switch
    {
        OutputMode.Int => places,
        OutputMode.TfIdf =>
            CategoricalOutput.Encode(places, OutputMode.Count, Vocabulary.Depth, Precision) * Vocabulary.Idf!.Value.Cast(Precision),
        var mode => CategoricalOutput.Encode(places, mode, Vocabulary.Depth, Precision),
    };
}
