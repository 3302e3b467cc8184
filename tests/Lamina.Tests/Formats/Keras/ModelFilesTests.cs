using System.IO.Compression;
using Lamina.Formats.Keras;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

[Collection(ProcessWide.Name)]
public sealed class ModelFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["model.keras"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(SavedModels.Names), MemberType = typeof(SavedModels))]
    public void A_model_comes_back_with_names_weights_and_predictions(string name)
    {
        var model = SavedModels.Create(name);
        model.Save(File);
        var back = Model.Load(File);
        Assert.Equal(model.GetType(), back.GetType());
        Assert.Equal(model.Name, back.Name);
        Assert.Equal(model.Layers.Select(layer => layer.Name).Order(), back.Layers.Select(layer => layer.Name).Order());
        Assert.Equal(Describe(model), Describe(back));
        Assert.Equal(model.ToJson(), back.ToJson());
        var x = SavedModels.Data(model);
        foreach (var (expected, actual) in model.Predict(x).Zip(back.Predict(x)))
        {
            Assert.Equal(expected.ToArray(), actual.ToArray());
        }
    }

    [Theory, MemberData(nameof(SavedModels.Names), MemberType = typeof(SavedModels))]
    public void Text_is_a_model_without_weights(string name)
    {
        var model = SavedModels.Create(name);
        var back = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), back.ToJson());
        Assert.Equal(
            model.Weights.Select(weight => weight.ToString()).Order(), back.Weights.Select(weight => weight.ToString()).Order());
        Assert.Null(back.Optimizer);
    }

    [Theory, MemberData(nameof(SavedModels.Names), MemberType = typeof(SavedModels))]
    public void Training_goes_on_where_it_stopped(string name)
    {
        var whole = Trained(name, epochs: 2);
        var half = Trained(name, epochs: 1);
        half.Save(File);
        var back = Model.Load(File);
        var (x, y) = (SavedModels.Data(back), SavedModels.Targets(back));
        Assert.Equal(half.Evaluate(x, y), back.Evaluate(x, y));
        back.Fit(x, y, batchSize: 8, epochs: 2, initialEpoch: 1, verbose: 0, shuffle: false);
        Assert.Equal(Describe(whole), Describe(back));
        Assert.Equal(whole.Optimizer, back.Optimizer);
    }

    [Theory, MemberData(nameof(OptimizerCases.NamesWithoutAverages), MemberType = typeof(OptimizerCases))]
    public void Every_optimizer_goes_on_where_it_stopped(string name)
    {
        var whole = Trained("all layers", epochs: 2, OptimizerCases.Get(name));
        Trained("all layers", epochs: 1, OptimizerCases.Get(name)).Save(File);
        var back = Model.Load(File);
        back.Fit(SavedModels.Data(back), SavedModels.Targets(back), batchSize: 8, epochs: 1, verbose: 0, shuffle: false);
        Assert.Equal(Describe(whole), Describe(back));
    }

    [Fact]
    public void A_model_that_is_not_built_comes_back_so()
    {
        var model = new Sequential([new Dense(3), new Dense(2)], "later");
        model.Compile("adam", "mse");
        model.Save(File);
        var back = Model.Load(File);
        Assert.False(back.IsBuilt);
        Assert.Equal(new Adam(), back.Optimizer);
        Assert.Equal(model.ToJson(), back.ToJson());
    }

    [Theory, MemberData(nameof(OptimizerCases.Names), MemberType = typeof(OptimizerCases))]
    public void Saving_before_training_makes_no_state(string name)
    {
        var model = SavedModels.Create("all layers");
        model.Compile(OptimizerCases.Get(name), "mse");
        var summary = model.Summary();
        model.Save(File);
        Assert.Equal(summary, model.Summary());
        var back = Model.Load(File);
        var (x, y) = (SavedModels.Data(model), SavedModels.Targets(model));
        model.Fit(x, y, batchSize: 8, verbose: 0, shuffle: false);
        back.Fit(x, y, batchSize: 8, verbose: 0, shuffle: false);
        Assert.Equal(Describe(model), Describe(back));
    }

    [Fact]
    public void How_a_model_was_compiled_comes_back()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile(
            new SGD(0.05, 0.9, Nesterov: true) { ClipNorm = 2, WeightDecay = 0.25 },
            new SparseCategoricalCrossentropy(fromLogits: true),
            ["accuracy", "mae", new SparseTopKCategoricalAccuracy(2) { Name = "top" }],
            [new BinaryAccuracy(0.25)]);
        model.Save(File);
        var trainer = Model.Load(File).Trainer!;
        Assert.Equal(model.Optimizer, trainer.Optimizer);
        var (expected, output) = (Assert.Single(model.Trainer!.Outputs), Assert.Single(trainer.Outputs));
        Assert.Equal(expected.Loss, output.Loss);
        Assert.Equal(expected.Metrics, output.Metrics);
        Assert.Equal(expected.WeightedMetrics, output.WeightedMetrics);
        Assert.Null(Model.Load(File, compile: false).Optimizer);
    }

    [Fact]
    public void Losses_and_their_weights_come_back_for_each_output()
    {
        var model = SavedModels.Create("two inputs and two outputs");
        model.Compile(new Adam(), ["mse", null], [1, 0.5], [["mae"], []]);
        model.Save(File);
        var trainer = Model.Load(File).Trainer!;
        Assert.Equal([new MeanSquaredError(), null], trainer.Outputs.Select(output => output.Loss));
        Assert.Equal([1, 0.5], trainer.Outputs.Select(output => output.LossWeight));
        Assert.Equal([1, 0], trainer.Outputs.Select(output => output.Metrics.Count));
    }

    [Fact]
    public void The_archive_is_laid_out_as_Keras_lays_it_out()
    {
        Trained("dense layers", epochs: 1).Save(File);
        using var zip = ZipFile.OpenRead(File);
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        using (var reader = new StreamReader(zip.Entries[0].Open()))
        {
            Assert.Matches(
                "^\\{\"keras_version\": \"3.16.0\", \"date_saved\": \"\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d\"\\}$", reader.ReadToEnd());
        }

        using var content = new MemoryStream();
        using (var entry = zip.Entries[2].Open())
        {
            entry.CopyTo(content);
        }

        using var weights = Lamina.Formats.Hdf5.Hdf5File.Open(content, "weights");
        Assert.Equal(
            new[]
            {
                "lamina/keys", "lamina/step", "layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/0",
                "layers/dense_1/vars/1", "layers/dense_2/vars/0", "layers/dense_2/vars/1",
            }.Concat(Enumerable.Range(0, 14).Select(i => $"optimizer/vars/{i}")).Order(StringComparer.Ordinal),
            weights.Root.Datasets().Select(pair => pair.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Layers_within_models_are_counted_for_themselves()
    {
        Assert.Equal(
            [
                "layers/dense/vars/0", "layers/dense/vars/1",
                "layers/sequential/layers/dense/vars/0", "layers/sequential/layers/dense/vars/1",
                "layers/sequential/layers/dense_1/vars/0", "layers/sequential/layers/dense_1/vars/1",
                "layers/dense_1/vars/0", "layers/dense_1/vars/1",
            ],
            WeightPaths.OfLayers(SavedModels.Create("functional, nested")).Select(pair => pair.Path));
    }

    [Fact]
    public void Weights_alone_come_back()
    {
        var (a, b) = (SavedModels.Create("all layers"), new Random(0));
        a.SaveWeights(_folder["a.weights.npz"]);
        Seed.Set(b.Next());
        var other = Model.FromJson(a.ToJson());
        Assert.NotEqual(Describe(a), Describe(other));
        other.LoadWeights(_folder["a.weights.npz"]);
        Assert.Equal(Describe(a), Describe(other));
    }

    [Fact]
    public void A_model_that_has_trained_goes_on_as_the_one_whose_weights_it_takes()
    {
        var path = _folder["a.weights.npz"];
        var (first, second) = (WithDropout(), WithDropout());
        first.SaveWeights(path);
        second.LoadWeights(path);
        Train(first);
        Train(second);
        Assert.Equal(first.Weights.SelectMany(weight => weight.ToArray()), second.Weights.SelectMany(weight => weight.ToArray()));

        static Sequential WithDropout()
        {
            var model = new Sequential([new Input(4), new Dense(8, "relu"), new Dropout(0.5), new Dense(1)]);
            model.Compile("adam", "mse");
            Train(model);
            return model;
        }

        static void Train(Model model) =>
            model.Fit(Training.Normal(1, 12, 4), Training.Normal(2, 12, 1), epochs: 2, shuffle: false, verbose: 0);
    }

    [Fact]
    public void A_learning_rate_that_a_callback_changed_is_the_one_that_is_saved()
    {
        var model = Trained("dense layers", epochs: 1);
        model.Trainer!.State.CurrentLearningRate = 0.125;
        model.Save(File);
        var back = Model.Load(File);
        Assert.Equal(new Adam(0.125), back.Optimizer);
        Assert.Equal(0.125, back.Trainer!.State.CurrentLearningRate);
    }

    [Fact]
    public void Numbers_are_written_as_Keras_writes_them()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile("adam", "mse");
        model.Save(File);
        using var zip = ZipFile.OpenRead(File);
        using var reader = new StreamReader(zip.GetEntry("config.json")!.Open());
        Assert.Contains(
            """
            "config": {"name": "adam", "learning_rate": 0.0010000000474974513, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null, "gradient_accumulation_steps": null, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}
            """.Trim(),
            reader.ReadToEnd(),
            StringComparison.Ordinal);
    }

    internal static Model Trained(string name, int epochs, Optimizer? optimizer = null)
    {
        var model = SavedModels.Create(name);
        model.Compile(optimizer ?? new Adam(0.01), "mse", metrics: model.Outputs.Count == 1 ? ["mae"] : [["mae"], ["mae"]]);
        model.Fit(SavedModels.Data(model), SavedModels.Targets(model), batchSize: 8, epochs: epochs, verbose: 0, shuffle: false);
        return model;
    }

    // Every weight by its path, with its values; models list shared and reordered layers in orders of their own.
    internal static string[] Describe(Model model) =>
        [.. model.Weights.Select(weight => $"{weight}, {weight.Trainable}: {string.Join(' ', weight.ToArray())}").Order()];
}
