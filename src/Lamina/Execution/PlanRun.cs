using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Execution;

/// <summary>A bound plan as model code uses it: rows in, a run, values out, without pointers.</summary>
internal sealed unsafe class PlanRun(Plan plan, IBoundPlan bound)
{
    private readonly TensorType?[] _parameters = ParameterTypes(plan);
    private readonly GatherStep _gather = new();

    /// <summary>What runs.</summary>
    public Plan Plan => plan;

    /// <summary>The plan with its memory, for profiling.</summary>
    public IBoundPlan Bound => bound;

    /// <summary>Gives a parameter some rows of a source, converted to the parameter's dtype.</summary>
    public void Feed(int position, RowSource source, ReadOnlySpan<int> rows)
    {
        if (position < _parameters.Length && _parameters[position] is { } type)
        {
            _gather.Run(source, bound.Parameter(position), type.DType, rows);
        }
    }

    /// <summary>Gives a parameter neighbouring rows of a source.</summary>
    public void Feed(int position, RowSource source, int start, int count)
    {
        if (position < _parameters.Length && _parameters[position] is { } type)
        {
            _gather.Run(source, bound.Parameter(position), type.DType, start, count);
        }
    }

    /// <summary>Runs once; false if a check found a value that is not finite, and nothing was updated.</summary>
    public bool Execute() => bound.Run();

    /// <summary>An output of the last run, valid until the next.</summary>
    public ReadOnlySpan<float> Output(int position) =>
        new(bound.Output(position), plan.Graph.Outputs[position].Shape.Size);

    /// <summary>The shape of an output.</summary>
    public Shape OutputShape(int position) => plan.Graph.Outputs[position].Shape;

    /// <summary>A copy of an output of the last run.</summary>
    public Tensor OutputTensor(int position)
    {
        var type = plan.Graph.Outputs[position].Type;
        return TensorValues.Give(Lanes.ToArray(bound.Output(position), type.Shape.Size, type.DType), type);
    }

    private static TensorType?[] ParameterTypes(Plan plan)
    {
        var used = plan.Graph.Parameters.Select(node => (Parameter)node.Op).ToList();
        var types = new TensorType?[used.Select(parameter => parameter.Position + 1).DefaultIfEmpty().Max()];
        foreach (var parameter in used)
        {
            types[parameter.Position] = parameter.Type;
        }

        return types;
    }
}
