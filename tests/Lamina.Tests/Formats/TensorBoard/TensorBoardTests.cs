using System.Text.Json.Nodes;
using Lamina.Formats.TensorBoard;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.TensorBoard;

public sealed class TensorBoardTests : IDisposable
{
    private const int Float = 1;
    private const int Double = 2;
    private const int String = 7;

    private static readonly Tensor X = Tensor.Ones([6, 1]).Evaluate();
    private static readonly Tensor Y = new float[] { 1, 2, 3, 4, 5, 6 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Epochs_are_scalars_with_the_tags_of_Keras()
    {
        var model = Training.Line();
        model.Compile(new SGD(0.125), "mse", ["mae"]);
        var history = model.Fit(X, Y, epochs: 2, verbose: 0, validationSplit: 0.5, callbacks: [Board(writeGraph: false)]);
        var (time, version, train) = Read("train");
        Assert.Equal("brain.Event:2", version);
        Assert.InRange(time, 1.7e9, 1e10);
        Assert.Equal(
            [("epoch_loss", 0L), ("epoch_mae", 0), ("epoch_learning_rate", 0), ("epoch_loss", 1), ("epoch_mae", 1), ("epoch_learning_rate", 1)],
            train.Select(value => (value.Tag, value.Step)));
        Assert.Equal(Floats(history["loss"]), train.Where(value => value.Tag == "epoch_loss").Select(value => (float)value.Scalar));
        Assert.Equal(0.125, train.First(value => value.Tag == "epoch_learning_rate").Scalar);
        Assert.All(train, value =>
            Assert.Equal(("scalars", "", 1L, Float, 0), (value.Plugin, value.Content, value.DataClass, (int)value.DType, value.Shape.Length)));

        var validation = Read("validation").Values.Where(value => value.Tag.StartsWith("epoch_", StringComparison.Ordinal)).ToList();
        Assert.Equal([("epoch_loss", 0L), ("epoch_mae", 0), ("epoch_loss", 1), ("epoch_mae", 1)], validation.Select(value => (value.Tag, value.Step)));
        Assert.Equal(Floats(history["val_mae"]), validation.Where(value => value.Tag == "epoch_mae").Select(value => (float)value.Scalar));
    }

    [Fact]
    public void File_names_are_those_that_TensorBoard_looks_for()
    {
        var board = Board();
        for (var training = 0; training < 2; training++)
        {
            Training.Line().Fit(X, Y, verbose: 0, callbacks: [board]);
        }

        string[] files = [.. Directory.GetFiles(_folder["train"]).Select(file => Path.GetFileName(file)!)];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Matches(@"^events\.out\.tfevents\.\d{10}\..+\.v2$", file));
        Assert.False(Directory.Exists(_folder["validation"]));
    }

