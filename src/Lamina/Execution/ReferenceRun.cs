using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Execution;

/// <summary>A graph run by the interpreter: what computes in float64, which compiled plans do not.</summary>
internal sealed class ReferenceRun(Graph graph) : GraphRun
{
    private readonly double[][] _parameters =
        new double[graph.Parameters.Select(node => ((Parameter)node.Op).Position + 1).DefaultIfEmpty().Max()][];

    private Dictionary<Node, double[]> _values = [];

    public override void Feed(int position, RowSource source, ReadOnlySpan<int> rows)
    {
        if (position >= _parameters.Length)
        {
            return;
        }

        var data = source.Doubles;
        var columns = source.Columns;
        var values = new double[rows.Length * columns];
        for (var i = 0; i < rows.Length; i++)
        {
            data.AsSpan(rows[i] * columns, columns).CopyTo(values.AsSpan(i * columns));
        }

        _parameters[position] = values;
    }

    public override void Feed(int position, RowSource source, int start, int count)
    {
        if (position < _parameters.Length)
        {
            _parameters[position] = source.Doubles.AsSpan(start * source.Columns, count * source.Columns).ToArray();
        }
    }

    public override bool Execute()
    {
        _values = ReferenceBackend.Evaluate(graph.Nodes, _parameters);
        foreach (var check in graph.Checks)
        {
            if (!double.IsFinite(_values[check.Node][0]))
            {
                return false;
            }
        }

        foreach (var update in graph.Updates)
        {
            update.Variable.Set(_values[update.Value.Node]);
        }

        return true;
    }

    public override int OutputCount => graph.Outputs.Length;

    public override Shape OutputShape(int position) => graph.Outputs[position].Shape;

    public override double FirstOf(int position) => Values(position)[0];

    public override Tensor OutputTensor(int position)
    {
        var type = graph.Outputs[position].Type;
        return TensorValues.Give(NumberArrays.Convert(Values(position), NumberArrays.ElementType(type.DType)), type);
    }

    public override void CopyOutput(int position, Array to, int start) =>
        NumberArrays.Convert(Values(position), to.GetType().GetElementType()!).CopyTo(to, start);

    private double[] Values(int position) => _values[graph.Outputs[position].Node];
}
