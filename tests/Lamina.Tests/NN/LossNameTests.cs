using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class LossNameTests
{
    [Theory]
    [InlineData(typeof(BinaryCrossentropy), "BinaryCrossentropy", "binary_crossentropy", "bce", "BCE")]
    [InlineData(typeof(BinaryFocalCrossentropy), "BinaryFocalCrossentropy", "binary_focal_crossentropy")]
    [InlineData(typeof(CTC), "CTC", "ctc")]
    [InlineData(typeof(CategoricalCrossentropy), "CategoricalCrossentropy", "categorical_crossentropy")]
    [InlineData(typeof(CategoricalFocalCrossentropy), "CategoricalFocalCrossentropy", "categorical_focal_crossentropy")]
    [InlineData(typeof(CategoricalGeneralizedCrossEntropy), "CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy")]
    [InlineData(typeof(CategoricalHinge), "CategoricalHinge", "categorical_hinge")]
    [InlineData(typeof(Circle), "Circle", "circle")]
    [InlineData(typeof(CosineSimilarity), "CosineSimilarity", "cosine_similarity")]
    [InlineData(typeof(Dice), "Dice", "dice")]
    [InlineData(typeof(Hinge), "Hinge", "hinge")]
    [InlineData(typeof(Huber), "Huber", "huber", "huber_loss")]
    [InlineData(typeof(KLDivergence), "KLDivergence", "kl_divergence", "kld", "KLD", "kullback_leibler_divergence")]
    [InlineData(typeof(LogCosh), "LogCosh", "log_cosh", "logcosh")]
    [InlineData(typeof(MeanAbsoluteError), "MeanAbsoluteError", "mean_absolute_error", "mae", "MAE")]
    [InlineData(typeof(MeanAbsolutePercentageError), "MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE")]
    [InlineData(typeof(MeanSquaredError), "MeanSquaredError", "mean_squared_error", "mse", "MSE")]
    [InlineData(typeof(MeanSquaredLogarithmicError), "MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "msle", "MSLE")]
    [InlineData(typeof(Poisson), "Poisson", "poisson")]
    [InlineData(typeof(SparseCategoricalCrossentropy), "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")]
    [InlineData(typeof(SquaredHinge), "SquaredHinge", "squared_hinge")]
    [InlineData(typeof(Tversky), "Tversky", "tversky")]
    public void Class_function_and_short_names_give_the_loss(Type type, params string[] names) =>
        Assert.All(names, name => Assert.IsType(type, Loss.Get(name)));
}
