using System.Text;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>All that a training needs to go on alike, as named arrays, and back.</summary>
internal sealed class TrainingBackup(Model model, FitParameters parameters)
{
    private const string Position = WeightPaths.Own + "position";
    private const string Stop = WeightPaths.Own + "stop_reason";
    private const string OptimizerName = WeightPaths.Own + "optimizer_name";
    private const string Metrics = WeightPaths.Own + "metrics/";
    private const string Optimizers = WeightPaths.Own + "optimizers/";
    private const string Callbacks = WeightPaths.Own + "callbacks/";
    private const string Recurrences = WeightPaths.Own + "recurrent_states/";

    private readonly Trainer _trainer = model.Trainer!;
    private Dictionary<string, Tensor> _metrics = [];

    /// <summary>The state now.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Arrays()
    {
        var next = parameters.Position;
        long[] position = [next.Epoch, next.Batch, unchecked((long)next.Seed), parameters.Steps ?? -1];
        var metrics = _trainer.MetricVariables
            .Where(_ => next.Batch > 0)
            .Select(variable => KeyValuePair.Create(Metrics + variable.Path, variable.Read()));
        var states =
            from callback in States()
            from pair in callback.State
            select KeyValuePair.Create($"{Callbacks}{callback.Name}/{pair.Key}", pair.Value);
        return
        [
            .. WeightSet.Of(model),
            new(Position, Tensor.From<long>(position, [position.Length])),
            new(OptimizerName, Text(_trainer.Optimizer.Name)),
            .. _trainer.OtherVariables.Select(pair => KeyValuePair.Create(Optimizers + pair.Name, pair.Variable.Read())),
            .. metrics,
            .. states,
            .. RecurrentStates(),
            .. parameters.StopReason is { } reason ? [new(Stop, Text(reason))] : Array.Empty<KeyValuePair<string, Tensor>>(),
        ];
    }

    /// <summary>Sets everything, or nothing.</summary>
    /// <exception cref="LaminaFormatException">The arrays are not those of this training.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        var position = PositionOf(arrays, name);
        _metrics = Under(Metrics);
        var states = StatesOf(arrays, name);
        CheckOptimizer(arrays, name);
        WeightSet.Restore(model, arrays, name);
        _trainer.RestoreMetrics(_metrics);
        _trainer.RestoreOthers(Under(Optimizers));
        RestoreRecurrentStates(Under(Recurrences));
        foreach (var (callback, state) in states)
        {
            callback.SetState(state);
        }

        parameters.Position = position;
        parameters.StopReason = arrays.TryGetValue(Stop, out var reason) ? Text(reason) : null;

