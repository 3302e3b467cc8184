using System.Diagnostics;
using Lamina.Data;
using Lamina.NN;

namespace Lamina.Slow.Tests;

/// <summary>A training from fresh weights, and what it is judged by.</summary>
internal sealed record Training
{
    /// <summary>What the model learns from.</summary>
    public required Samples Train { get; init; }

    /// <summary>What the trained model is judged by; no training sees it.</summary>
    public required Samples Test { get; init; }

    /// <summary>What each epoch is validated with; decides nothing without <see cref="Patience"/>.</summary>
    public Samples? Validation { get; init; }

    /// <summary>New layers, the input first.</summary>
    public required Func<Layer[]> Layers { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required Loss Loss { get; init; }

    public required Metric Metric { get; init; }

    public int BatchSize { get; init; } = 32;

    /// <summary>Passes over the data, at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>After how many epochs without a better validation loss the training stops, and the best weights come back;
    /// null: it does not.</summary>
    public int? Patience { get; init; }

    /// <summary>Trains with a seed.</summary>
    /// <returns>The metric on the test samples, how many epochs there were, and the seconds that <c>Fit</c> took.</returns>
    public (double Figure, int Epochs, double Seconds) Run(int seed)
    {
        Seed.Set(seed);
        var model = new Sequential(Layers());
        model.Compile(Optimizer, Loss, metrics: [Metric]);
        var clock = Stopwatch.StartNew();
        var history = model.Fit(
            Train.X, Train.Y, batchSize: BatchSize, epochs: Epochs, verbose: 0,
            validationData: Validation is { } samples ? (Batch)samples : null,
            callbacks: Patience is { } patience ? [new EarlyStopping("val_loss", patience: patience, restoreBestWeights: true)] : []);
        var seconds = clock.Elapsed.TotalSeconds;
        return (model.Evaluate(Test.X, Test.Y)[Metric.Name], history.Epochs.Count, seconds);
    }
}
