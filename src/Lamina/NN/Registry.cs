namespace Lamina.NN;

/// <summary>Things by the names that Keras gives them; case and underscores do not matter.</summary>
internal sealed class Registry<T>
{
    private readonly string _kind;
    private readonly Dictionary<string, Func<T>> _entries = [];
    private readonly List<string> _names = [];

    public Registry(string kind, params ReadOnlySpan<(string Name, Func<T> Create)> entries)
    {
        _kind = kind;
        foreach (var (name, create) in entries)
        {
            _names.Add(name);
            _entries.Add(Normalized(name), create);
        }
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether something has the given name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(Normalized(name));

    /// <summary>A new one of the given name.</summary>
    /// <exception cref="ArgumentException">Nothing has that name; the message offers the nearest.</exception>
    public T Create(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _entries.TryGetValue(Normalized(name), out var create)
            ? create()
            : throw Suggestion.Unknown(_kind, name, _names);
    }

    private static string Normalized(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
