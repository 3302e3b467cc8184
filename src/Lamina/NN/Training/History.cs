namespace Lamina.NN;

/// <summary>What a training did: the logs of each epoch, and why it ended.</summary>
public sealed class History
{
    private readonly Dictionary<string, List<double>> _series = [];
    private readonly List<int> _epochs = [];

    /// <summary>The epochs that ran, counted from 0.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

    /// <summary>The names that were logged.</summary>
    public IReadOnlyCollection<string> Names => _series.Keys;

    /// <summary>Why the training ended: <c>epochs completed</c>, <c>cancelled</c>, or what a callback said.</summary>
    public string StopReason { get; internal set; } = "";

    /// <summary>The values of a name, one an epoch that logged it.</summary>
    /// <exception cref="KeyNotFoundException">It was never logged; the message lists what was.</exception>
    public IReadOnlyList<double> this[string name] => _series.TryGetValue(name, out var values)
        ? values
        : throw new KeyNotFoundException($"There is no '{name}' in the history; there are: {string.Join(", ", Names)}.");

    internal void Add(int epoch, Logs logs)
    {
        _epochs.Add(epoch);
        foreach (var (name, value) in logs)
        {
            if (!_series.TryGetValue(name, out var values))
            {
                _series.Add(name, values = []);
            }

            values.Add(value);
        }
    }
}
