namespace Lamina.NN;

// Metrics by the names that Keras gives them.
public abstract partial record Metric
{
    private static readonly Registry<Metric> Known = new(
        "metric",
        ("accuracy", static () => new Accuracy()),
        ("acc", static () => new Accuracy()),
        ("crossentropy", static () => new AnyCrossentropy()),
        ("ce", static () => new AnyCrossentropy()),
        ("binary_accuracy", static () => new BinaryAccuracy()),
        ("categorical_accuracy", static () => new CategoricalAccuracy()),
        ("sparse_categorical_accuracy", static () => new SparseCategoricalAccuracy()),
        ("top_k_categorical_accuracy", static () => new TopKCategoricalAccuracy()),
        ("sparse_top_k_categorical_accuracy", static () => new SparseTopKCategoricalAccuracy()),
        ("hamming_loss", static () => new HammingLoss()),
        ("mean_squared_error", static () => new MeanSquaredErrorMetric()),
        ("mse", static () => new MeanSquaredErrorMetric()),
        ("root_mean_squared_error", static () => new RootMeanSquaredErrorMetric()),
        ("rmse", static () => new RootMeanSquaredErrorMetric()),
        ("mean_absolute_error", static () => new MeanAbsoluteErrorMetric()),
        ("mae", static () => new MeanAbsoluteErrorMetric()),
        ("mean_absolute_percentage_error", static () => new MeanAbsolutePercentageErrorMetric()),
        ("mape", static () => new MeanAbsolutePercentageErrorMetric()),
        ("mean_squared_logarithmic_error", static () => new MeanSquaredLogarithmicErrorMetric()),
        ("msle", static () => new MeanSquaredLogarithmicErrorMetric()),
        ("log_cosh_error", static () => new LogCoshError()),
        ("log_cosh", static () => new LogCoshError()),
        ("cosine_similarity", static () => new CosineSimilarityMetric()),
        ("r2_score", static () => new R2Score()),
        ("pearson_correlation", static () => new PearsonCorrelation()),
        ("concordance_correlation", static () => new ConcordanceCorrelation()),
        ("binary_crossentropy", static () => new BinaryCrossentropyMetric()),
        ("bce", static () => new BinaryCrossentropyMetric()),
        ("categorical_crossentropy", static () => new CategoricalCrossentropyMetric()),
        ("sparse_categorical_crossentropy", static () => new SparseCategoricalCrossentropyMetric()),
        ("kl_divergence", static () => new KLDivergenceMetric()),
        ("poisson", static () => new PoissonMetric()),
        ("hinge", static () => new HingeMetric()),
        ("squared_hinge", static () => new SquaredHingeMetric()),
        ("categorical_hinge", static () => new CategoricalHingeMetric()),
        ("auc", static () => new AUC()),
        ("precision", static () => new Precision()),
        ("recall", static () => new Recall()),
        ("true_positives", static () => new TruePositives()),
        ("true_negatives", static () => new TrueNegatives()),
        ("false_positives", static () => new FalsePositives()),
        ("false_negatives", static () => new FalseNegatives()),
        ("f1_score", static () => new F1Score()),
        ("fbeta_score", static () => new FBetaScore()),
        ("binary_io_u", static () => new BinaryIoU()),
        ("mean", static () => new Mean()),
        ("sum", static () => new Sum()));

    /// <summary>The metric that Keras knows by a name, such as <c>mse</c>, <c>AUC</c> or <c>f1_score</c>, with Keras's
    /// default arguments, logged under the name that was given; case and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">There is no such metric; the message offers the nearest name.</exception>
    public static Metric Get(string name) => Known.Create(name) with { Name = name };

    /// <summary>The metric that Keras knows by a name, logged under the name that was given.</summary>
    public static implicit operator Metric(string name) => Get(name);

    /// <summary>What <c>crossentropy</c> and <c>ce</c> stand for until the shapes are known.</summary>
    private sealed record AnyCrossentropy : MeanMetric
    {
        public override MetricDirection Direction => MetricDirection.Lower;

        internal override bool IsSavedByName => true;

        private protected override string DefaultName => "crossentropy";

        public override Tensor PerSample(Tensor target, Tensor prediction) =>
            ((MeanMetric)Resolve(target.Shape, prediction.Shape)).PerSample(target, prediction);

        public override Metric Resolve(Shape target, Shape prediction) => Accuracy.KindFor(target, prediction) switch
        {
            LabelKind.Binary => new BinaryCrossentropyMetric { Name = Name },
            LabelKind.Classes => new SparseCategoricalCrossentropyMetric { Name = Name },
            _ => new CategoricalCrossentropyMetric { Name = Name },
        };
    }
}
