namespace Lamina.NN;

/// <summary>Which way a monitored number gets better.</summary>
public enum MonitorMode
{
    /// <summary>By its name: accuracies, precisions, recalls, AUC and F-scores up, losses and errors down.</summary>
    Auto,

    /// <summary>Smaller is better.</summary>
    Min,

    /// <summary>Larger is better.</summary>
    Max,
}

/// <summary>Watches one number of the logs.</summary>
internal sealed class Monitor
{
    private static readonly string[] Rising = ["acc", "auc", "precision", "recall", "f1", "fbeta", "r2", "iou", "similarity", "correlation"];

    public Monitor(string name, MonitorMode mode)
    {
        Name = name;
        IsRising = mode == MonitorMode.Max
            || (mode == MonitorMode.Auto && Rising.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    public string Name { get; }

    public bool IsRising { get; }

    /// <summary>The value of the monitored name.</summary>
    /// <exception cref="ArgumentException">The logs have no such name; the message lists those there are.</exception>
    public double Read(Logs logs, string watcher) => logs.TryGetValue(Name, out var value)
        ? value
        : throw new ArgumentException(
            $"{watcher} monitors '{Name}', which is not logged; there are: {string.Join(", ", logs.Keys)}."
            + (Name.StartsWith("val_", StringComparison.Ordinal) && !logs.Keys.Any(key => key.StartsWith("val_", StringComparison.Ordinal))
                ? "\n  hint: give Fit a validationSplit or validationData."
                : ""));

    /// <summary>Whether a value is better than another by more than <paramref name="minDelta"/>.</summary>
    public bool IsBetter(double value, double than, double minDelta = 0) =>
        IsRising ? value - minDelta > than : value + minDelta < than;
}
