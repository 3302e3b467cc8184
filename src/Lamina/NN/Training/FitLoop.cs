using Lamina.Execution;

namespace Lamina.NN;

/// <summary>The loop of epochs and batches.</summary>
internal sealed class FitLoop(Model model, Trainer trainer, BatchFeed feed, BatchFeed? validation, FitOptions options)
{
    private readonly History _history = new();
    private readonly MetricGroup _metrics = trainer.MetricsFor(feed.TargetShapes);

    public History Run(IReadOnlyList<Callback> callbacks, CancellationToken cancellation)
    {
        var steps = (feed.Count + options.BatchSize - 1) / options.BatchSize;
        var parameters = new FitParameters(
            options.Epochs, steps, feed.Count, options.BatchSize, options.Verbose, validation is not null, () => _metrics.Results());
        callbacks = Callback.InOrder(callbacks);
        parameters.Callbacks = callbacks;
        foreach (var callback in callbacks)
        {
            (callback.Model, callback.Parameters) = (model, parameters);
        }

        var order = Enumerable.Range(0, feed.Count).ToArray();
        var random = new RandomStream(Seed.Next());
        var logs = new Logs();
        foreach (var callback in callbacks)
        {
            callback.OnTrainBegin();
        }

        for (var epoch = options.InitialEpoch; epoch < options.Epochs && parameters.StopReason is null; epoch++)
        {
            if (options.Shuffle)
            {
                random.Shuffle<int>(order);
            }

            foreach (var callback in callbacks)
            {
                callback.OnEpochBegin(epoch);
            }

            if (!RunEpoch(epoch, order, callbacks, parameters, cancellation))
            {
                break;
            }

            logs = _metrics.Results();
            Validate(logs);
            foreach (var callback in callbacks)
            {
                callback.OnEpochEnd(epoch, logs);
            }

            _history.Add(epoch, logs);
        }

        foreach (var callback in callbacks)
        {
            callback.OnTrainEnd(logs);
        }

        _history.StopReason = parameters.StopReason ?? "epochs completed";
        return _history;
    }

    /// <summary>The running means over all batches of a feed, without training.</summary>
    public static Logs Evaluate(Trainer trainer, BatchFeed feed, int batchSize, string prefix = "")
    {
        var metrics = trainer.MetricsFor(feed.TargetShapes);
        metrics.Reset();
        var order = Enumerable.Range(0, feed.Count).ToArray();
        for (var start = 0; start < feed.Count; start += batchSize)
        {
            var rows = order.AsSpan(start, Math.Min(batchSize, feed.Count - start));
            var step = trainer.StepFor(feed, rows.Length, training: false);
            feed.Feed(step, rows);
            step.Execute();
        }

        return metrics.Results(prefix);
    }

    // Nothing here allocates once the steps are compiled.
    private bool RunEpoch(int epoch, int[] order, IReadOnlyList<Callback> callbacks, FitParameters parameters, CancellationToken cancellation)
    {
        _metrics.Reset();
        PlanRun? step = null;
        var size = 0;
        for (int start = 0, batch = 0; start < feed.Count; start += options.BatchSize, batch++)
        {
            if (cancellation.IsCancellationRequested)
            {
                parameters.StopReason = FitParameters.Cancelled;
                return false;
            }

            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnTrainBatchBegin(batch);
            }

            var rows = order.AsSpan(start, Math.Min(options.BatchSize, feed.Count - start));
            step = step is not null && rows.Length == size ? step : trainer.StepFor(feed, rows.Length, training: true);
            size = rows.Length;
            feed.Feed(step, rows);
            if (!step.Execute())
            {
                LossIsNotFinite(step, epoch, batch, rows, callbacks, parameters);
                return false;
            }

            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnTrainBatchEnd(batch);
            }

            if (parameters.StopReason is not null)
            {
                return true;
            }
        }

        return true;
    }

    private void LossIsNotFinite(PlanRun step, int epoch, int batch, ReadOnlySpan<int> rows, IReadOnlyList<Callback> callbacks, FitParameters parameters)
    {
        var loss = step.Output(0)[0];
        parameters.StopReason = $"the loss became {loss} at epoch {epoch + 1}, batch {batch + 1}";
        if (!TerminateOnNaN.IsQuiet(callbacks))
        {
            throw new NotFiniteException(NonFiniteReport.Explain(model, trainer, feed, rows, loss, epoch, batch));
        }
    }

    private void Validate(Logs logs)
    {
        if (validation is not null)
        {
            foreach (var (name, value) in Evaluate(trainer, validation, options.ValidationBatchSize, "val_"))
            {
                logs[name] = value;
            }
        }
    }
}

/// <summary>How a training runs.</summary>
internal readonly record struct FitOptions(int BatchSize, int Epochs, int InitialEpoch, bool Shuffle, int ValidationBatchSize, int Verbose);
