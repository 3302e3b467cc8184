using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Execution;

/// <summary>A bound plan: the fast way to run a graph.</summary>
internal sealed unsafe class PlanRun(Plan plan, IBoundPlan bound) : GraphRun
{
    private readonly TensorType?[] _parameters = ParameterTypes(plan);
    private readonly GatherStep _gather = new();

    /// <summary>What runs.</summary>
    public Plan Plan => plan;

    /// <summary>The plan with its memory, for profiling.</summary>
    public IBoundPlan Bound => bound;

    public override void Feed(int position, RowSource source, ReadOnlySpan<int> rows)
    {
        if (position < _parameters.Length && _parameters[position] is { } type)
        {
            _gather.Run(source, bound.Parameter(position), type.DType, rows);
        }
    }

    public override void Feed(int position, RowSource source, int start, int count)
    {
        if (position < _parameters.Length && _parameters[position] is { } type)
        {
            _gather.Run(source, bound.Parameter(position), type.DType, start, count);
        }
    }

    public override bool Execute() => bound.Run();

    public override int OutputCount => plan.Graph.Outputs.Length;

    public override Shape OutputShape(int position) => plan.Graph.Outputs[position].Shape;

    public override double FirstOf(int position) => *bound.Output(position);

    public override Tensor OutputTensor(int position)
    {
        var type = plan.Graph.Outputs[position].Type;
        return TensorValues.Give(Lanes.ToArray(bound.Output(position), type.Shape.Size, type.DType), type);
    }

    public override void CopyOutput(int position, Array to, int start) =>
        new ReadOnlySpan<float>(bound.Output(position), OutputShape(position).Size).CopyTo(((float[])to).AsSpan(start));

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
