namespace Lamina.NN;

/// <summary>A number that says how good predictions are, gathered over many batches.</summary>
/// <remarks>A description only: the state that it keeps is handed to it and given back, so that a metric runs inside a
/// compiled step.</remarks>
public abstract record Metric
{
    private static readonly Registry<Metric> Known = new(
        "metric",
        ("accuracy", static () => new Accuracy()),
        ("acc", static () => new Accuracy()),
        ("binary_accuracy", static () => new BinaryAccuracy()),
        ("categorical_accuracy", static () => new CategoricalAccuracy()),
        ("sparse_categorical_accuracy", static () => new SparseCategoricalAccuracy()),
        ("top_k_categorical_accuracy", static () => new TopKCategoricalAccuracy()),
        ("sparse_top_k_categorical_accuracy", static () => new SparseTopKCategoricalAccuracy()),
        ("mean_squared_error", static () => new MeanSquaredErrorMetric()),
        ("mse", static () => new MeanSquaredErrorMetric()),
        ("root_mean_squared_error", static () => new RootMeanSquaredErrorMetric()),
        ("rmse", static () => new RootMeanSquaredErrorMetric()),
        ("mean_absolute_error", static () => new MeanAbsoluteErrorMetric()),
        ("mae", static () => new MeanAbsoluteErrorMetric()),
        ("binary_crossentropy", static () => new BinaryCrossentropyMetric()),
        ("bce", static () => new BinaryCrossentropyMetric()),
        ("categorical_crossentropy", static () => new CategoricalCrossentropyMetric()),
        ("sparse_categorical_crossentropy", static () => new SparseCategoricalCrossentropyMetric()));

    /// <summary>The name under which it is logged; Keras's by default, such as <c>mean_squared_error</c>.</summary>
    public string Name
    {
        get => field ?? SnakeCase.Of(KerasName);
        init => field = value == SnakeCase.Of(KerasName) ? null : value;
    }

    /// <summary>The name of Keras's class.</summary>
    public virtual string KerasName => GetType().Name is var name && name.EndsWith("Metric", StringComparison.Ordinal)
        ? name[..^"Metric".Length]
        : name;

    /// <summary>Which way it gets better; what callbacks go by that are to find the best epoch.</summary>
    public virtual MetricDirection Direction => MetricDirection.Unknown;

    /// <summary>What it keeps from batch to batch.</summary>
    public abstract IReadOnlyList<MetricVariable> State { get; }

    /// <summary>The state after one more batch.</summary>
    /// <param name="state">The state before it, as <see cref="State"/> lists it.</param>
    /// <param name="target">What is true: [batch, ..].</param>
    /// <param name="prediction">What was predicted: [batch, ..].</param>
    /// <param name="sampleWeight">How much each sample counts: [batch] or more axes; all alike when null.</param>
    public abstract Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight);

    /// <summary>The number, from the state so far.</summary>
    public abstract Tensor Result(Tensor[] state);

    /// <summary>The metric that fits targets and predictions of these shapes; itself for all but
    /// <see cref="Accuracy"/>.</summary>
    public virtual Metric Resolve(Shape target, Shape prediction) => this;

    /// <summary>The metric that Keras knows by a name, logged under the name that was given.</summary>
    /// <exception cref="ArgumentException">There is no such metric; the message offers the nearest name.</exception>
    public static Metric Get(string name) => Known.Create(name) with { Name = name };

    /// <summary>The metric that Keras knows by a name, logged under the name that was given.</summary>
    public static implicit operator Metric(string name) => Get(name);
}
