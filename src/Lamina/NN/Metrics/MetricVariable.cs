namespace Lamina.NN;

/// <summary>A number or table that a metric keeps from batch to batch; 0 at the start.</summary>
/// <param name="Name">Its name, as Keras has it: <c>total</c>, <c>count</c>.</param>
/// <param name="Shape">Its shape.</param>
public readonly record struct MetricVariable(string Name, Shape Shape);
