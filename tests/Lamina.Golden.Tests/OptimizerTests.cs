using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Golden.Tests;

/// <summary>Some steps of each optimizer, and its state after them, on every backend.</summary>
public sealed class OptimizerTests
{
    [Golden("optimizers.json")]
    public void Steps_and_state_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        foreach (var backend in StepBackend.All)
        {
            Run(c, backend);
        }
    }

    [Golden("optimizers.json")]
    public void Optimizer_is_written_as_Keras_writes_it(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        if (c["serialized"] is { } expected)
        {
            var read = (Optimizer)KerasObject.Read(JsonNode.Parse(expected.GetRawText())!);
            Assert.Equal(
                PythonJson.Write(JsonNode.Parse(expected.GetRawText())), PythonJson.Write(KerasObject.Write(read)));
        }
    }

    private static void Run(GoldenCase c, StepBackend backend)
    {
        Variable[] weights = [.. c["variable_names"]!.Value.EnumerateArray()
            .Zip(GoldenCase.Tensors(c["initial"]!.Value), (name, value) => Weight(name.GetString()!, value!))];
        var state = new OptimizerState(Create(c), weights);
        var updates = state.Apply([.. weights.Select((w, i) => new Parameter(w.Value.Type, $"g{i}", i).Of())]);
        var run = backend.Bind(new Graph([], updates));
        var expected = c["expected_after_step"]!.Value.EnumerateArray().ToArray();
        var rates = c["learning_rate_before_step"]?.EnumerateArray().ToArray();
        var tolerance = c.Tolerance(Tolerance.Steps);
        foreach (var (step, gradients) in c["gradients"]!.Value.EnumerateArray().Index())
        {
            if (rates is not null)
            {
                Compare(new(Shape.Scalar, DType.Float32, [rates[step].GetDouble()]), [state.CurrentLearningRate], "learning rate");
            }

            run(GoldenCase.Tensors(gradients)!);
            foreach (var (value, weight) in GoldenCase.Tensors(expected[step]).Zip(weights))
            {
                Compare(value, Values(weight), $"{weight.Path} after step {step + 1}");
            }
        }

        if (c["state_after"] is { } slots)
        {
            var all = slots.EnumerateArray().ToArray();
            Assert.Equal(all.Select(slot => Stored(slot.GetProperty("path").GetString()!)), state.Variables.Select(slot => Stored(slot.Path)));
            foreach (var (slot, variable) in all.Zip(state.Variables))
            {
                Compare(GoldenTensor.Parse(slot.GetProperty("value")), Values(variable), variable.Path);
            }
        }

        if (c["expected_after_finalize"] is { } final)
        {
            state.OverwriteWithAverages();
            foreach (var (value, weight) in GoldenCase.Tensors(final).Zip(weights))
            {
                Compare(value, Values(weight), $"{weight.Path} at the end");
            }
        }

        void Compare(GoldenTensor? value, double[] actual, string what) =>
            Evaluator.Compare(new(what, value, tolerance), actual, backend.Name);
    }

    private static Optimizer Create(GoldenCase c)
    {
        var config = JsonObject.Create(c["config"]!.Value)!;
        if (config["learning_rate"] is JsonObject schedule)
        {
            schedule["class_name"] = schedule["class"]!.DeepClone();
        }

        string[] excluded = [.. c["exclude_from_weight_decay_var_names"]?.EnumerateArray().Select(x => x.GetString()!) ?? []];
        var optimizer = (Optimizer)KerasObject.Read(KerasModule.Optimizers, c["class"]!.Value.GetString()!, config);
        return optimizer with { ExcludeFromWeightDecay = excluded };
    }

    private static Variable Weight(string name, GoldenTensor value)
    {
        var weight = new Variable(name, name, value.Shape, DType.Float32, trainable: true);
        Array.ConvertAll(value.Values, x => (float)x).CopyTo(weight.Floats);
        return weight;
    }

    private static double[] Values(Variable variable) => Array.ConvertAll(variable.ToArray(), x => (double)x);

    // Without the optimizer's name, and without the number that Keras gives to what has no name.
    private static string Stored(string path)
    {
        var name = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return name.StartsWith("variable_", StringComparison.Ordinal) && int.TryParse(name["variable_".Length..], out _) ? "variable" : name;
    }
}