    [Theory]
    [InlineData(1, new long[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, new long[] { 2, 4, 6 })]
    [InlineData(4, new long[] { 4 })]
    public void Batches_are_scalars_by_number(int frequency, long[] steps)
    {
        var losses = new Dictionary<long, double>();
        var watch = new LambdaCallback();
        var number = 0;
        var counting = new LambdaCallback { TrainBatchEnd = _ => losses[++number] = watch.Parameters.CurrentLogs()["loss"] };
        Training.Line().Fit(X, Y, batchSize: 2, epochs: 2, verbose: 0, callbacks: [watch, counting, Board(updateFrequency: frequency)]);
        var batches = Read("train").Values.Where(value => value.Tag == "batch_loss").ToList();
        Assert.Equal(steps, batches.Select(value => value.Step));
        Assert.Equal(steps.Select(step => (float)losses[step]), batches.Select(value => (float)value.Scalar));
    }

    [Fact]
    public void Weights_are_histograms_by_layer()
    {
        var model = new Sequential([new Input(4), new Dense(8), new Dense(1)]);
        model.Compile("sgd", "mse");
        model.Fit(Training.Normal(1, 6, 4), Y, epochs: 3, verbose: 0, callbacks: [Board(histogramFrequency: 2)]);
        var histograms = Read("train").Values.Where(value => value.Plugin == "histograms").ToList();
        string[] tags = ["dense/kernel/histogram", "dense/bias/histogram", "dense_1/kernel/histogram", "dense_1/bias/histogram"];
        Assert.Equal([.. tags.Select(tag => (tag, 0L)), .. tags.Select(tag => (tag, 2L))], histograms.Select(value => (value.Tag, value.Step)));
        Assert.All(histograms, value => Assert.Equal((2L, Double), (value.DataClass, (int)value.DType)));
        var last = histograms.Last(value => value.Tag == "dense/kernel/histogram");
        Assert.Equal([30, 3], last.Shape);
        var kernel = model.GetWeights()[0].ToArray();
        Assert.Equal((kernel.Min(), kernel.Max(), 32), ((float)last.Numbers[0], (float)last.Numbers[^2], last.Numbers.Where((_, i) => i % 3 == 2).Sum()));
    }

    [Theory]
    [InlineData(new float[0], new double[0])]
    [InlineData(new[] { 2f, 2, float.NaN }, new[] { 1.5, 2.5, 2 })]
    public void A_histogram_of_equal_numbers_is_one_bucket(float[] values, double[] rows) => Assert.Equal(
        rows, HistogramBucket.Of(values).SelectMany(bucket => new[] { bucket.Left, bucket.Right, bucket.Count }));

    [Fact]
    public void A_histogram_counts_each_number_in_its_bucket()
    {
        var buckets = HistogramBucket.Of([.. Enumerable.Range(0, 31).Select(i => (float)i), float.PositiveInfinity]);
        Assert.Equal(30, buckets.Length);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)i), buckets.Select(bucket => bucket.Left));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (double)i), buckets.Select(bucket => bucket.Right));
        Assert.Equal([.. Enumerable.Repeat(1.0, 29), 2], buckets.Select(bucket => bucket.Count));
    }

    [Fact]
    public void The_layers_are_written_as_JSON()
    {
        var model = Training.Line();
        model.Fit(X, Y, verbose: 0, callbacks: [Board()]);
        var value = Read("train").Values[0];
        Assert.Equal(("keras", 0L, "graph_keras_model", "1", String), (value.Tag, value.Step, value.Plugin, value.Content, (int)value.DType));
        Assert.Equal("Sequential", JsonNode.Parse(value.Text)!["class_name"]!.GetValue<string>());
    }

    [Fact]
    public void Evaluations_are_scalars_by_iteration()
    {
        var model = Training.Line();
        model.Fit(X, Y, batchSize: 2, verbose: 0);
        var board = Board();
        board.Model = model;
        board.OnTestEnd(new Logs { ["loss"] = 0.5 });
        var value = Assert.Single(Read("validation").Values);
        Assert.Equal(("evaluation_loss_vs_iterations", 3L, 0.5), (value.Tag, value.Step, value.Scalar));
    }

    [Fact]
    public void Steps_a_second_are_written_when_asked_for()
    {
        Training.Line().Fit(X, Y, batchSize: 2, verbose: 0, callbacks: [Board(writeStepsPerSecond: true)]);
        var values = Read("train").Values.Where(value => value.Tag.EndsWith("_steps_per_second", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("batch_steps_per_second", 1L), ("batch_steps_per_second", 2), ("batch_steps_per_second", 3), ("epoch_steps_per_second", 0)],
            values.Select(value => (value.Tag, value.Step)));
        Assert.All(values, value => Assert.InRange(value.Scalar, 1e-3, double.MaxValue));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder["train"], "");
        var error = Assert.Throws<IOException>(() => Training.Line().Fit(X, Y, verbose: 0, callbacks: [Board()]));
        Assert.StartsWith($"TensorBoard cannot write '{_folder["train"]}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_so_far_can_be_read_behind_each_epoch()
    {
        var counts = new List<int>();
        Training.Line().Fit(X, Y, epochs: 3, verbose: 0, callbacks:
            [Board(writeGraph: false), new LambdaCallback { EpochEnd = (_, _) => counts.Add(Read("train").Values.Count) }]);
        Assert.Equal([2, 4, 6], counts);
    }

    private static IEnumerable<float> Floats(IEnumerable<double> values) => values.Select(value => (float)value);

    private Lamina.NN.TensorBoard Board(
        int histogramFrequency = 0, bool writeGraph = true, bool writeStepsPerSecond = false, int? updateFrequency = null) =>
        new(_folder.Path, histogramFrequency, writeGraph, writeStepsPerSecond, updateFrequency);

    private (double Time, string Version, List<ReadValue> Values) Read(string folder) =>
        EventReader.Read(Directory.GetFiles(_folder[folder]).Single());
}
