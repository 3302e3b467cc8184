using System.Text.Json;
using Lamina.Formats.Onnx.Export;
using Lamina.Formats.Onnx.Import;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Models of Keras, exported to ONNX and imported again.</summary>
public sealed class OnnxImportTests
{
    public static TheoryData<string> Files => ModelTests.Files;

    [Theory, MemberData(nameof(Files))]
    public void A_model_gives_behind_export_and_import_what_Keras_gave(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Root, file)));
        var golden = json.RootElement;
        var model = Model.FromJson(golden.GetProperty("keras_zip").GetProperty("config.json").GetRawText());
        model.SetWeights([.. golden.GetProperty("weights").EnumerateArray().Select(weight => GoldenTensor.Parse(weight.GetProperty("value")).ToTensor())]);
        var again = OnnxImporter.Read(OnnxExport.Of(model).Write().ToArray(), file);
        Tensor[] inputs = [.. Tensors(golden.GetProperty("inputs")).Select(x => x.ToTensor())];
        var outputs = Tensors(golden.GetProperty("outputs"));
        foreach (var ((wanted, expected), given) in outputs.Zip(model.Predict(inputs)).Zip(again.Predict(inputs)))
        {
            Assert.Equal(expected.Shape, given.Shape);
            Assert.All(expected.ToArray<double>().Zip(given.ToArray<double>()), pair =>
                Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-5 + (1e-5 * Math.Abs(pair.First))));
            Assert.All(wanted.Values.Zip(given.ToArray<double>()), pair => Assert.InRange(
                Math.Abs(pair.First - pair.Second), 0, Tolerance.Values.Absolute + (Tolerance.Values.Relative * Math.Abs(pair.First))));
        }
    }

    private static GoldenTensor[] Tensors(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. GoldenCase.Tensors(json).Select(tensor => tensor!)] : [GoldenTensor.Parse(json)];
}
