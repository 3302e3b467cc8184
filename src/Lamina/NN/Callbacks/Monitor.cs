namespace Lamina.NN;

/// <summary>Watches one number of the logs.</summary>
internal sealed class Monitor
{
    private const string OfValidation = "val_";
    private const string Loss = "loss";

    private readonly MonitorMode _mode;
    private readonly string _watcher;
    private bool? _isRising;
    private bool _wasLogged;

    /// <summary>Watches a number for a callback, which messages name.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the mode is none.</exception>
    public Monitor(string name, MonitorMode mode, string watcher)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, "monitor");
        (Name, _watcher) = (name, watcher);
        _mode = Enum.IsDefined(mode)
            ? mode
            : throw new ArgumentOutOfRangeException(
                nameof(mode), $"{watcher} has no mode '{mode}'; there are: {string.Join(", ", Enum.GetNames<MonitorMode>())}.");
    }

    public string Name { get; }

    /// <summary>Finds out which way the number gets better.</summary>
    /// <exception cref="ArgumentException">The mode is automatic, and the model has no metric of that name whose direction
    /// is known.</exception>
    public void Attach(Model model) => _isRising = _mode == MonitorMode.Auto ? Find(model) : _mode == MonitorMode.Max;

    /// <summary>The value that every other is better than.</summary>
    public double Worst => IsRising ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>The value of the monitored name; null in an epoch that did not log it, as one without validation.</summary>
    /// <exception cref="ArgumentException">The name was never logged, and is not going to be; the message lists those there
    /// are.</exception>
    public double? Read(Logs logs, FitParameters parameters)
    {
        if (logs.TryGetValue(Name, out var value))
        {
            _wasLogged = true;
            return value;
        }

        var isOfValidation = Name.StartsWith(OfValidation, StringComparison.Ordinal);
        var mayCome = isOfValidation && parameters.HasValidation
            && !logs.Keys.Any(key => key.StartsWith(OfValidation, StringComparison.Ordinal));
        return _wasLogged || mayCome || logs.Count == 0
            ? null
            : throw new ArgumentException(
                $"{_watcher} monitors '{Name}', which is not logged; there are: {string.Join(", ", logs.Keys)}."
                + (isOfValidation && !parameters.HasValidation ? "\n  hint: give Fit a validationSplit or validationData." : ""));
    }

    /// <summary>Whether a value is better than another by more than <paramref name="minDelta"/>.</summary>
    public bool IsBetter(double value, double than, double minDelta = 0) =>
        IsRising ? value - minDelta > than : value + minDelta < than;

    private bool IsRising => _isRising
        ?? throw new InvalidOperationException($"{_watcher} has not been told yet that training begins: OnTrainBegin comes first.");

    private bool Find(Model model)
    {
        var name = Name.StartsWith(OfValidation, StringComparison.Ordinal) ? Name[OfValidation.Length..] : Name;
        var known = Known(model).ToList();

        // A metric of several numbers logs each under its place: precision[0].
        var place = name.EndsWith(']') ? name.LastIndexOf('[') : -1;
        var direction = known.FirstOrDefault(pair => pair.Name == (place < 0 ? name : name[..place])).Direction;
        return direction != MetricDirection.Unknown
            ? direction == MetricDirection.Higher
            : throw new ArgumentException(
                $"{_watcher} cannot tell which way '{Name}' gets better: the model has no metric of that name whose direction is known."
                + $"\n  known: {string.Join(", ", known.Select(pair => pair.Name))}"
                + "\n  hint: say it with mode: MonitorMode.Min or MonitorMode.Max.");
    }

    // One output has no prefix; of several, each has.
    private static IEnumerable<(string Name, MetricDirection Direction)> Known(Model model)
    {
        IReadOnlyList<OutputSettings> outputs = model.Trainer?.Outputs ?? [];
        var losses = outputs.Where(output => outputs.Count > 1 && output.Loss is not null).Select(output => $"{output.Name}_{Loss}");
        var metrics =
            from output in outputs
            let prefix = outputs.Count > 1 ? output.Name + "_" : ""
            from metric in output.Metrics.Select(metric => (Name: prefix + metric.Name, metric.Direction))
                .Concat(output.WeightedMetrics.SelectMany(metric => new[]
                {
                    (prefix + metric.Name, metric.Direction), ($"{prefix}weighted_{metric.Name}", metric.Direction),
                }))
            where metric.Direction != MetricDirection.Unknown
            select metric;
        return losses.Prepend(Loss).Select(loss => (loss, MetricDirection.Lower)).Concat(metrics).Distinct();
    }
}
