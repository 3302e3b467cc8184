using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Models of PyTorch give in Lamina what they give there.</summary>
public sealed class TorchModelTests(TorchModels models, Xunit.Abstractions.ITestOutputHelper output) : IClassFixture<TorchModels>
{
    public static TheoryData<string> Names => [.. File.ReadAllLines("/tmp/import_names.txt")];

    [SkippableTheory, MemberData(nameof(Names))]
    public void Predictions_are_those_of_PyTorch(string name)
    {
        var model = OnnxImporter.Load(models[name]);
        var (inputs, outputs) = models.ValuesOf(name);
        output.WriteLine(string.Join(" ", model.Layers.Select(l => l.KerasName)));
        output.WriteLine(model.Summary(140));
        var given = model.Predict(inputs, inputs[0].Shape[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(outputs[i].Shape, given[i].Shape);
            Near.Assert(outputs[i].ToArray<double>(), given[i].ToArray<double>(), (1e-5, 1e-5), $"output {i}");
        }
    }
}
