using Lamina.Execution;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Tests.NN;

/// <summary>A compiled step of an optimizer, whose gradients are given.</summary>
internal sealed class OptimizerSteps
{
    private readonly GraphRun _run;

    public OptimizerSteps(OptimizerState state)
    {
        State = state;
        var updates = state.Apply([.. state.Weights.Select((w, i) => new Parameter(w.Value.Type, $"g{i}", i).Of())]);
        _run = new CompiledGraph(new Graph([], updates)).Rent();
    }

    public OptimizerState State { get; }

    /// <summary>Makes a weight of some numbers.</summary>
    public static Variable Weight(string path, params float[] values)
    {
        var weight = new Variable(path[(path.LastIndexOf('/') + 1)..], path, [values.Length], DType.Float32, trainable: true);
        values.CopyTo(weight.Floats);
        return weight;
    }

    /// <summary>The values of all variables by their paths.</summary>
    public Dictionary<string, float[]> Values() => State.Variables.Concat(State.Weights)
        .Index().ToDictionary(slot => $"{slot.Index} {slot.Item.Path}", slot => slot.Item.ToArray());

    public void Step(params float[][] gradients)
    {
        foreach (var (i, gradient) in gradients.Index())
        {
            _run.Feed(i, new RowSource(gradient), 0, gradient.Length);
        }

        Assert.True(_run.Execute());
    }
}