        Dictionary<string, Tensor> Under(string prefix) => arrays
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.Evaluate());
    }

    /// <summary>Checks, behind the first step, that the metrics were those that the backup holds.</summary>
    /// <exception cref="LaminaFormatException">They are not.</exception>
    public void CheckMetrics(string name)
    {
        string[] own = [.. _trainer.MetricVariables.Select(variable => $"{variable.Path}{variable.Shape}").Order()];
        string[] saved = [.. _metrics.Select(pair => $"{pair.Key}{pair.Value.Shape}").Order()];
        if (saved.Length > 0 && !saved.SequenceEqual(own))
        {
            throw new LaminaFormatException(
                $"{name}: the metrics are not those of this training."
                + $"\n  backup: {string.Join(", ", saved)}\n  here: {string.Join(", ", own)}\n  {Remedy}");
        }
    }

    /// <summary>What recurrent layers carry from batch to batch, by the number of the layer and that of the
    /// state.</summary>
    private IEnumerable<KeyValuePair<string, Tensor>> RecurrentStates() =>
        from layer in Carrying().Index()
        from state in layer.Item.States.Index()
        select KeyValuePair.Create($"{Recurrences}{layer.Index}/{state.Index}", state.Item.Read());

    private void RestoreRecurrentStates(Dictionary<string, Tensor> states)
    {
        foreach (var (i, layer) in Carrying().Index())
        {
            Tensor[] own = [.. Enumerable.Range(0, states.Count)
                .Select(j => states.GetValueOrDefault($"{i}/{j}")).OfType<Tensor>()];
            if (own.Length > 0)
            {
                layer.RestoreStates(own);
            }
        }
    }

    private IEnumerable<Recurrent> Carrying() =>
        WeightPaths.AllLayers(model).OfType<Recurrent>().Where(layer => layer.IsStateful);

    private FitPosition PositionOf(IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        if (!arrays.TryGetValue(Position, out var array) || array.DType != DType.Int64 || array.Shape != [4])
        {
            throw new LaminaFormatException(
                $"{name}: this is no backup of a training: it does not say where to go on.\n  {Remedy}");
        }

        var values = array.ToArray<long>();
        var (epoch, batch, steps) = (values[0], values[1], values[3]);
        if (epoch is < 0 or > int.MaxValue || batch is < 0 or > int.MaxValue)
        {
            throw new LaminaFormatException($"{name}: the backup is damaged: it goes on at epoch {epoch}, batch {batch}.");
        }

        // Only within an epoch does it matter what a batch is; a stream may not know yet how many there are.
        return batch == 0 || steps < 0 || steps == (parameters.Steps ?? steps)
            ? new FitPosition((int)epoch, (int)batch, unchecked((ulong)values[2]))
            : throw new LaminaFormatException(
                $"{name}: the backup stands at batch {batch} of an epoch of {steps}; this training has {parameters.Steps} an epoch."
                + $"\n  {Remedy}");
    }

    private List<(Callback Callback, Dictionary<string, Tensor> State)> StatesOf(
        IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        var saved = arrays.Where(pair => pair.Key.StartsWith(Callbacks, StringComparison.Ordinal))
            .Select(pair => (Parts: pair.Key[Callbacks.Length..].Split('/', 3), pair.Value))
            .Where(pair => pair.Parts.Length == 3)
            .GroupBy(pair => $"{pair.Parts[0]}/{pair.Parts[1]}")
            .ToDictionary(group => group.Key, group => group.ToDictionary(pair => pair.Parts[2], pair => pair.Value));
        var own = States().ToDictionary(callback => callback.Name, callback => callback.Callback);
        return saved.Keys.ToHashSet().SetEquals(own.Keys)
            ? [.. own.Select(pair => (pair.Value, saved[pair.Key]))]
            : throw new LaminaFormatException(
                $"{name}: the callbacks are not those of this training."
                + $"\n  backup: {Listed(saved.Keys)}\n  here: {Listed(own.Keys)}\n  {Remedy}");

        static string Listed(IEnumerable<string> names) =>
            string.Join(", ", names.Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)]).DefaultIfEmpty("none").Order());
    }

    // Two optimizers may have variables of the same shapes, or none, that mean something else.
    private void CheckOptimizer(IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        var saved = arrays.TryGetValue(OptimizerName, out var text) && text.DType == DType.UInt8 ? Text(text) : "?";
        var count = arrays.Keys.Count(key => key.StartsWith(WeightPaths.Optimizer, StringComparison.Ordinal));
        if (saved != _trainer.Optimizer.Name || count != _trainer.State.Variables.Count)
        {
            throw new LaminaFormatException(
                $"{name}: the optimizer is not that of this training: the backup has {count} variables of '{saved}';"
                + $" '{_trainer.Optimizer.Name}' has {_trainer.State.Variables.Count} here.\n  {Remedy}");
        }
    }

    /// <summary>The callbacks that keep something, by type and by number among those of the type.</summary>
    private IEnumerable<(string Name, Callback Callback, IReadOnlyDictionary<string, Tensor> State)> States()
    {
        var seen = new Dictionary<string, int>();
        foreach (var callback in parameters.Callbacks)
        {
            var type = callback.GetType().Name;
            if (callback.GetState() is { Count: > 0 } state)
            {
                var number = seen[type] = seen.GetValueOrDefault(type, -1) + 1;
                yield return ($"{type}/{number}", callback, state);
            }
        }
    }

    private static string Remedy =>
        "hint: make the model, compile and fit it with the same arguments and callbacks, or remove the backup to begin anew.";

    private static Tensor Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Tensor.From<byte>(bytes, [bytes.Length]);
    }

    private static string Text(Tensor bytes) => Encoding.UTF8.GetString(bytes.ToArray<byte>());
}
