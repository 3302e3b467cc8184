using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Weights under the paths of their variables.</summary>
public sealed class NamedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models => SavedModels.Names;

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Models))]
    public void Weights_come_back_to_the_bit(string name)
    {
        var model = SavedModels.Create(name);
        model.SaveWeights(_folder["w.safetensors"]);
        var other = model.Clone();
        var report = other.LoadWeights(_folder["w.safetensors"]);
        Assert.All(report.Matches, match => Assert.Equal(WeightMatching.Path, match.By));
        Assert.Equal(model.Weights.Count, report.Matches.Count);
        Assert.All(model.Weights.Zip(other.Weights), pair => Assert.Equal(pair.First.ToArray(), pair.Second.ToArray()));
    }

    [Fact]
    public void Names_are_the_paths_of_variables()
    {
        new Sequential([new Input(4), new Dense(3), new Dense(2)]).SaveWeights(_folder["w.safetensors"]);
        using var reader = SafeTensorsReader.Open(_folder["w.safetensors"]);
        Assert.Equal(
            ["sequential/dense/bias F32[3]", "sequential/dense/kernel F32[4, 3]", "sequential/dense_1/bias F32[2]", "sequential/dense_1/kernel F32[3, 2]"],
            reader.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([KeyValuePair.Create("format", "keras")], reader.Metadata);
    }

    [Theory]
    [InlineData("by the model's name", "digits/dense/kernel digits/dense/bias digits/dense_1/kernel digits/dense_1/bias", WeightMatching.Path)]
    [InlineData("without the model's name", "dense/kernel dense/bias dense_1/kernel dense_1/bias", WeightMatching.Path)]
    [InlineData("by place", "layers/dense/vars/0 layers/dense/vars/1 layers/dense_1/vars/0 layers/dense_1/vars/1", WeightMatching.Path)]
    [InlineData("by order", "sequential/dense_9/kernel sequential/dense_9/bias sequential/dense_10/kernel sequential/dense_10/bias", WeightMatching.Order)]
    [InlineData("by shape", "a b c d", WeightMatching.Shape)]
    public void Other_names_are_matched(string how, string names, WeightMatching by)
    {
        var model = new Sequential([new Input(4), new Dense(3), new Dense(2)]);
        var values = model.Weights.Select(weight => weight.Read() + 1).ToArray();
        var report = Load(model, [.. names.Split(' ').Zip(values.Select(value => value.Evaluate()))]);
        Assert.All(report.Matches, match => Assert.True(match.By == by, how));
        Assert.All(model.Weights.Zip(values), pair => Assert.Equal(pair.Second.ToArray(), pair.First.ToArray()));
    }

    [Fact]
    public void A_dictionary_gives_names()
    {
        var model = new Sequential([new Input(4), new Dense(2)]);
        Load(
            model, [("head.w", Tensor.Ones([4, 2])), ("sequential/dense/bias", Tensor.Ones([2]))],
            NameMap.Of(new Dictionary<string, string> { ["head.w"] = "sequential/dense/kernel" }));
        Assert.All(model.Weights, weight => Assert.All(weight.ToArray(), x => Assert.Equal(1, x)));
    }

    [Fact]
    public void A_function_gives_names_and_leaves_out()
    {
        var model = new Sequential([new Input(4), new Dense(2)]);
        Load(
            model, [("w", Tensor.Ones([4, 2])), ("b", Tensor.Ones([2])), ("optimizer", Tensor.Ones([9]))],
            NameMap.Of(name => name switch { "w" => "dense/kernel", "b" => "dense/bias", _ => null }));
        Assert.All(model.Weights, weight => Assert.All(weight.ToArray(), x => Assert.Equal(1, x)));
    }

    [Fact]
    public void What_does_not_fit_is_named_at_once_and_nothing_changes()
    {
        var model = new Sequential([new Input(4), new Dense(3), new Dense(2)]);
        var before = model.Weights[2].ToArray();
        var e = Assert.Throws<LaminaFormatException>(() => Load(
            model,
            [("dense/kernel", Tensor.Ones([4, 9])), ("dense_1/kernel", Tensor.Ones([3, 2])), ("dense_1/bias", Tensor.Ones([2])), ("x", Tensor.Ones([7]))]));
        Assert.Equal(
            "f: the weights are not those of the model.\n"
            + "  other shape or type: dense/kernel is float32[4, 9]; the model has sequential/dense/kernel float32[4, 3]\n"
            + "  missing: sequential/dense/bias, which is sequential/dense/bias float32[3]\n"
            + "  left over: x, float32[7]\n"
            + "  hint: skipMismatch: true loads what fits, and reports the rest.",
            e.Message);
        Assert.Equal(before, model.Weights[2].ToArray());
    }

    [Fact]
    public void Names_of_arrays_of_NumPy_are_mapped()
    {
        NpzFile.Write(_folder["w.npz"], [new("fc.weight", Tensor.Ones([2, 4]).Evaluate()), new("fc.bias", Tensor.Ones([2]).Evaluate())]);
        var model = new Sequential([new Input(4), new Dense(2)]);
        Assert.Equal(2, model.LoadWeights(_folder["w.npz"], names: NameMap.PyTorch).Matches.Count);
        Assert.All(model.Weights, weight => Assert.All(weight.ToArray(), x => Assert.Equal(1, x)));
    }

    [Fact]
    public void Files_without_names_of_others_are_not_mapped()
    {
        var model = new Sequential([new Input(4), new Dense(2)]);
        model.SaveWeights(_folder["w.weights.h5"]);
        var e = Assert.Throws<ArgumentException>(() => model.LoadWeights(_folder["w.weights.h5"], names: NameMap.PyTorch));
        Assert.Equal(
            $"LoadWeights maps names of .npz and .safetensors files; '{_folder["w.weights.h5"]}' is an HDF5 file. (Parameter 'names')", e.Message);
    }

    private static WeightReport Load(Model model, (string Name, Tensor Value)[] arrays, NameMap? names = null) => NamedWeights.Load(
        model, [.. arrays.Select(pair => SourceArray.Of(pair.Name, pair.Value.Evaluate()))], "f", new WeightOptions { Names = names });
}
