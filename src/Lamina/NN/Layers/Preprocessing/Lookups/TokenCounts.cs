namespace Lamina.NN;

/// <summary>How often tokens occur, and in how many documents.</summary>
/// <typeparam name="T">The type of tokens.</typeparam>
internal sealed class TokenCounts<T>(VocabularyRules<T> rules)
    where T : notnull
{
    private readonly Dictionary<T, long> _occurrences = [];
    private readonly Dictionary<T, long> _documents = [];
    private long _documentCount;

    public bool IsEmpty => _occurrences.Count == 0;

    public void Clear()
    {
        _occurrences.Clear();
        _documents.Clear();
        _documentCount = 0;
    }

    public void Add(ReadOnlySpan<T> document)
    {
        foreach (var token in document)
        {
            _occurrences[token] = _occurrences.GetValueOrDefault(token) + 1;
        }

        if (rules.Mode == OutputMode.TfIdf)
        {
            _documentCount++;
            foreach (var token in new HashSet<T>([.. document]))
            {
                _documents[token] = _documents.GetValueOrDefault(token) + 1;
            }
        }
    }

    /// <summary>The tokens without special ones: most frequent first, equals in falling order, as many as there is room for.</summary>
    public T[] MostFrequent()
    {
        var specials = new HashSet<T> { rules.Oov };
        if (rules.HasMask)
        {
            specials.Add(rules.Mask);
        }

        return [.. _occurrences.Where(pair => !specials.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key, rules.Order)
            .Select(pair => pair.Key)
            .Take(rules.MaxTokens is { } most ? Math.Max(0, most - rules.TokenStart) : int.MaxValue)];
    }

    /// <summary><c>ln(1 + documents/(1 + documents with the token))</c>.</summary>
    public float InverseDocumentFrequency(T token) =>
        (float)Math.Log(1 + ((double)_documentCount / (1 + _documents.GetValueOrDefault(token))));
}
