using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Tests.Formats.PyTorch;

public sealed class NameMapTests(TorchFiles files) : IClassFixture<TorchFiles>
{
    public static TheoryData<string> Cases => new(TorchCases.Table.Select(c => c.Name));

    [SkippableTheory, MemberData(nameof(Cases))]
    public void Networks_of_PyTorch_predict_alike(string name)
    {
        var c = Array.Find(TorchCases.Table, c => c.Name == name)!;
        var expected = NpyFile.Read(files[c, "y.npy"]);
        foreach (var file in new[] { "written.safetensors", "sorted.safetensors" })
        {
            var model = c.Model();
            var report = model.LoadWeights(
                files[c, file], names: c.Layers is null ? NameMap.PyTorch : NameMap.PyTorchOf(c.Layers));
            Assert.Equal(model.Weights.Select(weight => weight.Path), report.Matches.Select(match => match.Variable));
            Assert.All(report.Matches, match => Assert.Equal("from PyTorch", match.Conversion));
            var y = model.Predict(NpyFile.Read(files[c, "x.npy"]));
            Assert.Equal(expected.Shape, y.Shape);
            Near.Assert(expected.ToArray<double>(), y.ToArray<double>(), Near.Formula, file);
        }
    }
}
