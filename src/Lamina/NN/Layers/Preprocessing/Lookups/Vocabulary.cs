using System.Globalization;

namespace Lamina.NN;

/// <summary>Tokens by their numbers, and back; given, or learnt by how often they occur.</summary>
/// <param name="owner">The layer that it is for.</param>
/// <param name="rules">How it is laid out.</param>
/// <param name="expectedSize">The size that it will have, where that is known before it is.</param>
/// <typeparam name="T">The type of tokens.</typeparam>
internal sealed class Vocabulary<T>(Layer owner, VocabularyRules<T> rules, int? expectedSize)
    where T : notnull
{
    private readonly TokenCounts<T> _counts = new(rules);
    private T[] _tokens = [];
    private Dictionary<T, int> _places = [];

    /// <summary>Whether the vocabulary is given or learnt.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The number of places, special ones included.</summary>
    public int Size => rules.TokenStart + _tokens.Length;

    /// <summary>The size that it has or will have; null where that is not known.</summary>
    public int? ExpectedSize { get; private set; } = expectedSize;

    /// <summary>The length of vectors.</summary>
    /// <exception cref="InvalidOperationException">It follows from a vocabulary that is not known yet.</exception>
    public int Depth => rules.IsPadded ? rules.MaxTokens!.Value : ExpectedSize ?? throw NotKnown();

    /// <summary>The tokens behind the special places.</summary>
    public IReadOnlyList<T> Tokens => _tokens;

    /// <summary>How much each place counts; null where that is not asked for, or not known.</summary>
    public Variable? Idf { get; private set; }

    private string Title => $"'{owner.Name}' ({owner.KerasName})";

    /// <summary>Takes a vocabulary over, with or without the special tokens in front.</summary>
    /// <exception cref="ArgumentException">It is empty, too large, or has a token twice or a special one in a wrong place.</exception>
    public void Set(IReadOnlyList<T> given, IReadOnlyList<double>? idf)
    {
        if (given.Count == 0)
        {
            throw new ArgumentException($"{Title} needs a vocabulary of at least one token; it was given none.", nameof(given));
        }

        if (rules.Mode == OutputMode.TfIdf == idf is null)
        {
            throw new ArgumentException(
                $"{Title} needs IdfWeights with a vocabulary where OutputMode is TfIdf, and only there; it is {rules.Mode}.", nameof(idf));
        }

        if (idf is not null && idf.Count != given.Count)
        {
            throw new ArgumentException(
                $"{Title} needs an IDF weight for each token; it was given {given.Count} tokens and {idf.Count} weights.", nameof(idf));
        }

        var hasSpecials = given.Take(rules.TokenStart).SequenceEqual(rules.Specials);
        T[] tokens = [.. given.Skip(hasSpecials ? rules.TokenStart : 0)];
        Check(tokens, given.Count - tokens.Length);
        Take(tokens);
        if (idf is not null)
        {
            // What stands for special places is not known.
            var front = Enumerable.Repeat((float)idf.Average(), hasSpecials ? 0 : rules.TokenStart);
            SetIdf([.. front, .. idf.Select(x => (float)x)]);
        }
    }

    /// <summary>Takes the weights of all places over, as they were saved.</summary>
    public void SetIdf(float[] weights)
    {
        Shape shape = [rules.IsPadded ? rules.MaxTokens!.Value : weights.Length];
        if (Idf?.Shape != shape)
        {
            Idf = new Variable("idf_weights", $"{owner.Name}/idf_weights", shape, DType.Float32, trainable: false);
        }

        Idf.Floats.Clear();
        weights.CopyTo(Idf.Floats);
    }

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _counts.Clear();

    /// <summary>Counts the tokens of one document.</summary>
    public void Count(ReadOnlySpan<T> document) => _counts.Add(document);

    /// <summary>Makes a vocabulary of what was counted: the most frequent first, and of equals the last in order.</summary>
    public void Finish()
    {
        if (!_counts.IsEmpty)
        {
            var tokens = _counts.MostFrequent();
            Take(tokens);
            if (rules.Mode == OutputMode.TfIdf)
            {
                float[] idf = [.. tokens.Select(_counts.InverseDocumentFrequency)];
                SetIdf([.. Enumerable.Repeat(idf.Length == 0 ? float.NaN : idf.Average(), rules.TokenStart), .. idf]);
            }
        }

        (IsKnown, ExpectedSize) = (true, Size);
        Reset();
    }

    /// <summary>All tokens by place, or those behind the special places.</summary>
    public IReadOnlyList<T> List(bool withSpecials) => withSpecials ? [.. rules.Specials, .. _tokens] : _tokens;

    /// <summary>There is a vocabulary.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void RequireKnown()
    {
        if (!IsKnown)
        {
            throw NotKnown();
        }
    }

    /// <summary>The place of each token; −1 for masked ones where the output has no place for them.</summary>
    /// <param name="values">The tokens.</param>
    /// <param name="perSample">How many belong to a sample; for messages.</param>
    public long[] Find(ReadOnlySpan<T> values, int perSample)
    {
        RequireKnown();
        var places = new long[values.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Find(values[i]) ?? throw Unknown(values[i], i / Math.Max(1, perSample), i % Math.Max(1, perSample));
        }

        return places;
    }

    /// <summary>The token at each place.</summary>
    public T[] TokensAt(ReadOnlySpan<long> places)
    {
        RequireKnown();
        var tokens = new T[places.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            var at = places[i] - rules.TokenStart;
            tokens[i] = rules.HasMask && places[i] == 0 ? rules.Mask
                : at >= 0 && at < _tokens.Length ? _tokens[at] : rules.Oov;
        }

        return tokens;
    }

    private long? Find(T token)
    {
        if (rules.HasMask && EqualityComparer<T>.Default.Equals(token, rules.Mask))
        {
            return rules.Mode == OutputMode.Int ? 0 : -1;
        }

        return _places.TryGetValue(token, out var place) ? rules.TokenStart + place : rules.OovCount switch
        {
            0 => null,
            1 => rules.OovStart,
            var count => rules.OovStart + rules.Bucket(token, count),
        };
    }

    private void Take(T[] tokens)
    {
        var places = new Dictionary<T, int>();
        for (var i = 0; i < tokens.Length; i++)
        {
            places.Add(tokens[i], i);
        }

        var size = rules.TokenStart + tokens.Length;
        if (rules.Mode != OutputMode.Int && !rules.IsPadded && owner.IsBuilt && ExpectedSize is { } frozen && frozen != size)
        {
            throw new InvalidOperationException(
                $"{Title} gives vectors of the length of its vocabulary, which cannot change once the layer was used;"
                + $" it was {frozen} and would be {size}."
                + "\n  hint: set MaxTokens and PadToMaxTokens, or make a new layer.");
        }

        (_tokens, _places, ExpectedSize, IsKnown) = (tokens, places, size, true);
    }

    private void Check(T[] tokens, int specials)
    {
        string[] repeated = [.. tokens.CountBy(token => token).Where(pair => pair.Value > 1).Select(pair => Text(pair.Key))];
        if (repeated.Length > 0)
        {
            throw new ArgumentException(
                $"{Title} needs each token of a vocabulary once;"
                + $" {string.Join(", ", repeated)} {(repeated.Length == 1 ? "is" : "are")} there more than once.");
        }

        if (rules.HasMask && Array.IndexOf(tokens, rules.Mask) is var mask and >= 0)
        {
            throw Misplaced("MaskToken", rules.Mask, mask + specials);
        }

        if (rules.IsInverse && Array.IndexOf(tokens, rules.Oov) is var oov and >= 0)
        {
            throw Misplaced("OovToken", rules.Oov, oov + specials);
        }

        if (rules.MaxTokens is { } most && rules.TokenStart + tokens.Length > most)
        {
            throw new ArgumentException(
                $"{Title} has room for MaxTokens = {most}; the vocabulary has {tokens.Length} tokens and {rules.TokenStart} special places.");
        }
    }

    private ArgumentException Misplaced(string argument, T token, int at) => new(
        $"{Title} keeps {argument} {Text(token)} for itself; the vocabulary has it at place {at}."
        + $"\n  hint: leave special tokens out, or give all of them in front: {string.Join(", ", rules.Specials.Select(Text))}.");

    private ArgumentException Unknown(T token, int sample, int place) => new(
        $"{Title} has no place for tokens outside its vocabulary, as NumOovIndices is 0; sample {sample}, position {place}, is {Text(token)}."
        + "\n  hint: NumOovIndices = 1 gives such tokens an index of their own.");

    private InvalidOperationException NotKnown() => new(
        $"{Title} has no vocabulary yet: call Adapt with data or SetVocabulary, or give it a Vocabulary.");

    private static string Text(T token) =>
        token is string text ? $"'{text}'" : string.Create(CultureInfo.InvariantCulture, $"{token}");
}
