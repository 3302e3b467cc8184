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
    private static readonly string[] Rising = ["acc", "auc", "precision", "recall", "f1", "fbeta", "r2", "iou", "io_u", "sensitivity", "similarity", "correlation"];

    private bool _wasLogged;

    public Monitor(string name, MonitorMode mode)
    {
        Name = name;
        IsRising = mode == MonitorMode.Max
            || (mode == MonitorMode.Auto && Rising.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    public string Name { get; }

    public bool IsRising { get; }

    /// <summary>The value of the monitored name; null in an epoch that did not log it, as one without validation.</summary>
    /// <exception cref="ArgumentException">The name was never logged, and is not going to be; the message lists those there
    /// are.</exception>
    public double? Read(Logs logs, FitParameters parameters, string watcher)
    {
        if (logs.TryGetValue(Name, out var value))
        {
            _wasLogged = true;
            return value;
        }

        var isOfValidation = Name.StartsWith("val_", StringComparison.Ordinal);
        var mayCome = isOfValidation && parameters.HasValidation && !logs.Keys.Any(key => key.StartsWith("val_", StringComparison.Ordinal));
        return _wasLogged || mayCome || logs.Count == 0
            ? null
            : throw new ArgumentException(
                $"{watcher} monitors '{Name}', which is not logged; there are: {string.Join(", ", logs.Keys)}."
                + (isOfValidation && !parameters.HasValidation ? "\n  hint: give Fit a validationSplit or validationData." : ""));
    }

    /// <summary>Whether a value is better than another by more than <paramref name="minDelta"/>.</summary>
    public bool IsBetter(double value, double than, double minDelta = 0) =>
        IsRising ? value - minDelta > than : value + minDelta < than;
}
