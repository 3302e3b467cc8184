using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>Weights in the form of Keras 1 and 2: layers by name and by order, and orders within layers.</summary>
public sealed class LegacyMatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["w.h5"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_of_other_names_are_taken_in_order()
    {
        Save(new LegacyModel("2.4.0", "tensorflow")
            .Layer("first", ("first/kernel:0", [3, 3]), ("first/bias:0", [3]))
            .Layer("nothing")
            .Layer("second", ("second/kernel:0", [3, 3]), ("second/bias:0", [3])));
        var model = TwoDense();
        var report = model.LoadWeights(File);
        Assert.Equal([0, 1000, 2000, 3000], Firsts(model));
        Assert.All(report.Matches, match => Assert.Equal(WeightMatching.Order, match.By));
    }

    [Fact]
    public void Layers_of_the_same_names_are_taken_by_name_whatever_their_order()
    {
        Save(new LegacyModel("2.4.0", "tensorflow")
            .Layer("dense_1", ("dense_1/kernel:0", [3, 3]), ("dense_1/bias:0", [3]))
            .Layer("dense", ("dense/kernel:0", [3, 3]), ("dense/bias:0", [3])));
        var model = TwoDense();
        var report = model.LoadWeights(File);
        Assert.Equal([2000, 3000, 0, 1000], Firsts(model));
        Assert.All(report.Matches, match => Assert.Equal(WeightMatching.Path, match.By));
    }

    [Fact]
    public void Only_layers_of_the_same_names_are_loaded_by_name()
    {
        Save(new LegacyModel("2.4.0", "tensorflow")
            .Layer("other", ("other/kernel:0", [7, 7]))
            .Layer("dense_1", ("dense_1/kernel:0", [3, 3]), ("dense_1/bias:0", [3])));
        var model = TwoDense();
        var before = Firsts(model)[0];
        var report = model.LoadWeights(File, byName: true);
        Assert.Equal([before, 0, 1000, 2000], Firsts(model));
        Assert.Equal(
            ["the file has no layer 'dense'; it stays as it was.", "the model has no layer 'other'; its 1 arrays were left."], report.Notes);
    }

    [Fact]
    public void Another_number_of_layers_is_told_array_by_array()
    {
        Save(new LegacyModel("2.4.0", "tensorflow").Layer("dense", ("dense/kernel:0", [3, 3]), ("dense/bias:0", [3])));
        Assert.Equal(
            $"""
            {File}: the weights are not those of the model.
              missing: sequential/dense_1/kernel, which is sequential/dense_1/kernel float32[3, 3]
              missing: sequential/dense_1/bias, which is sequential/dense_1/bias float32[3]
              hint: skipMismatch: true loads what fits, and reports the rest.
            """.ReplaceLineEndings("\n"),
            Assert.Throws<LaminaFormatException>(() => TwoDense().LoadWeights(File)).Message);
    }

    [Fact]
    public void A_model_within_lists_what_is_trained_first()
    {
        Save(new LegacyModel("2.4.0", "tensorflow").Layer(
            "inner", ("k:0", [3, 3]), ("b:0", [3]), ("gamma:0", [3]), ("beta:0", [3]), ("k1:0", [3, 3]), ("b1:0", [3]), ("mean:0", [3]), ("variance:0", [3])));
        var model = Nested(trainable: true);
        model.LoadWeights(File);
        Assert.Equal([0, 1000, 2000, 3000, 6000, 7000, 4000, 5000], Firsts(model));
    }

    [Fact]
    public void A_frozen_model_within_lists_its_layers_one_after_another()
    {
        Save(new LegacyModel("2.4.0", "tensorflow").Layer(
            "inner", ("k:0", [3, 3]), ("b:0", [3]), ("gamma:0", [3]), ("beta:0", [3]), ("mean:0", [3]), ("variance:0", [3]), ("k1:0", [3, 3]), ("b1:0", [3])));
        var model = Nested(trainable: false);
        model.LoadWeights(File);
        Assert.Equal([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000], Firsts(model));
    }

    [Fact]
    public void Keras_1_lists_the_layers_of_models_within_one_after_another()
    {
        Save(new LegacyModel(null, null)
            .Layer("dense_1", ("dense_1_W:0", [3, 3]), ("dense_1_b:0", [3]))
            .Layer("bn_1", ("bn_1_gamma:0", [3]), ("bn_1_beta:0", [3]), ("bn_1_running_mean:0", [3]), ("bn_1_running_std:0", [3]))
            .Layer("dense_2", ("dense_2_W:0", [3, 3]), ("dense_2_b:0", [3])));
        var model = Nested(trainable: true);
        model.LoadWeights(File);
        Assert.Equal([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000], Firsts(model));
    }

    [Fact]
    public void Names_within_a_model_count_more_than_their_order()
    {
        Save(new LegacyModel("2.4.0", "tensorflow").Layer(
            "inner",
            ("dense_1/kernel:0", [3, 3]), ("dense_1/bias:0", [3]), ("dense/kernel:0", [3, 3]), ("dense/bias:0", [3]), ("bn/moving_mean:0", [3]),
            ("bn/moving_variance:0", [3]), ("bn/gamma:0", [3]), ("bn/beta:0", [3])));
        var model = Nested(trainable: true);
        model.LoadWeights(File);
        Assert.Equal([2000, 3000, 6000, 7000, 4000, 5000, 0, 1000], Firsts(model));
    }

    [Fact]
    public void Both_directions_and_random_states_are_told_apart()
    {
        Save(new LegacyModel("2.4.0", "tensorflow")
            .Layer("random_flip", ("random_flip/StateVar:0", [3]))
            .Layer(
                "bidirectional",
                ("bidirectional/forward_lstm/lstm_cell_1/kernel:0", [2, 12]), ("bidirectional/forward_lstm/lstm_cell_1/recurrent_kernel:0", [3, 12]),
                ("bidirectional/forward_lstm/lstm_cell_1/bias:0", [12]), ("bidirectional/backward_lstm/lstm_cell_2/kernel:0", [2, 12]),
                ("bidirectional/backward_lstm/lstm_cell_2/recurrent_kernel:0", [3, 12]), ("bidirectional/backward_lstm/lstm_cell_2/bias:0", [12])));
        var model = new Sequential([new Input(4, 2), new Bidirectional(new LSTM(3))]);
        model.LoadWeights(File);
        Assert.Equal([1000, 2000, 3000, 4000, 5000, 6000], Firsts(model));
    }

    private static Sequential TwoDense() => new([new Input(3), new Dense(3), new Dense(3)]);

    private static Sequential Nested(bool trainable)
    {
        var inner = new Sequential(
            [new Input(3), new Dense(3), new BatchNormalization(new BatchNormalizationConfig { Name = "bn" }), new Dense(3)], "inner");
        inner.Trainable = trainable;
        return new Sequential([new Input(3), inner]);
    }

    private void Save(LegacyModel file) => file.Save(File);

    private static float[] Firsts(Model model) => [.. model.Weights.Select(weight => weight.ToArray()[0])];
}
