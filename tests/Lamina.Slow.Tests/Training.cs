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

    /// <summary>What each epoch is validated with; decides nothing.</summary>
    public Samples? Validation { get; init; }

    /// <summary>New layers, the input first.</summary>
    public required Func<Layer[]> Layers { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required Loss Loss { get; init; }

    public required Metric Metric { get; init; }

    public int Batch { get; init; } = 32;

    public required int Epochs { get; init; }

    /// <summary>Trains with a seed.</summary>
    /// <returns>The metric on the test samples, and the seconds that <c>Fit</c> took.</returns>
    public (double Figure, double Seconds) Run(int seed)
    {
        Seed.Set(seed);
        var model = new Sequential(Layers());
        model.Compile(Optimizer, Loss, metrics: [Metric]);
        var clock = Stopwatch.StartNew();
        var history = model.Fit(
            Train.X, Train.Y, batchSize: Batch, epochs: Epochs, verbose: 0,
            validationData: Validation is { } samples ? (Batch)samples : null);
        var seconds = clock.Elapsed.TotalSeconds;
        Assert.Equal(Epochs, history.Epochs.Count);
        return (model.Evaluate(Test.X, Test.Y)[Metric.Name], seconds);
    }
}
