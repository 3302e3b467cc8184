using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lamina.NN;

/// <summary>Named numbers in order: the loss and the metrics of a batch, an epoch or an evaluation.</summary>
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly List<KeyValuePair<string, double>> _values = [];

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<double> Values => _values.Select(pair => pair.Value);

    /// <summary>The number of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names there are.</exception>
    public double this[string key]
    {
        get => TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"There is no '{key}' in the logs; there are: {string.Join(", ", Keys)}.");
        set
        {
            var at = _values.FindIndex(pair => pair.Key == key);
            if (at < 0)
            {
                _values.Add(new(key, value));
            }
            else
            {
                _values[at] = new(key, value);
            }
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.Exists(pair => pair.Key == key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        var at = _values.FindIndex(pair => pair.Key == key);
        value = at < 0 ? double.NaN : _values[at].Value;
        return at >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _values.GetEnumerator();

    /// <summary>The numbers as <c>accuracy: 0.9713 - loss: 0.1042</c>.</summary>
    public override string ToString() =>
        string.Join(" - ", _values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value:F4}")));

    /// <summary>The same numbers in the order of their names.</summary>
    internal Logs Sorted()
    {
        var logs = new Logs();
        logs._values.AddRange(_values.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        return logs;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
