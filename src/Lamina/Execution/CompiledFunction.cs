using System.Collections.Concurrent;
using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina;

/// <summary>A function of tensors that is compiled once for each combination of its arguments' types.</summary>
/// <remarks>May be called from many threads at the same time, unless it assigns to variables.</remarks>
public sealed class CompiledFunction
{
    private readonly Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> _function;
    private readonly ConcurrentDictionary<string, CompiledGraph> _compiled = [];

    internal CompiledFunction(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    /// <summary>The number of plans that were compiled: one for each combination of shapes and dtypes so far.</summary>
    public int PlanCount => _compiled.Count;

    /// <summary>Runs the function.</summary>
    /// <param name="arguments">Its arguments; formulas are computed first.</param>
    public IReadOnlyList<Tensor> Call(params IReadOnlyList<Tensor> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Tensor[] given = [.. arguments.Select(x => x.Evaluate())];
        var key = string.Join(' ', given.Select(x => x.Type));
        var graph = _compiled.GetOrAdd(key, static (_, call) => call.Function.Trace(call.Arguments), (Function: this, Arguments: given));
        var run = graph.Rent();
        for (var i = 0; i < given.Length; i++)
        {
            // As one row, whatever its shape.
            var row = TensorValues.Give(given[i].Data(), given[i].Type with { Shape = [1, .. given[i].Shape] });
            run.Feed(i, new RowSource(row), 0, 1);
        }

        run.Execute();
        Tensor[] results = [.. Enumerable.Range(0, run.OutputCount).Select(run.OutputTensor)];
        graph.Return(run);
        return results;
    }

    private CompiledGraph Trace(IReadOnlyList<Tensor> arguments)
    {
        var (outputs, updates) = Tracer.Record(() => _function([.. arguments.Select((x, i) => new Parameter(Working(x.Type), $"x{i}", i).Of())]));
        return new CompiledGraph(new Graph(outputs, updates));
    }

    // Plans hold integers in 32 bits, and bytes as numbers.
    private static TensorType Working(TensorType type) => type.DType is DType.Int64 ? type with { DType = DType.Int32 } : type;
}
