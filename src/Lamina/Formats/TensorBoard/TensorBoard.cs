using Lamina.Formats.TensorBoard;

namespace Lamina.NN;

/// <summary>Writes how a training goes for TensorBoard to show: <c>tensorboard --logdir logs</c>.</summary>
/// <remarks>
/// <para>The folders <c>train</c> and <c>validation</c> hold event files as TensorFlow 2 writes them, with Keras's tags:
/// <c>epoch_loss</c>, <c>epoch_accuracy</c>, <c>epoch_learning_rate</c>; <c>batch_loss</c> (the epoch's mean so far) by
/// number of the batch; <c>evaluation_loss_vs_iterations</c>; <c>dense/kernel/histogram</c>; and the layers as
/// <c>keras</c>.</para>
/// <para>Files are written behind each epoch and each evaluation.</para>
/// </remarks>
public sealed class TensorBoard : Callback
{
    private const string OfValidation = "val_";

    private readonly EventFolder _train;
    private readonly EventFolder _validation;
    private int _batches;
    private long _batchBegin;
    private long _epochBegin;
    private int _epochBeginIterations;

    /// <summary>Writes to a folder.</summary>
    /// <param name="logDirectory">The folder; of several, TensorBoard shows the trainings side by side.</param>
    /// <param name="histogramFrequency">Epochs from one histogram of each weight to the next; 0: none.</param>
    /// <param name="writeGraph">Whether to write the layers.</param>
    /// <param name="writeStepsPerSecond">Whether to write how many steps a second there were, by batch and by epoch.</param>
    /// <param name="updateFrequency">Batches from one writing of the loss and the metrics to the next; null: they are
    /// written behind each epoch only.</param>
    public TensorBoard(
        string logDirectory = "logs",
        int histogramFrequency = 0,
        bool writeGraph = true,
        bool writeStepsPerSecond = false,
        int? updateFrequency = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(logDirectory);
        ArgumentOutOfRangeException.ThrowIfNegative(histogramFrequency);
        if (updateFrequency is { } batches)
        {
            Guard.Positive(batches, nameof(updateFrequency));
        }

        (LogDirectory, HistogramFrequency, WriteGraph) = (logDirectory, histogramFrequency, writeGraph);
        (WriteStepsPerSecond, UpdateFrequency) = (writeStepsPerSecond, updateFrequency);
        _train = new EventFolder(Path.Combine(logDirectory, "train"));
        _validation = new EventFolder(Path.Combine(logDirectory, "validation"));
    }

    /// <summary>The folder.</summary>
    public string LogDirectory { get; }

    /// <summary>Epochs from one histogram of each weight to the next; 0: none.</summary>
    public int HistogramFrequency { get; }

    /// <summary>Whether the layers are written.</summary>
    public bool WriteGraph { get; }

    /// <summary>Whether steps a second are written.</summary>
    public bool WriteStepsPerSecond { get; }

    /// <summary>Batches from one writing of the loss and the metrics to the next; null: only behind each epoch.</summary>
    public int? UpdateFrequency { get; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where a model that has no JSON is told.</summary>
    internal TextWriter Errors { get; init; } = Console.Error;

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public override void OnTrainBegin()
    {
        _train.Begin(Time);
        _validation.Begin(Time);
        _batches = 0;
        if (WriteGraph)
        {
            AddModel();
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _epochBegin = Time.GetTimestamp();
        _epochBeginIterations = Iterations;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch)
    {
        _batches++;
        _batchBegin = Time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch)
    {
        if (WriteStepsPerSecond)
        {
            _train.Add(_batches, Summary.Scalar("batch_steps_per_second", 1 / Time.GetElapsedTime(_batchBegin).TotalSeconds));
        }

        if (UpdateFrequency is { } frequency && _batches % frequency == 0)
        {
            foreach (var (name, value) in Parameters.CurrentLogs())
            {
                _train.Add(_batches, Summary.Scalar("batch_" + name, value));
            }
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        foreach (var (name, value) in logs.Where(pair => pair.Key != LearningRateScheduler.LogName))
        {
            if (name.StartsWith(OfValidation, StringComparison.Ordinal))
            {
                _validation.Add(epoch, Summary.Scalar("epoch_" + name[OfValidation.Length..], value));
            }
            else
            {
                _train.Add(epoch, Summary.Scalar("epoch_" + name, value));
            }
        }

        _train.Add(epoch, Summary.Scalar("epoch_" + LearningRateScheduler.LogName, Model.LearningRate));
        if (WriteStepsPerSecond)
        {
            var seconds = Time.GetElapsedTime(_epochBegin).TotalSeconds;
            _train.Add(epoch, Summary.Scalar("epoch_steps_per_second", (Iterations - _epochBeginIterations) / seconds));
        }

        if (HistogramFrequency > 0 && epoch % HistogramFrequency == 0)
        {
            AddWeights(epoch);
        }

        Flush();
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        foreach (var (name, value) in logs)
        {
            var plain = name.StartsWith(OfValidation, StringComparison.Ordinal) ? name[OfValidation.Length..] : name;
            _validation.Add(Iterations, Summary.Scalar($"evaluation_{plain}_vs_iterations", value));
        }

        Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Flush();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState() =>
        new Dictionary<string, Tensor> { ["batches"] = CallbackState.Of(_batches) };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state) => _batches = state.Whole("batches");

    private int Iterations => Model.Trainer!.State.Iterations.Ints[0];

    private void AddModel()
    {
        try
        {
            _train.Add(0, Summary.Model("keras", Model.ToJson()));
        }
        catch (NotSupportedException e)
        {
            // A model that Keras has no words for can be trained and watched all the same.
            Errors.WriteLine($"TensorBoard: the layers are not written: {e.Message}");
        }
    }

    private void AddWeights(int epoch)
    {
        foreach (var (path, weight) in Model.Layers.SelectMany(layer => WeightsOf(layer, layer.Name)))
        {
            _train.Add(epoch, Summary.Histogram($"{path}/{weight.Name}/histogram", HistogramBucket.Of(weight.ToArray())));
        }
    }

    private static IEnumerable<(string Path, Variable Weight)> WeightsOf(Layer layer, string path)
    {
        var within = layer.SubLayers.SelectMany(inner => WeightsOf(inner, $"{path}/{inner.Name}")).ToList();
        return [.. layer.Weights.Except(within.Select(pair => pair.Weight)).Select(weight => (path, weight)), .. within];
    }

    private void Flush()
    {
        _train.Flush();
        _validation.Flush();
    }
}
