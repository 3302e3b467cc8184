using System.Text.Json;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Cli.Tests;

public sealed class ConvertTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    [Theory]
    [InlineData("@one.keras", "@c.h5")]
    [InlineData("@one.h5", "@c.keras")]
    [InlineData("@one.keras", "@c.hdf5")]
    [InlineData("@one.keras", "@one.keras")]
    public void Models_predict_alike_in_every_form(string from, string to)
    {
        var run = files.Run($"convert {from} {to} --json");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("flowers", json.GetProperty("model").GetString());
        Assert.Equal(67, json.GetProperty("parameters").GetInt32());
        Assert.Equal(from, json.GetProperty("from").GetString());
        Assert.Equal(to, json.GetProperty("to").GetString());
        var path = files[to[1..]];
        Assert.Equal(new FileInfo(path).Length, json.GetProperty("bytes").GetInt64());
        var model = Model.Load(path);
        Assert.Equal(files.One.Predict(files.X).ToArray(), model.Predict(files.X).ToArray());
        Assert.IsType<Adam>(model.Optimizer);
    }

    [Theory]
    [InlineData("@one.keras", "@w.weights.h5")]
    [InlineData("@one.h5", "@w.npz")]
    [InlineData("@one.keras", "@w.weights.npz")]
    [InlineData("@one.keras", "@w.safetensors")]
    [InlineData("@one.weights.h5", "@w.npz")]
    [InlineData("@one.npz", "@w.weights.h5")]
    [InlineData("@one.npz", "@w.safetensors")]
    [InlineData("@one.safetensors", "@w.npz")]
    public void Weights_are_those_of_the_model_in_every_form(string from, string to)
    {
        var run = files.Run($"convert {from} {to}");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        Assert.EndsWith($"saved {to}, {new FileInfo(files[to[1..]]).Length:N0} bytes\n", run.Output, StringComparison.Ordinal);
        var model = files.One.Clone();
        model.Compile(new Adam(), new SparseCategoricalCrossentropy(), metrics: ["accuracy"]);
        model.LoadWeights(files[to[1..]]);
        Assert.Equal(files.One.Predict(files.X).ToArray(), model.Predict(files.X).ToArray());
    }

    [Fact]
    public void Weights_are_given_to_a_configuration()
    {
        Assert.Equal("", files.Run("convert @one.json @both.h5 --weights @one.npz").Error);
        Assert.Equal(files.One.Predict(files.X).ToArray(), Model.Load(files["both.h5"]).Predict(files.X).ToArray());
    }

    [Fact]
    public void Weights_are_given_to_a_model()
    {
        var other = files.One.Clone();
        other.Save(files["other.keras"]);
        var run = files.Run("convert @other.keras @both.keras --weights @one.safetensors");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        Assert.Contains("@one.safetensors: 4 variables loaded: 4 by path\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(files.One.Predict(files.X).ToArray(), Model.Load(files["both.keras"]).Predict(files.X).ToArray());
    }

    [Fact]
    public void Weights_of_PyTorch_are_given_to_a_model()
    {
        SafeTensorsFile.Write(
            files["torch.safetensors"],
            files.One.Weights.Zip(["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"], (weight, name) =>
                KeyValuePair.Create(name, weight.Read().Transpose().Evaluate())));
        files.One.Clone().Save(files["other.keras"]);
        var run = files.Run("convert @other.keras @torch.keras --weights @torch.safetensors --pytorch");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        Assert.Equal(files.One.Predict(files.X).ToArray(), Model.Load(files["torch.keras"]).Predict(files.X).ToArray());
    }

    [Fact]
    public void Onnx_is_written_with_any_number_of_samples()
    {
        Assert.Equal(0, files.Run("convert @one.keras @c.onnx").Code);
        Assert.Equal(File.ReadAllBytes(files["one.onnx"]), File.ReadAllBytes(files["c.onnx"]));
        var json = JsonDocument.Parse(files.Run("inspect @c.onnx --json").Output).RootElement;
        Assert.Equal(JsonValueKind.String, json.GetProperty("inputs")[0].GetProperty("shape")[0].ValueKind);
    }

    [Fact]
    public void A_failed_conversion_leaves_the_old_file()
    {
        files.Text("old.h5", "as it was");
        Assert.Equal(2, files.Run("convert @text.keras @old.h5").Code);
        Assert.Equal("as it was", File.ReadAllText(files["old.h5"]));
    }
}
