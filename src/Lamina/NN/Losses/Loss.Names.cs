namespace Lamina.NN;

// Losses by the names that Keras gives them.
public abstract partial record Loss
{
    private static readonly Registry<Loss> Known = new(
        "loss",
        ("mean_squared_error", static () => new MeanSquaredError()),
        ("mse", static () => new MeanSquaredError()),
        ("mean_absolute_error", static () => new MeanAbsoluteError()),
        ("mae", static () => new MeanAbsoluteError()),
        ("mean_absolute_percentage_error", static () => new MeanAbsolutePercentageError()),
        ("mape", static () => new MeanAbsolutePercentageError()),
        ("mean_squared_logarithmic_error", static () => new MeanSquaredLogarithmicError()),
        ("msle", static () => new MeanSquaredLogarithmicError()),
        ("huber", static () => new Huber()),
        ("huber_loss", static () => new Huber()),
        ("log_cosh", static () => new LogCosh()),
        ("cosine_similarity", static () => new CosineSimilarity()),
        ("kl_divergence", static () => new KLDivergence()),
        ("kullback_leibler_divergence", static () => new KLDivergence()),
        ("kld", static () => new KLDivergence()),
        ("poisson", static () => new Poisson()),
        ("hinge", static () => new Hinge()),
        ("squared_hinge", static () => new SquaredHinge()),
        ("categorical_hinge", static () => new CategoricalHinge()),
        ("binary_crossentropy", static () => new BinaryCrossentropy()),
        ("bce", static () => new BinaryCrossentropy()),
        ("binary_focal_crossentropy", static () => new BinaryFocalCrossentropy()),
        ("categorical_crossentropy", static () => new CategoricalCrossentropy()),
        ("categorical_focal_crossentropy", static () => new CategoricalFocalCrossentropy()),
        ("sparse_categorical_crossentropy", static () => new SparseCategoricalCrossentropy()),
        ("categorical_generalized_cross_entropy", static () => new CategoricalGeneralizedCrossEntropy()),
        ("dice", static () => new Dice()),
        ("tversky", static () => new Tversky()),
        ("circle", static () => new Circle()),
        ("ctc", static () => new CTC()));

    /// <summary>The loss that Keras knows by a name, such as <c>mse</c> or <c>MeanSquaredError</c>, with Keras's
    /// default arguments; case and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">There is no such loss; the message offers the nearest name.</exception>
    public static Loss Get(string name) => Known.Create(name);

    /// <summary>The loss that Keras knows by a name, with Keras's default arguments.</summary>
    public static implicit operator Loss(string name) => Get(name);
}
