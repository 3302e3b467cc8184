namespace Lamina.NN;

/// <summary>A number that says how good predictions are, gathered over many batches.</summary>
/// <remarks>A description only: the state that it keeps is handed to it and given back, so that a metric runs inside a
/// compiled step.</remarks>
public abstract partial record Metric
{
    /// <summary>The name under which it is logged; Keras's by default, such as <c>mean_squared_error</c>.</summary>
    public string Name
    {
        get => field ?? DefaultName;
        init => field = value == DefaultName ? null : value;
    }

    /// <summary>The name of Keras's class.</summary>
    public virtual string KerasName => GetType().Name is var name && name.EndsWith("Metric", StringComparison.Ordinal)
        ? name[..^"Metric".Length]
        : name;

    /// <summary>Whether saved models have its name only, because the shapes decide what it is.</summary>
    internal virtual bool IsSavedByName => false;

    private protected virtual string DefaultName => SnakeCase.Of(KerasName);

    /// <summary>Which way it gets better; what callbacks go by that are to find the best epoch.</summary>
    public virtual MetricDirection Direction => MetricDirection.Unknown;

    /// <summary>What it keeps from batch to batch.</summary>
    /// <param name="target">The shape of targets; the first axis, the batch, does not matter.</param>
    /// <param name="prediction">The shape of predictions; likewise.</param>
    /// <exception cref="ShapeMismatchException">The metric does not take such shapes.</exception>
    public abstract IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction);

    /// <summary>The state after one more batch.</summary>
    /// <param name="state">The state before it, as <see cref="StateFor"/> lists it.</param>
    /// <param name="target">What is true: [batch, ..].</param>
    /// <param name="prediction">What was predicted: [batch, ..].</param>
    /// <param name="sampleWeight">How much each sample counts: [batch] or more axes; all alike when null.</param>
    public abstract Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight);

    /// <summary>The number, from the state so far; several numbers where the metric has several.</summary>
    public abstract Tensor Result(Tensor[] state);

    /// <summary>The metric that fits targets and predictions of these shapes; itself for all but
    /// <see cref="Accuracy"/> and <c>crossentropy</c>.</summary>
    public virtual Metric Resolve(Shape target, Shape prediction) => this;

    /// <summary><c>a/b</c>, and 0 where b is 0.</summary>
    private protected static Tensor Ratio(Tensor a, Tensor b) => Tensor.Where(b.EqualTo(0), 0, a / b);
}
