using Lamina.Backends.Cpu;
using Lamina.Compiler;
using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;
using Lamina.Tests.Autodiff;
using Lamina.Tests.Backends.Cpu;

namespace Lamina.Tests.Backends;

/// <summary>Recurrences over time as kernels: every tail, every function, the same bits on any number of threads.</summary>
public sealed class RecurrenceTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<RecurrentKind>()];

    public static TheoryData<string, int, int> Sizes
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var kind in Enum.GetNames<RecurrentKind>())
            {
                foreach (var (batch, units) in new[] { (1, 1), (1, 33), (2, 7), (3, 16), (15, 17), (17, 31), (33, 32), (40, 5), (67, 49), (130, 3) })
                {
                    data.Add(kind, batch, units);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_tail_of_rows_and_columns_is_that_of_the_reference(string kind, int batch, int units)
    {
        var form = Form(kind);
        Check(form, RecurrenceResult.Both, batch, units);
        Check(form with { Backwards = true, HasMask = true, HasDropout = true }, RecurrenceResult.Outputs, batch, units);
    }

    public static TheoryData<string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in Enum.GetNames<RecurrentKind>())
            {
                foreach (var function in Enum.GetNames<GateFunction>())
                {
                    data.Add(kind, function);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void Every_function_may_be_that_of_the_gates_and_of_what_is_proposed(string kind, string function)
    {
        Check(Form(kind) with { Activation = Enum.Parse<GateFunction>(function) }, RecurrenceResult.Outputs, 5, 6);
        Check(Form(kind) with { RecurrentActivation = Enum.Parse<GateFunction>(function) }, RecurrenceResult.Outputs, 5, 6);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Trace_is_that_of_the_definition(string kind)
    {
        foreach (var backwards in new[] { false, true })
        {
            var c = RecurrenceCases.Case("trace", Form(kind) with { Backwards = backwards }, RecurrenceResult.Trace, 4, 5, 6);
            var trace = c.Function(c.Parameters(DType.Float32));
            var rows = Form(kind).RowsOf(RecurrenceResult.Trace, 4);
            var behind = rows.Gates + (4 * Form(kind).Gates);
            var graph = new Graph([new Part(0, behind).Of(trace), new Part(rows.Extras, rows.Count - rows.Extras).Of(trace)]);
            foreach (var width in Widths.Supported)
            {
                Conformance.Check(graph, Values(c), width, c.Name);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gates_take_the_place_of_what_made_them_and_their_gradients_take_theirs(string kind)
    {
        var form = Form(kind);
        Shape[] shapes = [[3, 5, 6], [6, form.Gates * 4], [4, form.Gates * 4]];
        Tensor[] x = [.. shapes.Select((shape, i) => new Parameter(new TensorType(shape, DType.Float32), $"x{i}", i).Of())];
        Tensor[] bias = form.HasBias ? [Tensor.Ones([4])] : [];
        var z = x[0].MatMul(x[1]);
        var y = new Recurrence(form, RecurrenceResult.Outputs).Of([z, x[2], .. bias, .. Enumerable.Repeat(Tensor.Zeros([5, 4]), form.States)]);
        var graph = new Graph([y, .. Gradient.Vjp(y, (y + 1).Square(), x)]);
        var plan = ((PlanRun)new CompiledGraph(graph, CpuBackend.Instance).Rent()).Plan;
        var nodes = plan.Graph.Nodes;
        var trace = nodes.Single(node => node.Op is Recurrence);
        var gates = StartOf(trace) + (form.RowsOf(RecurrenceResult.Trace, 3).Gates * 20);
        Assert.Equal(gates, StartOf(Plan.Resolve(trace.Inputs[0].Node)));
        Assert.Equal(!form.HasInnerGradient, gates == StartOf(nodes.Single(node => node.Op is RecurrenceGradient)));
        float[][] values = [.. shapes.Select(shape => Enumerable.Range(0, shape.Size).Select(i => MathF.Sin(i)).ToArray())];
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, kind);
        }

        long StartOf(Node node) => ((ArenaStorage)plan.Places[node]).Offset;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Result_beside_its_gradient_is_a_part_of_the_trace(string kind)
    {
        foreach (var result in new[] { RecurrenceResult.States, RecurrenceResult.Outputs, RecurrenceResult.Both })
        {
            var c = RecurrenceCases.Case("trained", Form(kind), result);
            var x = c.Parameters(DType.Float32);
            var y = c.Function(x);
            var graph = new Graph([y, .. Gradient.Vjp(y, y.Square(), x[1])]);
            var plan = ((PlanRun)new CompiledGraph(graph, CpuBackend.Instance).Rent()).Plan;
            var recurrence = Assert.Single(plan.Graph.Nodes.Select(node => node.Op).OfType<Recurrence>());
            Assert.Equal(RecurrenceResult.Trace, recurrence.Result);
            Assert.IsType<Part>(plan.Graph.Outputs[0].Op);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Extreme_sums_saturate_and_nothing_that_is_not_a_number_is_made(string kind)
    {
        var c = RecurrenceCases.Case("extreme", Form(kind), RecurrenceResult.Both, 3, 3, 20);
        var x = c.Parameters(DType.Float32);
        var y = c.Function(x);
        var graph = new Graph([y, .. Gradient.Vjp(y, Tensor.Ones(y.Shape), x)]);
        var values = Values(c);
        for (var i = 0; i < values[0].Length; i++)
        {
            values[0][i] = (i % 7) switch { 0 => 1e30f, 1 => -1e30f, 2 => float.MaxValue, 3 => -float.MaxValue, 4 => 100, 5 => -100, _ => 0 };
        }

        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, c.Name);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Number_of_threads_changes_no_bit(string kind)
    {
        var c = RecurrenceCases.Case("threads", Form(kind), RecurrenceResult.Outputs, 3, 130, 17);
        var x = c.Parameters(DType.Float32);
        var y = c.Function(x);
        var graph = new Graph([y, .. Gradient.Vjp(y, y.Square(), x)]);
        var values = Values(c);
        foreach (var width in Widths.Supported)
        {
            var one = NN.Training.OnThreads(1, () => Run(graph, values, width));
            Assert.Equal(one, NN.Training.OnThreads(2, () => Run(graph, values, width)));
            Assert.Equal(one, NN.Training.OnThreads(3, () => Run(graph, values, width)));
        }
    }

    [Fact]
    public void What_is_not_a_number_stays_in_its_row()
    {
        var c = RecurrenceCases.Case("NaN", RecurrenceCases.Form(RecurrentKind.Lstm), RecurrenceResult.States, 3, 4, 5);
        var graph = new Graph([c.Function(c.Parameters(DType.Float32))]);
        var values = Values(c);
        values[0][2 * 20] = float.NaN;
        foreach (var width in Widths.Supported)
        {
            var y = Run(graph, values, width);
            Assert.All(y[0][10..15], value => Assert.True(float.IsNaN(value)));
            Assert.All([.. y[0][..10], .. y[0][15..20]], value => Assert.True(float.IsFinite(value)));
        }
    }

    private static RecurrenceForm Form(string kind) => RecurrenceCases.Form(Enum.Parse<RecurrentKind>(kind));

    private static void Check(RecurrenceForm form, RecurrenceResult result, int batch, int units)
    {
        var c = RecurrenceCases.Case("kernel", form, result, 3, batch, units) with { Domain = Domain.Unit };
        var x = c.Parameters(DType.Float32);
        var y = c.Function(x);
        var graph = new Graph([y, .. Gradient.Vjp(y, (y + 1).Square(), x)]);
        var values = Values(c);
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, $"{c.Name}, {form}, batch {batch}, units {units}");
        }
    }

    private static float[][] Values(GradCase c)
    {
        // Kernels of many units must not saturate the gates.
        var values = c.Values(new Random(5)).Select(input => Array.ConvertAll(input, v => (float)v)).ToArray();
        var units = c.Inputs[1][0];
        values[1] = Array.ConvertAll(values[1], v => (v - 0.5f) / units);
        return values;
    }

    private static float[][] Run(Graph graph, float[][] values, SimdWidth width)
    {
        var run = new CompiledGraph(graph, new CpuBackend(width)).Rent();
        for (var i = 0; i < values.Length; i++)
        {
            run.Feed(i, new RowSource(Tensor.Wrap(values[i], [values[i].Length])), 0, values[i].Length);
        }

        Assert.True(run.Execute());
        return [.. Enumerable.Range(0, graph.Outputs.Length).Select(i => run.OutputTensor(i).ToArray())];
    }
}
