namespace Lamina.NN;

public partial class Model
{
    /// <summary>Trains the model on samples in memory.</summary>
    /// <param name="x">The inputs, [samples, ..]: a tensor or array; of several inputs <c>[a, b]</c> or a dictionary by the
    /// names of the inputs.</param>
    /// <param name="y">The targets, in the same forms.</param>
    /// <param name="batchSize">Samples a step; the last step of an epoch may have fewer.</param>
    /// <param name="epochs">The number behind the last epoch.</param>
    /// <param name="verbose">0: silent; 1: a progress bar, or a line an epoch where output is redirected; 2: a line an epoch.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new order.</param>
    /// <param name="validationSplit">The share of samples, taken from the end before shuffling, to validate with.</param>
    /// <param name="validationData">Other samples to validate with: <c>(x, y)</c> or <c>(x, y, sampleWeight)</c>.</param>
    /// <param name="sampleWeight">How much each sample counts: [samples], for all outputs or one for each.</param>
    /// <param name="classWeight">How much the samples of a class count; 1 for classes not named.</param>
    /// <param name="callbacks">Code to call at the training's turns.</param>
    /// <param name="initialEpoch">The first epoch, to go on with a training.</param>
    /// <param name="validationBatchSize">Samples a validation step; as in training by default.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch; one pass over the samples by default.</param>
    /// <param name="validationSteps">Steps of a validation; all of its samples by default.</param>
    /// <param name="validationFrequency">Epochs from one validation to the next.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs.</param>
    /// <returns>The logs of each epoch, and why training ended.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">The data does not fit the model; the message says where.</exception>
    /// <exception cref="NotFiniteException">The loss became NaN or infinite; no weight was changed by it.</exception>
    public History Fit(
        TensorSet x,
        TensorSet y,
        int batchSize = 32,
        int epochs = 1,
        int verbose = 1,
        bool shuffle = true,
        double validationSplit = 0,
        Batch? validationData = null,
        TensorSet? sampleWeight = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        int initialEpoch = 0,
        int? validationBatchSize = null,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int validationFrequency = 1,
        CancellationToken cancellationToken = default) => Fit(
            x,
            y,
            new FitOptions
            {
                BatchSize = batchSize,
                Epochs = epochs,
                Verbose = verbose,
                Shuffle = shuffle,
                ValidationSplit = validationSplit,
                ValidationData = validationData,
                SampleWeight = sampleWeight,
                ClassWeight = classWeight,
                Callbacks = callbacks ?? [],
                InitialEpoch = initialEpoch,
                ValidationBatchSize = validationBatchSize,
                StepsPerEpoch = stepsPerEpoch,
                ValidationSteps = validationSteps,
                ValidationFrequency = validationFrequency,
            },
            cancellationToken);

    /// <summary>Trains the model on samples in memory.</summary>
    /// <inheritdoc cref="Fit(TensorSet, TensorSet, int, int, int, bool, double, Batch?, TensorSet?, IReadOnlyDictionary{int, double}?, IReadOnlyList{Callback}?, int, int?, int?, int?, int, CancellationToken)"/>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="options">How the training runs.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs.</param>
    public History Fit(TensorSet x, TensorSet y, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(options);
        var trainer = Compiled(nameof(Fit));
        var (inputs, targets) = Ordered(x, y);
        Tensor[] weights = options.SampleWeight?.InOrder(OutputNames, "sampleWeight", "output") ?? [];
        var validation = ValidationOf(trainer, options);
        if (validation is null && options.ValidationSplit != 0)
        {
            DataChecks.Lengths(this, inputs, targets, weights, "");
            var split = ValidationSplit.At(inputs[0].Shape[0], options.ValidationSplit);
            validation = Validation(
                trainer, ValidationSplit.Behind(inputs, split), ValidationSplit.Behind(targets, split), ValidationSplit.Behind(weights, split), options);
            (inputs, targets, weights) =
                (ValidationSplit.Before(inputs, split), ValidationSplit.Before(targets, split), ValidationSplit.Before(weights, split));
        }

        var data = new ArrayBatches(
            BatchData.Check(this, trainer.Outputs, inputs, targets, weights, "", options.ClassWeight), options.BatchSize, options.Shuffle);
        return new FitLoop(this, trainer, data, validation, options).Run(cancellationToken);
    }

    /// <summary>Trains the model on data that comes in batches, which need not fit into memory.</summary>
    /// <param name="data">The data; its order and batches are its own.</param>
    /// <param name="epochs">The number behind the last epoch.</param>
    /// <param name="verbose">0: silent; 1: a progress bar, or a line an epoch where output is redirected; 2: a line an epoch.</param>
    /// <param name="validation">Other data to validate with.</param>
    /// <param name="classWeight">How much the samples of a class count; 1 for classes not named.</param>
    /// <param name="callbacks">Code to call at the training's turns.</param>
    /// <param name="initialEpoch">The first epoch, to go on with a training.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch; one pass over the data by default.</param>
    /// <param name="validationSteps">Steps of a validation; all of its data by default.</param>
    /// <param name="validationFrequency">Epochs from one validation to the next.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs.</param>
    /// <returns>The logs of each epoch, and why training ended.</returns>
    public History Fit(
        IDataset data,
        int epochs = 1,
        int verbose = 1,
        IDataset? validation = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int validationFrequency = 1,
        CancellationToken cancellationToken = default) => Fit(
            data,
            new FitOptions
            {
                Epochs = epochs,
                Verbose = verbose,
                ValidationSet = validation,
                ClassWeight = classWeight,
                Callbacks = callbacks ?? [],
                InitialEpoch = initialEpoch,
                StepsPerEpoch = stepsPerEpoch,
                ValidationSteps = validationSteps,
                ValidationFrequency = validationFrequency,
            },
            cancellationToken);

