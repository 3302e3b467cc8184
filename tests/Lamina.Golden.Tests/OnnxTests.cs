using System.Text.Json;
using Lamina.Golden.Tests.Running;
using Lamina.NN;
using Lamina.Tests.Formats.Onnx;

namespace Lamina.Golden.Tests;

/// <summary>Models of Keras, exported to ONNX and run by ONNX Runtime.</summary>
public sealed class OnnxTests(OnnxTests.Exports exports) : IClassFixture<OnnxTests.Exports>
{
    public static TheoryData<string> Files => ModelTests.Files;

    [SkippableTheory, MemberData(nameof(Files))]
    public void ONNX_Runtime_gives_what_Keras_gave(string file)
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        exports.Check(file);
    }

    [SkippableFact]
    public void Models_pass_the_checker_of_ONNX()
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        Assert.All(exports.Complaints(), Assert.Empty);
    }

    /// <summary>All models, exported and run once.</summary>
    public sealed class Exports : IDisposable
    {
        private readonly OnnxRuntime _runtime = new();
        private readonly Dictionary<string, OnnxComparison> _models = [];
        private readonly Dictionary<string, GoldenTensor?[]> _outputs = [];
        private readonly OnnxAnswer[] _answers = [];

        public Exports()
        {
            if (OnnxRuntime.Missing is not null)
            {
                return;
            }

            foreach (var file in ModelTests.FileNames)
            {
                using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Root, file)));
                Add(file, json.RootElement);
            }

            _answers = _runtime.Run();
        }

        public void Dispose() => _runtime.Dispose();

        public string[] Complaints() => _runtime.Check();

        public void Check(string file)
        {
            var answer = _answers[_models[file].Job];
            _models[file].Check(answer);
            foreach (var (wanted, given) in _outputs[file].Zip(answer.Batches[^1]))
            {
                Assert.All(wanted!.Values.Zip(given.Values), pair => Assert.InRange(
                    Math.Abs(pair.First - pair.Second), 0, Tolerance.Values.Absolute + (Tolerance.Values.Relative * Math.Abs(pair.First))));
            }
        }

        private void Add(string file, JsonElement golden)
        {
            var model = Model.FromJson(golden.GetProperty("keras_zip").GetProperty("config.json").GetRawText());
            model.SetWeights([.. golden.GetProperty("weights").EnumerateArray().Select(weight => GoldenTensor.Parse(weight.GetProperty("value")).ToTensor())]);
            Tensor[] inputs = [.. Tensors(golden.GetProperty("inputs")).Select(x => x!.ToTensor())];
            _models[file] = new OnnxComparison(_runtime, model, [.. inputs.Select(x => x.Slice(0, 0, 1).Evaluate())], inputs);
            _outputs[file] = Tensors(golden.GetProperty("outputs"));
        }

        private static GoldenTensor?[] Tensors(JsonElement json) =>
            json.ValueKind == JsonValueKind.Array ? GoldenCase.Tensors(json) : [GoldenTensor.Parse(json)];
    }
}
