using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Files of whole models in Keras's older form, and files of weights, as other programs see them.</summary>
[Collection(ProcessWide.Name)]
public sealed class LegacyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The way Keras itself goes: names from attributes, whole or in parts, then arrays by name.
    private const string AsKerasReads = """
        import h5py, json
        def names(group, name):
            found = [group.attrs[name]] if name in group.attrs else []
            while f'{name}{len(found)}' in group.attrs: found.append(group.attrs[f'{name}{len(found)}'])
            return [n.decode() if hasattr(n, 'decode') else n for part in found for n in part]
        f = h5py.File('m.h5', 'r')
        w = f['model_weights']
        """;

    [SkippableFact]
    public void Arrays_are_found_as_Keras_finds_them()
    {
        var model = ModelFilesTests.Trained("functional, nested", epochs: 1);
        model.Save(_folder["m.h5"]);
        var expected = model.Weights.ToDictionary(weight => weight.Path, weight => weight.ToArray().Sum(x => (double)x));
        var printed = Python.Run(_folder.Path, AsKerasReads + """

            print(json.loads(f.attrs['model_config'])['class_name'], json.loads(f.attrs['training_config'])['optimizer_config']['class_name'])
            for layer in names(w, 'layer_names'):
                for weight in names(w[layer], 'weight_names'): print(weight, repr(float(w[layer][weight][()].astype('f8').sum())))
            print(len(names(f['optimizer_weights'], 'weight_names')), f['optimizer_weights/adam/iteration'][()])
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Functional Adam", printed[0]);
        Assert.Equal($"{2 + (2 * model.TrainableWeights.Count)} 3", printed[^1]);
        Assert.Equal(expected.Keys.Order(), printed[1..^1].Select(line => line.Split(' ')[0]).Order());
        Assert.All(printed[1..^1], line => Assert.Equal(
            expected[line.Split(' ')[0]], double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 1e-9));
        H5Dump.Run(_folder["m.h5"]);
    }

    [SkippableTheory]
    [InlineData(1000, 64, "layer_names")]
    [InlineData(1009, 64, "layer_names0 layer_names1")]
    [InlineData(2100, 64, "layer_names0 layer_names1 layer_names2")]
    [InlineData(4100, 5, "layer_names")]
    public void Lists_of_names_are_cut_where_Keras_cuts_them(int count, int length, string attributes)
    {
        var model = new Sequential([.. Enumerable.Range(0, count).Select(i => new Flatten(new FlattenConfig { Name = $"{i}".PadLeft(length, 'n') }))]);
        model.Save(_folder["m.h5"]);
        Assert.Equal($"{attributes}\n{count} True\n", Python.Run(_folder.Path, AsKerasReads + $"""

            print(*sorted(a for a in w.attrs if a.startswith('layer_names')))
            found = names(w, 'layer_names')
            print(len(found), found == [str(i).rjust({length}, 'n') for i in range({count})])
            """));
        H5Dump.Run(_folder["m.h5"]);
    }

    [Theory]
    [InlineData(".h5", false)]
    [InlineData(".hdf5", false)]
    [InlineData(".weights.h5", true)]
    public void Equal_models_give_equal_bytes(string ending, bool isOfWeights)
    {
        byte[][] files = [.. new[] { "a", "b" }.Select(name =>
        {
            var model = ModelFilesTests.Trained("all layers", epochs: 1);
            if (isOfWeights)
            {
                model.SaveWeights(_folder[name + ending]);
            }
            else
            {
                model.Save(_folder[name + ending]);
            }

            return File.ReadAllBytes(_folder[name + ending]);
        })];
        Assert.Equal(files[0], files[1]);
    }

    [Fact]
    public void Names_that_two_variables_have_are_told()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile(new MultiOptimizer(new SGD(0.1), (".*bias", new SGD(0.2))), "mse");
        var error = Assert.Throws<NotSupportedException>(() => model.Save(_folder["m.h5"]));
        Assert.Equal(
            "An .h5 file of a model holds variables by their names; this model has two named 'sgd/iteration'."
            + "\n  hint: save it as .keras, where they have numbers.",
            error.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Vocabularies_that_the_form_cannot_hold_are_told()
    {
        var text = new Input(new InputConfig { BatchShape = [Shape.Unknown, 1], DType = DType.String });
        var lookup = new StringLookup();
        lookup.Adapt(Tensor.From(["a", "b"], [2]));
        var model = new Model([text], [lookup.Apply(text)]);
        var error = Assert.Throws<NotSupportedException>(() => model.Save(_folder["m.h5"]));
        Assert.Equal(
            "An .h5 file of a model holds no vocabularies but those in the configuration; this model has"
            + " 'assets/layers/string_lookup/vocabulary.txt'."
            + "\n  hint: save it as .keras, or give the layer its vocabulary when it is made.",
            error.Message);
    }

    [Fact]
    public void Layers_of_models_have_the_short_form_wherever_the_model_is()
    {
        var inner = new Sequential([new Input(3), new Dense(2)], "inner");
        var model = new Sequential([new Input(4, 3), new TimeDistributed(inner), new Sequential([new Input(4, 2), new Flatten()], "flat")]);
        var layers = ShortForm.OfModel(model)["config"]!["layers"]!.AsArray();
        Assert.All(layers, layer => Assert.Equal(["class_name", "config"], Keys(layer)));
        var wrapped = layers[1]!["config"]!["layer"]!;
        Assert.Equal(["module", "class_name", "config", "registered_name", "build_config"], Keys(wrapped));
        Assert.Equal(["class_name", "config"], Keys(wrapped["config"]!["layers"]![1]));
        Assert.Equal(["class_name", "config"], Keys(layers[2]!["config"]!["layers"]![1]));

        static IEnumerable<string> Keys(System.Text.Json.Nodes.JsonNode? node) => node!.AsObject().Select(pair => pair.Key);
    }

    [Fact]
    public void What_Keras_has_no_place_for_is_in_a_group_of_its_own()
    {
        var model = ModelFilesTests.Trained("all layers", epochs: 2);
        model.Save(_folder["m.h5"]);
        model.SaveWeights(_folder["m.weights.h5"]);
        foreach (var name in new[] { "m.h5", "m.weights.h5" })
        {
            using var file = Hdf5File.Open(_folder[name]);
            Assert.Equal([6], ((Hdf5Dataset)file.Root.Find("lamina/step")!).Read().ToArray<int>());
            Assert.Equal(
                WeightPaths.AllLayers(model).Select(layer => unchecked((long)layer.Key)),
                ((Hdf5Dataset)file.Root.Find("lamina/keys")!).Read().ToArray<long>());
        }
    }
}
