namespace Lamina.NN;

/// <summary>How a vocabulary lays out its tokens: the mask token, places for unknown tokens, then the tokens.</summary>
/// <typeparam name="T">The type of tokens.</typeparam>
internal sealed record VocabularyRules<T>
    where T : notnull
{
    /// <summary>The largest size, places for special tokens included.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>How many places unknown tokens share.</summary>
    public int OovCount { get; init; } = 1;

    /// <summary>Whether there is a mask token.</summary>
    public bool HasMask { get; init; }

    /// <summary>The token that means nothing.</summary>
    public required T Mask { get; init; }

    /// <summary>What stands for unknown tokens.</summary>
    public required T Oov { get; init; }

    /// <summary>Whether numbers become tokens.</summary>
    public bool IsInverse { get; init; }

    /// <summary>The form of the output.</summary>
    public OutputMode Mode { get; init; }

    /// <summary>Whether vectors have the largest size whatever the vocabulary's.</summary>
    public bool IsPadded { get; init; }

    /// <summary>The place of an unknown token among several.</summary>
    public required Func<T, long, long> Bucket { get; init; }

    /// <summary>The order of tokens that occur equally often.</summary>
    public required IComparer<T> Order { get; init; }

    /// <summary>The first place for unknown tokens.</summary>
    public int OovStart => HasMask && Mode == OutputMode.Int ? 1 : 0;

    /// <summary>The place of the first token.</summary>
    public int TokenStart => OovStart + OovCount;

    /// <summary>What may stand in front of a vocabulary's tokens.</summary>
    public IEnumerable<T> Specials => Enumerable.Repeat(Mask, OovStart).Concat(Enumerable.Repeat(Oov, OovCount));
}
