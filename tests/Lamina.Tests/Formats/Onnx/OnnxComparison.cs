using Lamina.Formats.Onnx;
using Lamina.NN;

namespace Lamina.Tests.Formats.Onnx;

/// <summary>A model and its export, compared on batches of several sizes.</summary>
internal sealed class OnnxComparison
{
    // What float32 allows two programs that add up in different orders.
    private const double Absolute = 1e-5;
    private const double Relative = 1e-5;

    private readonly Model _model;
    private readonly Tensor[][] _batches;
    private readonly int _job;

    /// <summary>Exports a model and hands it to the runtime, with batches of several sizes.</summary>
    public OnnxComparison(OnnxRuntime runtime, Model model, params Tensor[][] batches)
    {
        (_model, _batches) = (model, batches);
        Export = Lamina.Formats.Onnx.Export.OnnxExport.Of(model);
        _job = runtime.Add(Export, _batches.Select(batch =>
            model.Inputs.Zip(batch).ToDictionary(pair => pair.First.Name, pair => pair.Second)));
    }

    public OnnxModel Export { get; }

    /// <summary>The number of its answer.</summary>
    public int Job => _job;

    /// <summary>Asks that the runtime gave what the model predicts.</summary>
    public void Check(OnnxAnswer answer)
    {
        Assert.True(answer.Error is null, answer.Error);
        for (var batch = 0; batch < _batches.Length; batch++)
        {
            var expected = _model.Predict(_batches[batch], _batches[batch][0].Shape[0]);
            Assert.Equal(expected.Count, answer.Batches[batch].Length);
            foreach (var (wanted, output) in expected.Zip(answer.Batches[batch]))
            {
                Compare(wanted, output);
            }
        }
    }

    private static void Compare(Tensor wanted, OnnxOutput output)
    {
        Assert.Equal(wanted.Shape, Shape.Create(output.Shape));
        Assert.Equal(wanted.Shape.Size, output.Values.Length);
        foreach (var (i, (a, b)) in wanted.ToArray<double>().Zip(output.Values).Index())
        {
            Assert.True(
                a.Equals(b) || Math.Abs(a - b) <= Absolute + (Relative * Math.Abs(a)), $"{output.Name}[{i}] is {b}; Predict gives {a}.");
        }
    }

    /// <summary>Weights that no layer begins with, so that each counts.</summary>
    public static void Scramble(Model model)
    {
        foreach (var (i, weight) in model.Weights.Index())
        {
            if (weight.DType.IsFloat)
            {
                var random = new RandomStream(100 + (ulong)i);
                var values = Tensor.Wrap(Enumerable.Range(0, weight.Shape.Size).Select(_ => (float)random.Normal()).ToArray(), weight.Shape);
                weight.Set((weight.Name.Contains("variance", StringComparison.Ordinal) ? values.Abs() + 0.5 : 0.4 * values).Evaluate().Data());
            }
        }
    }
}
