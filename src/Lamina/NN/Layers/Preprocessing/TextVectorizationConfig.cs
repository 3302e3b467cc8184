namespace Lamina.NN;

/// <summary>What is done to a text before it is split.</summary>
public enum TextStandardization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The letters A to Z become small.</summary>
    Lower,

    /// <summary>The punctuation of ASCII goes.</summary>
    StripPunctuation,

    /// <summary>Both.</summary>
    LowerAndStripPunctuation,
}

/// <summary>Where a text is split.</summary>
public enum TextSplit
{
    /// <summary>Nowhere: each string is a token.</summary>
    None,

    /// <summary>At white space.</summary>
    Whitespace,

    /// <summary>Into characters: code points.</summary>
    Character,
}

/// <summary>What a <see cref="TextVectorization"/> layer is made of.</summary>
public sealed record TextVectorizationConfig : LayerConfig
{
    /// <summary>The largest size of the vocabulary, special places included; no limit when null.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>What is done to texts first.</summary>
    public TextStandardization Standardize { get; init; } = TextStandardization.LowerAndStripPunctuation;

    /// <summary>Where texts are split.</summary>
    public TextSplit Split { get; init; } = TextSplit.Whitespace;

    /// <summary>The lengths of n-grams, in the order in which they are given; tokens alone when null.</summary>
    public ValueList<int>? Ngrams { get; init; }

    /// <summary>The form of the output.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>The length to which numbers are padded or cut; the longest text's when null.</summary>
    public int? OutputSequenceLength { get; init; }

    /// <summary>Whether vectors have the length <see cref="MaxTokens"/> whatever the size of the vocabulary.</summary>
    public bool PadToMaxTokens { get; init; }

    /// <summary>The size that the vocabulary will have, special places included, where it comes later, as from a file.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>The vocabulary; learnt by <c>Adapt</c> when null.</summary>
    public ValueList<string>? Vocabulary { get; init; }

    /// <summary>With a vocabulary and <see cref="OutputMode.TfIdf"/>: how much each word counts.</summary>
    public ValueList<double>? IdfWeights { get; init; }
}
