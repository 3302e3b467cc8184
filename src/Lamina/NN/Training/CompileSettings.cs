namespace Lamina.NN;

/// <summary>What a model was compiled with, as it was given.</summary>
/// <param name="Optimizer">How weights follow gradients.</param>
/// <param name="Losses">The loss of each output.</param>
/// <param name="LossWeights">How much each loss counts; boxed numbers.</param>
/// <param name="Metrics">What is measured without sample weights.</param>
/// <param name="WeightedMetrics">What is measured with sample weights.</param>
internal sealed record CompileSettings(
    Optimizer Optimizer,
    PerOutput<Loss> Losses,
    PerOutput<object> LossWeights,
    PerOutput<MetricList> Metrics,
    PerOutput<MetricList> WeightedMetrics)
{
    /// <summary>What each output has.</summary>
    public OutputSettings[] For(Model model)
    {
        var names = model.IsConnected ? model.OutputNames : [model.Name];
        var losses = Losses.For(model.Name, names, "losses", isComplete: true);
        var weights = LossWeights.For(model.Name, names, "weights of losses", isComplete: false);
        var metrics = Lists(Metrics, "lists of metrics");
        var weighted = Lists(WeightedMetrics, "lists of weighted metrics");
        return [.. names.Select((name, i) =>
            new OutputSettings(name, losses[i], weights[i] as double? ?? 1, metrics[i] ?? [], weighted[i] ?? []))];

        // Of a model of one output all metrics are its own; else each entry of a list belongs to one output.
        MetricList?[] Lists(PerOutput<MetricList> given, string things) => given.List switch
        {
            { Count: 0 } => new MetricList?[names.Count],
            { } list when names.Count == 1 => [[.. list.SelectMany(entry => entry ?? [])]],
            _ => given.For(model.Name, names, things, isComplete: false),
        };
    }
}

/// <summary>What one output is trained and judged by.</summary>
internal sealed record OutputSettings(
    string Name, Loss? Loss, double LossWeight, MetricList Metrics, MetricList WeightedMetrics);
