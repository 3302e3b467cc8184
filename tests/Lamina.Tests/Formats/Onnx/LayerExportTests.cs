using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Onnx;

/// <summary>Every layer's export, run by ONNX Runtime.</summary>
public sealed class LayerExportTests(LayerExportTests.Exports exports) : IClassFixture<LayerExportTests.Exports>
{
    /// <summary>Layers that cannot be exported, and the reason that the message gives.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["Hashing"] = ReadsValues("hashing", "Hashing"),
        ["Hashing, numbers"] = ReadsValues("hashing", "Hashing"),
        ["HashedCrossing"] = ReadsValues("hashed_crossing", "HashedCrossing"),
        ["StringLookup"] = ReadsValues("string_lookup", "StringLookup"),
        ["TextVectorization"] = ReadsValues("text_vectorization", "TextVectorization"),
    };

    public static TheoryData<string> Names => [.. LayerTests.All.Select(c => c.Name)];

    [SkippableTheory, MemberData(nameof(Names))]
    public void A_layer_gives_the_same_in_ONNX_Runtime(string name)
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        exports.Check(name);
    }

    [SkippableFact]
    public void Layers_pass_the_checker_of_ONNX()
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        exports.CheckAll();
    }

    private static string ReadsValues(string name, string layer) =>
        $"'{name}' ({layer}) cannot be exported to ONNX: it reads values, such as strings, in .NET before the plan runs.";

    /// <summary>All layers, exported and run once.</summary>
    public sealed class Exports : IDisposable
    {
        private readonly OnnxRuntime _runtime = new();
        private readonly Dictionary<string, OnnxComparison> _comparisons = [];
        private readonly Dictionary<string, Exception> _errors = [];
        private readonly OnnxAnswer[] _answers = [];

        public Exports()
        {
            if (OnnxRuntime.Missing is not null)
            {
                return;
            }

            foreach (var c in LayerTests.All)
            {
                try
                {
                    _comparisons[c.Name] = Compare(c);
                }
                catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException or KeyNotFoundException)
                {
                    _errors[c.Name] = e;
                }
            }

            _answers = _runtime.Run();
        }

        public void Dispose() => _runtime.Dispose();

        public void Check(string name)
        {
            if (_errors.TryGetValue(name, out var error))
            {
                Assert.True(error is NotSupportedException && Refused.ContainsKey(name), error.ToString());
                Assert.StartsWith(Refused[name], error.Message, StringComparison.Ordinal);
                return;
            }

            Assert.False(Refused.ContainsKey(name), "This layer is said to be refused.");
            _comparisons[name].Check(_answers[_comparisons[name].Job]);
        }

        public void CheckAll()
        {
            var complaints = _runtime.Check();
            Assert.Empty(_comparisons.Where(pair => complaints[pair.Value.Job].Length > 0).Select(pair => $"{pair.Key}: {complaints[pair.Value.Job]}"));
        }

        private static Tensor[] Data(LayerCase c, int batch) =>
            [.. c.Inputs.Select((shape, i) => c.Values(Training.Normal(5 + i, [batch, .. shape])).Cast(c.Reads).Evaluate())];

        private OnnxComparison Compare(LayerCase c)
        {
            Seed.Set(11);
            KerasTensor[] inputs = [.. c.Inputs.Select(shape => new Input(shape, c.Reads).Output)];
            var model = new Model(inputs, [c.Create().Apply(inputs)[0]]);
            OnnxComparison.Scramble(model);
            return new OnnxComparison(_runtime, model, Data(c, 1), Data(c, 5));
        }
    }
}
