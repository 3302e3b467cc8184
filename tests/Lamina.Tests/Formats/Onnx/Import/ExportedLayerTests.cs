using Lamina.Formats.Onnx.Export;
using Lamina.Formats.Onnx.Import;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Every layer that is exported is imported again.</summary>
public sealed class ExportedLayerTests
{
    public static TheoryData<string> Names => [.. LayerTests.All.Select(c => c.Name)];

    [SkippableTheory, MemberData(nameof(Names))]
    public void An_exported_layer_predicts_the_same_behind_import(string name)
    {
        var c = LayerTests.All.Single(layer => layer.Name == name);
        Seed.Set(11);
        Skip.If(c.Reads == DType.String, "ONNX Runtime's tensors of strings are read by no layer of an exported model.");
        KerasTensor[] inputs = [.. c.Inputs.Select(shape => new Input(shape, c.Reads).Output)];
        var model = new Model(inputs, [c.Create().Apply(inputs)[0]]);
        OnnxComparison.Scramble(model);
        var again = OnnxImporter.Read(Exported(model), name);
        Assert.Equal(model.Inputs.Select(input => (input.Name, input.Shape)), again.Inputs.Select(input => (input.Name, input.Shape)));
        foreach (var batch in (int[])[1, 5])
        {
            Tensor[] x = [.. c.Inputs.Select((shape, i) => c.Values(Training.Normal(5 + i, [batch, .. shape])).Cast(c.Reads).Evaluate())];
            var (expected, given) = (model.Predict(x), again.Predict(x));
            Assert.Equal(expected[0].Shape, given[0].Shape);
            Near.Assert(expected[0].ToArray<double>(), given[0].ToArray<double>(), Near.Formula, $"{name}, {batch} samples");
        }
    }

    private static byte[] Exported(Model model)
    {
        try
        {
            return OnnxExport.Of(model).Write().ToArray();
        }
        catch (NotSupportedException e)
        {
            // What cannot be written cannot be read again; that it is refused is tested where it is exported.
            Skip.If(true, e.Message);
            throw;
        }
    }
}
