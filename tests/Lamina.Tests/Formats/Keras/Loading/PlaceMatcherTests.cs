using Lamina.Formats.Hdf5;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>Files in which variables lie by the places of layers: how each variable is found, and how.</summary>
public sealed class PlaceMatcherTests : IDisposable
{
    private static readonly Case[] Table =
    [
        new("the places of Keras 3", Path, ["layers/dense", "layers/dense_1", "layers/dense_2"]),
        new("the places of Keras 2.14", Path,
            ["_layer_checkpoint_dependencies/dense", "_layer_checkpoint_dependencies/dense_1", "_layer_checkpoint_dependencies/dense_2"]),
        new("other classes, the same names", Path, ["layers/my_dense", "layers/my_dense_1", "layers/other"]) { Names = ["a", "b", "c"] },
        new("names in another order than places", Path, ["layers/dense_9", "layers/dense_7", "layers/dense_8"]) { Names = ["a", "b", "c"] },
        new("other numbers, in order", Order, ["layers/dense_3", "layers/dense_12", "layers/dense_101"]),
        new("nothing but shapes", Shape, ["layers/x", "layers/y", "layers/z"]) { Units = [2, 3, 5] },
    ];

    private readonly TemporaryFolder _folder = new();

    private const WeightMatching Path = WeightMatching.Path, Order = WeightMatching.Order, Shape = WeightMatching.Shape;

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    private string File => _folder["w.weights.h5"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void Each_variable_finds_its_array(string name)
    {
        var c = Table.Single(row => row.Name == name);
        Write(c.Units, c.Places, c.Names);
        var model = Model(c.Units);
        var report = model.LoadWeights(File);
        Assert.Equal([c.By], report.Matches.Select(match => match.By).Distinct());
        Assert.Equal(6, report.Matches.Count);
        Assert.Equal([1, 2, 3], model.Layers.Select(layer => layer.Weights[0].ToArray()[0]));
        Assert.Equal([-1, -2, -3], model.Layers.Select(layer => layer.Weights[1].ToArray()[0]));
    }

    [Fact]
    public void Two_layers_that_are_alike_are_not_guessed()
    {
        Write([3, 3, 3], ["layers/x", "layers/y", "layers/z"], null);
        Assert.Equal(
            $"""
            {File}: the weights are not those of the model.
              missing: layers/dense/vars/0, which is sequential/a/kernel float32[3, 3]
              missing: layers/dense/vars/1, which is sequential/a/bias float32[3]
              missing: layers/dense_1/vars/0, which is sequential/b/kernel float32[3, 3]
              missing: layers/dense_1/vars/1, which is sequential/b/bias float32[3]
              missing: layers/dense_2/vars/0, which is sequential/c/kernel float32[3, 3]
              missing: layers/dense_2/vars/1, which is sequential/c/bias float32[3]
              left over: /layers/x/vars/0, float32[3, 3]
              left over: /layers/x/vars/1, float32[3]
              left over: /layers/y/vars/0, float32[3, 3]
              left over: /layers/y/vars/1, float32[3]
              left over: /layers/z/vars/0, float32[3, 3]
              left over: /layers/z/vars/1, float32[3]
              hint: skipMismatch: true loads what fits, and reports the rest.
            """.ReplaceLineEndings("\n"),
            Assert.Throws<LaminaFormatException>(() => Model([3, 3, 3]).LoadWeights(File)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_left_and_reported_where_that_is_wanted()
    {
        Write([3, 4, 3], ["layers/dense", "layers/dense_1", "layers/dense_2"], null);
        var model = Model([3, 3, 3]);
        var before = model.Layers[1].Weights[0].ToArray();
        var report = model.LoadWeights(File, skipMismatch: true);
        Assert.Equal(
            $"""
            {File}: 3 variables loaded: 3 by path
              sequential/a/kernel [3, 3] ← layers/dense/vars/0 (path)
              sequential/a/bias [3] ← layers/dense/vars/1 (path)
              sequential/c/bias [3] ← layers/dense_2/vars/1 (path)
              other shape or type: /layers/dense_1/vars/0 is float32[3, 4]; the model has sequential/b/kernel float32[3, 3]
              other shape or type: /layers/dense_1/vars/1 is float32[4]; the model has sequential/b/bias float32[3]
              other shape or type: /layers/dense_2/vars/0 is float32[4, 3]; the model has sequential/c/kernel float32[3, 3]
            """.ReplaceLineEndings("\n"),
            report.ToString());
        Assert.Equal(before, model.Layers[1].Weights[0].ToArray());
    }

    [Fact]
    public void Nothing_changes_where_something_does_not_fit()
    {
        Write([3, 4, 3], ["layers/dense", "layers/dense_1", "layers/dense_2"], null);
        var model = Model([3, 3, 3]);
        var before = ModelFilesTests.Describe(model);
        Assert.Throws<LaminaFormatException>(() => model.LoadWeights(File));
        Assert.Equal(before, ModelFilesTests.Describe(model));
    }

    [Fact]
    public void Metrics_and_random_states_are_no_weights()
    {
        var tree = Tree([3, 3, 3], ["layers/dense", "layers/dense_1", "layers/dense_2"], null);
        tree.Add("metrics/mean/vars/0", Tensor.Zeros([]));
        tree.Add("layers/dropout/seed_generator/vars/0", Tensor.Zeros([2]));
        Save(tree);
        Assert.Empty(Model([3, 3, 3]).LoadWeights(File).Problems);
    }

    [Fact]
    public void Other_types_of_numbers_become_those_of_the_model()
    {
        var tree = new Hdf5Tree();
        tree.Add("layers/normalization/vars/0", Tensor.Wrap<double>([1, 2], [2]));
        tree.Add("layers/normalization/vars/1", Tensor.Wrap<double>([3, 4], [2]));
        tree.Add("layers/normalization/vars/2", Tensor.Wrap<long>([7], []));
        Save(tree);
        var model = new Sequential([new Input(2), new Normalization()]);
        model.LoadWeights(File);
        Assert.Equal([1, 2, 3, 4, 7], model.Weights.SelectMany(weight => weight.ToArray()));
    }

    private static Sequential Model(int[] units) => new(
        [new Input(3), .. units.Zip("abc").Select(pair => new Dense(new DenseConfig { Units = pair.First, Name = $"{pair.Second}" }))], "sequential");

    private void Write(int[] units, string[] places, string[]? names) => Save(Tree(units, places, names));

    private static Hdf5Tree Tree(int[] units, string[] places, string[]? names)
    {
        var tree = new Hdf5Tree();
        var inputs = 3;
        foreach (var (i, place) in places.Index())
        {
            tree.Add($"{place}/vars/0", Tensor.Wrap(Enumerable.Repeat(i + 1f, inputs * units[i]).ToArray(), [inputs, units[i]]));
            tree.Add($"{place}/vars/1", Tensor.Wrap(Enumerable.Repeat(-i - 1f, units[i]).ToArray(), [units[i]]));
            if (names is not null)
            {
                tree.Group($"{place}/vars").SetAttribute("name", names[i]);
            }

            inputs = units[i];
        }

        return tree;
    }

    private void Save(Hdf5Tree tree)
    {
        using var file = System.IO.File.Create(File);
        tree.Write(file);
    }

    private sealed record Case(string Name, WeightMatching By, string[] Places)
    {
        public int[] Units { get; init; } = [3, 3, 3];

        public string[]? Names { get; init; }
    }
}
