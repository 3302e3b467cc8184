using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="StringLookup"/> layer is made of.</summary>
public sealed record StringLookupConfig : IndexLookupConfig
{
    /// <summary>The token that means nothing, if there is one.</summary>
    public string? MaskToken { get; init; }

    /// <summary>What stands for unknown tokens in a vocabulary, and is given for their numbers.</summary>
    public string OovToken { get; init; } = "[UNK]";

    /// <summary>The vocabulary; learnt by <c>Adapt</c> when null.</summary>
    public ValueList<string>? Vocabulary { get; init; }
}

/// <summary>The number of each string in a vocabulary, given or learnt; or strings of numbers.</summary>
/// <inheritdoc cref="IndexLookup{TToken, TConfig}" path="/remarks"/>
public sealed class StringLookup : IndexLookup<string, StringLookupConfig>
{
    /// <summary>A layer with a vocabulary, or to adapt.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special places included.</param>
    /// <param name="numOovIndices">How many places unknown strings share; with 0 they are an error.</param>
    /// <param name="maskToken">The string that means nothing.</param>
    /// <param name="oovToken">What stands for unknown strings.</param>
    /// <param name="vocabulary">The strings, each once.</param>
    /// <param name="invert">Whether numbers become strings.</param>
    /// <param name="outputMode">The form of the output.</param>
    public StringLookup(
        int? maxTokens = null, int numOovIndices = 1, string? maskToken = null, string oovToken = "[UNK]",
        IReadOnlyList<string>? vocabulary = null, bool invert = false, OutputMode outputMode = OutputMode.Int)
        : this(new StringLookupConfig
        {
            MaxTokens = maxTokens,
            NumOovIndices = numOovIndices,
            MaskToken = maskToken,
            OovToken = oovToken,
            Vocabulary = vocabulary is null ? null : [.. vocabulary],
            Invert = invert,
            OutputMode = outputMode,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Arguments do not fit together; the message names them.</exception>
    public StringLookup(StringLookupConfig config)
        : this(config, null)
    {
    }

    private StringLookup(StringLookupConfig config, string? file)
        : base(config, RulesOf(config), config.Vocabulary, config.Vocabulary is not null || file is not null)
    {
        if (file is not null)
        {
            SetVocabulary(VocabularyChecks.ReadFile(Title, file, config.OutputMode));
        }
    }

    /// <summary>A layer whose vocabulary is in a file, a string a line. Saved models hold a copy of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">What the layer is made of besides.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static StringLookup FromFile(string path, StringLookupConfig? config = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new StringLookup((config ?? new StringLookupConfig()) with { Vocabulary = null }, path);
    }

    private protected override bool HasVocabularyInConfig => Config.Vocabulary is not null;

    private protected override string TextOf(string token) => token;

    private protected override string TokenOf(string text) => text;

    private protected override string[] TokensOf(Tensor values) => (string[])values.Data();

    private protected override Tensor TensorOf(string[] tokens, Shape shape) => Tensor.From(tokens, shape);

    private protected override void CheckTokens(TensorType type, string what)
    {
        if (type.DType != DType.String)
        {
            throw new DTypeMismatchException(
                $"{Title} reads string; {what} is {type}."
                + "\n  hint: IntegerLookup reads whole numbers, Discretization others.");
        }
    }

    private static VocabularyRules<string> RulesOf(StringLookupConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return TokenRules(config.Salt) with
        {
            MaxTokens = config.MaxTokens,
            OovCount = config.NumOovIndices,
            HasMask = config.MaskToken is not null,
            Mask = config.MaskToken ?? "",
            Oov = config.OovToken ?? "[UNK]",
            IsInverse = config.Invert,
            Mode = config.OutputMode,
            IsPadded = config.PadToMaxTokens,
        };
    }

    /// <summary>Rules of strings: their order, and the places of unknown ones.</summary>
    internal static VocabularyRules<string> TokenRules(ValueList<long>? salt)
    {
        var buckets = new HashBuckets(salt);
        return new() { Mask = "", Oov = "[UNK]", Order = CodePointOrder.Instance, Bucket = buckets.Of };
    }
}
