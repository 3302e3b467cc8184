using Lamina.Execution;

namespace Lamina.NN;

/// <summary>The training step in use: looked up anew only when the batch has another size or other types.</summary>
internal struct CurrentStep(Trainer trainer)
{
    private GraphRun? _step;
    private BatchData? _data;
    private int _size;

    /// <summary>The loss of the last step.</summary>
    public readonly double LastLoss => _step?.FirstOf(0) ?? double.NaN;

    /// <summary>Trains on the present batch; false if the loss is not finite, and nothing was changed.</summary>
    public bool Run(BatchSource source)
    {
        var rows = source.Rows;
        if (_step is null || !ReferenceEquals(_data, source.Data) || _size != rows.Length)
        {
            (_data, _size) = (source.Data, rows.Length);
            _step = trainer.StepFor(_data, _size, training: true);
        }

        _data.Feed(_step, rows);
        return _step.Execute();
    }
}
