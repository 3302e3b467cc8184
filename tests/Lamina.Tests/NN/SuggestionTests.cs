using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("rlu", "relu")]
    [InlineData("RELU6", "relu")]
    [InlineData("sigmod", "sigmoid")]
    [InlineData("sotfmax", "softmax")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void Nearest_name_is_offered_unless_too_much_would_change(string name, string? nearest) =>
        Assert.Equal(nearest, Suggestion.Nearest(name, ["relu", "sigmoid", "softmax"]));

    [Fact]
    public void Message_lists_all_names_in_order()
    {
        var error = Suggestion.Unknown("activation", "rlu", ["tanh", "relu"]);
        Assert.Equal("unknown activation 'rlu'; did you mean 'relu'?\n  known: relu, tanh", error.Message);
        error = Suggestion.Unknown("activation", "xyz", ["relu"]);
        Assert.Equal("unknown activation 'xyz'.\n  known: relu", error.Message);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("adma", "adam", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int distance) =>
        Assert.Equal(distance, Suggestion.Distance(a, b));

    [Theory]
    [InlineData("AdamW", "adam_w")]
    [InlineData("RMSprop", "rm_sprop")]
    [InlineData("SGD", "sgd")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("Conv1DTranspose", "conv1d_transpose")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("MeanIoU", "mean_io_u")]
    [InlineData("TopKCategoricalAccuracy", "top_k_categorical_accuracy")]
    public void Class_names_become_the_default_names_of_Keras(string name, string snake) =>
        Assert.Equal(snake, SnakeCase.Of(name));
}
