using System.Text.Json;
using Lamina.Cli.Inspection;
using Lamina.Formats;
using Lamina.Formats.SafeTensors;

namespace Lamina.Cli.Tests;

public sealed class InspectTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    [Fact]
    public void Safetensors_show_names_types_shapes_and_notes()
    {
        SafeTensorsFile.Write(
            files["s.safetensors"], [new("a", Tensor.Zeros([2, 3]).Evaluate()), new("long\u001b[1mname", new[] { 1L })],
            [new("format", "pt"), new("notes", new string('x', 100))]);
        Assert.Equal(
            $"""
            @s.safetensors: a safetensors file, {new FileInfo(files["s.safetensors"]).Length} bytes
              format  pt
              notes   {new string('x', 80)}… (100 characters)

            tensors (2)
              long\x1B[1mname  I64[1]
              a                F32[2, 3]

            """.ReplaceLineEndings("\n"),
            files.Run("inspect @s.safetensors").Output);
    }

    [Fact]
    public void Arrays_of_NumPy_show_types_and_shapes()
    {
        Assert.Equal("@x.npy: an .npy file, one array, 176 bytes\n\narrays (1)\n  x  <f4[3, 4]\n", files.Run("inspect @x.npy").Output);
        var run = files.Run("inspect @xy.npz --json");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("an .npz file", json.GetProperty("format").GetString());
        Assert.Equal(
            """[{"name":"x","type":"\u003Cf4","shape":[3,4]},{"name":"y","type":"\u003Ci4","shape":[3]}]""", json.GetProperty("arrays").GetRawText());
        Assert.Contains("arrays (2)\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_show_entries_versions_and_weights()
    {
        var json = JsonDocument.Parse(files.Run("inspect @one.keras --json").Output).RootElement;
        Assert.Equal("a .keras archive", json.GetProperty("format").GetString());
        Assert.Equal("3.16.0", json.GetProperty("facts").GetProperty("keras_version").GetString());
        Assert.Equal("Sequential", json.GetProperty("facts").GetProperty("class_name").GetString());
        Assert.Equal("flowers", json.GetProperty("facts").GetProperty("name").GetString());
        Assert.Equal("yes", json.GetProperty("facts").GetProperty("compiled").GetString());
        Assert.Contains("config.json", json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()));
        var weights = json.GetProperty("weights").EnumerateArray().ToDictionary(weight => weight.GetProperty("name").GetString()!);
        Assert.Equal("[4,8]", weights["layers/dense/vars/0"].GetProperty("shape").GetRawText());
        Assert.Equal("float32", weights["layers/dense/vars/0"].GetProperty("type").GetString());
        Assert.Equal("group", weights["layers/dense"].GetProperty("type").GetString());
    }

    [Fact]
    public void Hdf5_shows_attributes_and_cuts_long_ones()
    {
        var run = files.Run("inspect @one.h5");
        Assert.Equal(0, run.Code);
        Assert.StartsWith($"@one.h5: an HDF5 file, {new FileInfo(files["one.h5"]).Length:N0} bytes\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  model_config +\{""class_name"": .{20,}… \([0-9,]+ characters\)\n", run.Output);
        Assert.Matches(@"\n  model_weights/dense/.*kernel +float32\[4, 8\]\n", run.Output);
        Assert.Contains("\n    @weight_names  []\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n    @weight_names  [\"", run.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(files.Run("inspect @one.h5 --json").Output).RootElement;
        Assert.Equal("3.16.0", json.GetProperty("facts").GetProperty("keras_version").GetString());
        Assert.NotEmpty(json.GetProperty("objects").EnumerateArray());
    }

    [Fact]
    public void Onnx_shows_versions_inputs_nodes_and_initializers()
    {
        var json = JsonDocument.Parse(files.Run("inspect @one.onnx --json").Output).RootElement;
        Assert.Equal("an ONNX model", json.GetProperty("format").GetString());
        Assert.Equal("17", json.GetProperty("facts").GetProperty("opset").GetString());
        Assert.Equal("x", json.GetProperty("inputs")[0].GetProperty("name").GetString());
        Assert.Equal(4, json.GetProperty("inputs")[0].GetProperty("shape")[1].GetInt32());
        Assert.Equal("float", json.GetProperty("outputs")[0].GetProperty("type").GetString());
        Assert.Contains("Softmax", json.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.Contains("[4,8]", json.GetProperty("initializers").EnumerateArray().Select(tensor => tensor.GetProperty("shape").GetRawText()));
    }

    [Fact]
    public void Files_that_are_only_known_are_named()
    {
        files.Text("model.json", """{"class_name": "Sequential", "config": {}}""");
        Assert.Equal(
            "@model.json: the text of a model without its weights, 42 bytes"
            + "\n  hint  Model.FromJson(File.ReadAllText(path)) builds the model; LoadWeights gives it weights.\n",
            files.Run("inspect @model.json").Output);
        files.Text("page.h5", "<!DOCTYPE html><html></html>");
        Assert.Equal(
            "@page.h5: a web page, 28 bytes\n  hint  the download gave a page instead of the file; open the address in a browser.\n",
            files.Run("inspect @page.h5").Output);
    }

    [Fact]
    public void Every_kind_is_one_that_files_are_told_by() =>
        Assert.Empty(Inspector.Kinds.Append(ModelFile.Configuration).Except(FileFormats.All.Select(format => format.Name)));
}