    /// <summary>Trains the model on data that comes in batches.</summary>
    /// <param name="data">The data; its order and batches are its own.</param>
    /// <param name="options">How the training runs; the batch size, the split and sample weights are the data's affair.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs.</param>
    public History Fit(IDataset data, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var trainer = Compiled(nameof(Fit));
        if (options.ValidationSplit != 0 || options.SampleWeight is not null)
        {
            throw new ArgumentException(
                "A dataset cannot be split, and brings its own sample weights: give ValidationSet, and weights in the batches.", nameof(options));
        }

        BuildFor(data);
        var batches = new StreamBatches(data, this, trainer.Outputs, options.ClassWeight, "");
        return new FitLoop(this, trainer, batches, ValidationOf(trainer, options), options).Run(cancellationToken);
    }

    /// <summary>Trains on another thread; the model must not be used until the task ends, except for predictions.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="options">How the training runs.</param>
    /// <param name="progress">Told how far the training is, some times a second.</param>
    /// <param name="cancellationToken">Ends the training behind the step that runs; the task then ends with a history that says so.</param>
    public Task<History> FitAsync(
        TensorSet x, TensorSet y, FitOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Fit(x, y, Reporting(options, progress), cancellationToken), CancellationToken.None);

    /// <inheritdoc cref="FitAsync(TensorSet, TensorSet, FitOptions, IProgress{FitProgress}?, CancellationToken)"/>
    public Task<History> FitAsync(
        IDataset data, FitOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Fit(data, Reporting(options, progress), cancellationToken), CancellationToken.None);

    /// <summary>Makes one step on one batch.</summary>
    /// <param name="x">The inputs of the batch.</param>
    /// <param name="y">Its targets.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <param name="classWeight">How much the samples of a class count; 1 for classes not named.</param>
    /// <returns>Loss and metrics of all batches since <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="NotFiniteException">The loss became NaN or infinite; no weight was changed by it.</exception>
    public Logs TrainOnBatch(
        TensorSet x, TensorSet y, TensorSet? sampleWeight = null, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        var trainer = Compiled(nameof(TrainOnBatch));
        var batch = OneBatch(trainer, x, y, sampleWeight, classWeight);
        var step = new CurrentStep(trainer);
        return step.Run(batch)
            ? trainer.Results()
            : throw new NotFiniteException(NonFiniteReport.Explain(this, trainer, batch, step.LastLoss, 0, 0));
    }

    /// <summary>Measures loss and metrics of one batch.</summary>
    /// <inheritdoc cref="TrainOnBatch"/>
    public Logs TestOnBatch(TensorSet x, TensorSet y, TensorSet? sampleWeight = null)
    {
        var trainer = Compiled(nameof(TestOnBatch));
        var batch = OneBatch(trainer, x, y, sampleWeight, null);
        var step = trainer.StepFor(batch.Data, batch.Rows.Length, training: false);
        batch.Data.Feed(step, batch.Rows);
        step.Execute();
        return trainer.Results();
    }

    /// <summary>Begins the loss and metrics of <see cref="TrainOnBatch"/> and <see cref="TestOnBatch"/> anew.</summary>
    public void ResetMetrics() => Compiled(nameof(ResetMetrics)).ResetMetrics();

    private static FitOptions Reporting(FitOptions options, IProgress<FitProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        return progress is null ? options : options with { Callbacks = [.. options.Callbacks, new ProgressReporter(progress)] };
    }

    private ArrayBatches OneBatch(
        Trainer trainer, TensorSet x, TensorSet y, TensorSet? sampleWeight, IReadOnlyDictionary<int, double>? classWeight)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var (inputs, targets) = Ordered(x, y);
        Tensor[] given = sampleWeight?.InOrder(OutputNames, "sampleWeight", "output") ?? [];
        var data = BatchData.Check(this, trainer.Outputs, inputs, targets, given, "", classWeight);
        var batch = new ArrayBatches(data, data.Count, shuffle: false);
        batch.Next();
        return batch;
    }

    private BatchSource? ValidationOf(Trainer trainer, FitOptions options) => options switch
    {
        { ValidationSet: { } data } => new StreamBatches(data, this, trainer.Outputs, null, "validation "),
        { ValidationData: var (x, y, weight) } => Validation(trainer, x, y, weight is null ? [] : [weight], options),
        _ => null,
    };

    private ArrayBatches Validation(
        Trainer trainer, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, IReadOnlyList<Tensor> weights, FitOptions options) =>
        new(BatchData.Check(this, trainer.Outputs, x, y, weights, "validation "), options.ValidationBatchSize ?? options.BatchSize, shuffle: false);

    private (Tensor[] Inputs, Tensor[] Targets) Ordered(TensorSet x, TensorSet y)
    {
        if (!IsConnected)
        {
            BuildFor(x.InOrder());
        }

        return (InputsOf(x), y.InOrder(OutputNames, "y", "output"));
    }

    private Tensor[] InputsOf(TensorSet x) => x.InOrder([.. Inputs.Select(input => input.Name)], "x", "input");

    private void BuildFor(IDataset data)
    {
        if (!IsConnected)
        {
            BuildFor((data.Batches(0).FirstOrDefault() ?? throw new ArgumentException("The data gave no batch.")).Inputs);
        }
    }
}
