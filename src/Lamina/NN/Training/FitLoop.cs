namespace Lamina.NN;

/// <summary>The loop of epochs and batches.</summary>
internal sealed class FitLoop
{
    private readonly Model _model;
    private readonly Trainer _trainer;
    private readonly BatchSource _data;
    private readonly BatchSource? _validation;
    private readonly FitOptions _options;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly FitParameters _parameters;
    private readonly History _history = new();

    public FitLoop(Model model, Trainer trainer, BatchSource data, BatchSource? validation, FitOptions options)
    {
        (_model, _trainer, _data, _validation, _options) = (model, trainer, data, validation, options);
        _callbacks = Callback.InOrder([.. options.Callbacks, .. ProgressBar.For(options.Verbose)]);
        var isInMemory = data.Samples is not null;
        _parameters = new FitParameters(
            options.Epochs, options.StepsPerEpoch ?? data.BatchCount, data.Samples, isInMemory ? options.BatchSize : null,
            options.Verbose, validation is not null, () => trainer.Results())
        {
            Callbacks = _callbacks,
        };
        foreach (var callback in _callbacks)
        {
            (callback.Model, callback.Parameters) = (model, _parameters);
        }
    }

    public History Run(CancellationToken cancellation)
    {
        _parameters.Position = new FitPosition(_options.InitialEpoch, 0, Seed.Next());
        foreach (var callback in _callbacks)
        {
            callback.OnTrainBegin();
        }

        var begin = _parameters.Position;
        var epochs = new EpochIterator(_data, _options.StepsPerEpoch, begin.Seed, firstPass: _options.InitialEpoch);
        var logs = new Logs();
        try
        {
            // A training that begins later begins with the data all the same, as in Keras; one that goes on, where it stood.
            epochs.Skip(begin.Epoch - _options.InitialEpoch, 0);
            for (var epoch = begin.Epoch; epoch < _options.Epochs && _parameters.StopReason is null; epoch++)
            {
                foreach (var callback in _callbacks)
                {
                    callback.OnEpochBegin(epoch);
                }

                if (!RunEpoch(epoch, epoch == begin.Epoch ? begin.Batch : 0, epochs, cancellation))
                {
                    break;
                }

                logs = EndEpoch(epoch);
            }
        }
        finally
        {
            epochs.End();
            _validation?.End();
        }

        // As in Keras, averages first: a callback may then put other weights into the model.
        if (_trainer.HasState && _trainer.State.Iterations.Ints[0] > 0 && !SwapEMAWeights.HasSwapped(_callbacks))
        {
            _trainer.State.OverwriteWithAverages();
        }

        foreach (var callback in _callbacks)
        {
            callback.OnTrainEnd(logs);
        }

        _history.StopReason = _parameters.StopReason ?? "epochs completed";
        return _history;
    }

    /// <summary>The running means over all batches of some data, without training.</summary>
    public static Logs Evaluate(Trainer trainer, BatchSource data, int? steps, IReadOnlyList<Callback> callbacks, string prefix = "")
    {
        foreach (var callback in callbacks)
        {
            callback.OnTestBegin();
        }

        trainer.ResetMetrics();
        try
        {
            if (Measure(trainer, data, steps, callbacks) == 0)
            {
                throw new ArgumentException($"The {(prefix.Length == 0 ? "" : "validation ")}data gave no batch to evaluate.");
            }
        }
        finally
        {
            data.End();
        }

        var logs = trainer.Results(prefix);
        foreach (var callback in callbacks)
        {
            callback.OnTestEnd(logs);
        }

        return logs;
    }

    // Gives the number of batches.
    private static int Measure(Trainer trainer, BatchSource data, int? steps, IReadOnlyList<Callback> callbacks)
    {
        data.Begin(0, 0);
        var batch = 0;
        for (; batch != steps && data.Next(); batch++)
        {
            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnTestBatchBegin(batch);
            }

            var step = trainer.StepFor(data.Data, data.Rows.Length, training: false);
            data.Data.Feed(step, data.Rows);
            step.Execute();
            for (var i = 0; i < callbacks.Count; i++)
            {
                callbacks[i].OnTestBatchEnd(batch);
            }
        }

        return batch;
    }

    // Nothing here allocates once the steps are compiled.
    private bool RunEpoch(int epoch, int firstBatch, EpochIterator batches, CancellationToken cancellation)
    {
        if (firstBatch == 0)
        {
            _trainer.ResetMetrics();
            batches.BeginEpoch();
        }
        else
        {
            batches.Skip(0, firstBatch);

            // Traced at once: an epoch of which no batch is left must have its loss and metrics all the same.
            _trainer.StepFor(_data.Data, _data.Rows.Length, training: true);
        }

        var step = new CurrentStep(_trainer);
        var batch = firstBatch;
        for (; _parameters.StopReason is null && batches.Next(); batch++)
        {
            if (cancellation.IsCancellationRequested)
            {
                _parameters.StopReason = FitParameters.Cancelled;
                return false;
            }

            for (var i = 0; i < _callbacks.Count; i++)
            {
                _callbacks[i].OnTrainBatchBegin(batch);
            }

            if (!step.Run(_data))
            {
                LossIsNotFinite(step.LastLoss, epoch, batch);
                return false;
            }

            _parameters.Position = _parameters.Position with { Epoch = epoch, Batch = batch + 1 };
            _parameters.LastGradients ??= () => _trainer.Gradients(_data.Data, _data.Rows);
            for (var i = 0; i < _callbacks.Count; i++)
            {
                _callbacks[i].OnTrainBatchEnd(batch);
            }
        }

        EndPass(batches, epoch, batch);
        return true;
    }

    private void EndPass(EpochIterator batches, int epoch, int steps)
    {
        if (steps == 0)
        {
            throw new ArgumentException($"The data gave no batch in epoch {epoch + 1}.");
        }

        if (_options.StepsPerEpoch is null && _data.BatchCount is null && _parameters.StopReason is null)
        {
            _parameters.Steps = steps;
        }

        if (batches.WasCutShort && _data.BatchCount is null)
        {
            _parameters.StopReason ??= string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the data ran out at epoch {epoch + 1}, step {steps} of {_options.StepsPerEpoch}");
        }
    }

    private Logs EndEpoch(int epoch)
    {
        var logs = _trainer.Results();
        if (_validation is not null && _options.ValidatesAfter(epoch))
        {
            foreach (var (name, value) in Evaluate(_trainer, _validation, _options.ValidationSteps, _callbacks, "val_"))
            {
                logs[name] = value;
            }

            logs = logs.Sorted();
        }

        _parameters.Position = _parameters.Position with { Epoch = epoch + 1, Batch = 0 };
        foreach (var callback in _callbacks)
        {
            callback.OnEpochEnd(epoch, logs);
        }

        _history.Add(epoch, logs);
        return logs;
    }

    private void LossIsNotFinite(double loss, int epoch, int batch)
    {
        _parameters.StopReason = $"the loss became {loss} at epoch {epoch + 1}, batch {batch + 1}";
        if (!TerminateOnNaN.IsQuiet(_callbacks))
        {
            throw new NotFiniteException(NonFiniteReport.Explain(_model, _trainer, _data, loss, epoch, batch));
        }
    }
}
