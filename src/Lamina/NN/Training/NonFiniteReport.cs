using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>Finds out where a loss that is not finite came from. The update of that step was not made, so the weights are
/// still those that gave it, and the forward pass can be looked at again, layer by layer.</summary>
internal static class NonFiniteReport
{
    public static string Explain(Model model, Trainer trainer, BatchSource source, double loss, int epoch, int batch) =>
        $"The loss became {loss} at epoch {epoch + 1}, batch {batch + 1}; that step changed no weight.\n  "
        + Where(model, trainer, source.Data, source.Rows)
        + "\n  hint: a smaller learning rate, clipping (ClipNorm) or scaled inputs usually help; TerminateOnNaN ends training instead of this error.";

    private static string Where(Model model, Trainer trainer, BatchData data, ReadOnlySpan<int> rows)
    {
        if (model.Weights.FirstOrDefault(weight => weight.DType.IsFloat && weight.ToArray().Any(x => !float.IsFinite(x))) is { } broken)
        {
            return $"first: the weight '{broken.Path}' holds values that are not finite.";
        }

        if (!model.HasGraph)
        {
            return "all weights are finite; a derived model's layers cannot be looked at one by one.";
        }

        var inputs = data.Parameters(rows.Length).Inputs;
        var context = trainer.TrainingContext();
        var calls = (model.Graph.Host?.PlanCalls ?? model.Graph.Calls).Where(call => call.Layer is not Input).ToList();
        var values = model.Graph.TracePlan(inputs, context);
        var outputs = calls.SelectMany(call => call.Outputs.Select(output => (call.Layer, Value: values[output]))).ToList();
        var run = new CompiledGraph(new Graph(outputs.Select(output => output.Value))).Rent();
        data.Feed(run, rows);
        run.Execute();
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Value.DType.IsFloat && run.OutputTensor(i).ToArray().Any(x => !float.IsFinite(x)))
            {
                return $"first: the output of '{outputs[i].Layer.Name}' ({outputs[i].Layer.KerasName}) is not finite.";
            }
        }

        return "all layers' outputs are finite; the loss itself is not.";
    }
}
