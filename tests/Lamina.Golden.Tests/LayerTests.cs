using System.Text.Json;
using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

public sealed class LayerTests
{
    [Golden("layers.json")]
    public void Layer_and_gradients_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        Check(c, "inference", training: false);
        if (c["training"] is { } training)
        {
            Check(c, training.ValueKind == JsonValueKind.Object ? "training" : "inference", training: true);
        }
    }

    private static void Check(GoldenCase c, string expectations, bool training)
    {
        var call = new LayerRun(c, training);
        var expected = c[expectations]!.Value;
        var (values, gradients) = (c.Tolerance(Tolerance.Values), c.Tolerance(Tolerance.Gradients));
        var checks = new List<(Expectation Expectation, Tensor Actual)>();
        Add("output", expected.Tensors("outputs"), call.Outputs, values);
        if (expected.Tensors("outputs_second_call") is { Length: > 0 } again)
        {
            Add("output of the second call", again, call.CallAgain(), values);
        }

        if (c["compute_output_shape"] is { } shape)
        {
            // Keras leaves open what it does not know, and speaks of the first output where a call alone asks for others.
            Assert.All(Shapes(shape).Zip(call.InferredShapes), pair => Assert.Equal(
                pair.First, [.. pair.Second.Index().Select(axis => axis.Index < pair.First.Rank && pair.First[axis.Index] == Shape.Unknown ? Shape.Unknown : axis.Item)]));
            Assert.InRange(call.InferredShapes.Count, Shapes(shape).Count(), int.MaxValue);
        }

        Add("output mask", expected.Tensors("output_masks"), call.OutputMasks, values);
        Add("loss", expected.Tensors("losses"), call.Losses, values);
        AddNamed("weight after", expected.TensorsByName("weights_after"), call.WeightsAfter, values);
        if (expected.Tensors("upstream") is { Length: > 0 } upstream)
        {
            var found = call.Gradients(upstream!);
            Add("gradient of input", expected.Tensors("grad_inputs"), found.Inputs, gradients);
            Add("gradient of state", expected.Tensors("grad_initial_state"), found.States, gradients);
            AddNamed("gradient of weight", expected.TensorsByName("grad_weights"), found.Weights, gradients);
        }

        Evaluator.Check([.. checks.Select(check => check.Actual)], [.. checks.Select(check => check.Expectation)]);

        void Add(string what, GoldenTensor?[] wanted, IReadOnlyList<Tensor?> found, Tolerance tolerance)
        {
            Assert.True(wanted.Length <= found.Count, $"{what}: {wanted.Length} expected, {found.Count} given.");
            foreach (var ((want, i), actual) in wanted.Select((want, i) => (want, i)).Zip(found))
            {
                if (want is not null)
                {
                    Assert.True(actual is not null, $"{what} {i} is missing (training: {training}).");
                    checks.Add((new($"{what} {i}, training: {training}", want, tolerance), actual));
                }
            }
        }

        void AddNamed(string what, Dictionary<string, GoldenTensor?> wanted, Dictionary<string, Tensor> found, Tolerance tolerance)
        {
            foreach (var (name, want) in wanted)
            {
                Add($"{what} {name}", [want], [found[name]], tolerance);
            }
        }
    }

    // One shape, or a list of them; null is an axis that is not known.
    private static IEnumerable<Shape> Shapes(JsonElement json) =>
        json.GetArrayLength() > 0 && json[0].ValueKind == JsonValueKind.Array
            ? json.EnumerateArray().SelectMany(Shapes)
            : [[.. json.EnumerateArray().Select(axis => axis.ValueKind == JsonValueKind.Null ? Shape.Unknown : axis.GetInt32())]];
}
