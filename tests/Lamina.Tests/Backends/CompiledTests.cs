using Lamina.Graphs;
using Lamina.Ops;
using Lamina.Tests.Autodiff;
using Lamina.Tests.Backends.Cpu;

namespace Lamina.Tests.Backends;

/// <summary>What is compiled gives what the reference interpreter gives, at every vector width.</summary>
public sealed class CompiledTests
{
    public static TheoryData<string> Gradients => [.. GradientTests.Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Gradients))]
    public void Value_and_gradient_of_each_case_are_those_of_the_reference(string name)
    {
        var c = GradientTests.Table.Single(c => c.Name == name);
        var random = new Random(3);
        var x = c.Parameters(DType.Float32);
        var y = c.Function(x);
        var upstream = Tensor.Wrap(Normal(y.Shape.Size, random), y.Shape).Cast(y.DType);
        var graph = new Graph([y, .. Gradient.Vjp(y, upstream, x)]);
        float[][] values = [.. c.Values(random).Select(input => Array.ConvertAll(input, v => (float)v))];
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, name);
        }
    }

    /// <summary>Functions of a scalar, written out where something else than an elementwise op needs it.</summary>
    private static readonly (string Name, Func<Tensor, Tensor[]> Function)[] Scalars =
    [
        ("written out", x => [x.BroadcastTo([37])]),
        ("computed, then written out", x => [(0.5 * x).Exp().BroadcastTo([5, 7])]),
        ("function of what is written out", x => [x.BroadcastTo([37]).Tanh(), x.BroadcastTo([37])]),
        ("summed", x => [x.BroadcastTo([8]).Sum(0), x.BroadcastTo([8, 3]).CumulativeSum(0)]),
        ("column of another space", x => [x.BroadcastTo([8]).Reshape([8, 1]) * Tensor.Full([8, 2], 3).Evaluate()]),
        ("in a product", x => [x.BroadcastTo([3, 4]).MatMul(x.BroadcastTo([4, 5]))]),
    ];

    public static TheoryData<string> ScalarCases => [.. Scalars.Select(row => row.Name)];

    [Theory, MemberData(nameof(ScalarCases))]
    public void One_number_may_become_many(string name)
    {
        var x = new Parameter(new TensorType([], DType.Float32), "x", 0).Of();
        var graph = new Graph(Scalars.Single(row => row.Name == name).Function(x));
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, [[1.25f]], width, name);
        }
    }

    /// <summary>Functions of two matrices [m, k], [k, n], a bias [n], a column [m, 1] and a matrix [m, n].</summary>
    private static readonly (string Name, Func<Tensor[], Tensor[]> Function)[] Products =
    [
        ("product", x => [x[0].MatMul(x[1])]),
        ("bias", x => [x[0].MatMul(x[1]) + x[2]]),
        ("bias first", x => [x[2] + x[0].MatMul(x[1])]),
        ("bias and relu", x => [(x[0].MatMul(x[1]) + x[2]).Relu()]),
        ("bias, product kept", x => [x[0].MatMul(x[1]) + x[2], x[0].MatMul(x[1])]),
        ("bias, sum kept", x => [(x[0].MatMul(x[1]) + x[2]).Tanh(), x[0].MatMul(x[1]) + x[2]]),
        ("column", x => [x[0].MatMul(x[1]) * x[3]]),
        ("column and bias", x => [((x[0].MatMul(x[1]) + x[2]) * x[3]).Sigmoid()]),
        ("matrix", x => [x[0].MatMul(x[1]) - x[4]]),
        ("used twice", x => [x[0].MatMul(x[1]) is var y ? y * y.Sigmoid() : y]),
        ("first transposed", x => [new MatMul(true, false).Of(x[0].TransposeLast(), x[1]) + x[2]]),
        ("second transposed", x => [new MatMul(false, true).Of(x[0], x[1].TransposeLast()) + x[2]]),
        ("masked", x => [Tensor.Where(x[4] > 0, x[0].MatMul(x[1]), 0)]),
        ("one axis more", x => [x[0].MatMul(x[1]).ExpandDims(0) + x[4].ExpandDims(0)]),
        ("reduced", x => [x[0].MatMul(x[1]).Sum(0), x[0].MatMul(x[1]).Max(1)]),
        ("chain", x => [x[0].MatMul(x[1]).Relu().MatMul(x[4].TransposeLast()).Tanh().MatMul(x[0])]),
    ];

    public static TheoryData<string, int, int, int> ProductCases
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (var (name, _) in Products)
            {
                foreach (var (m, k, n) in new[] { (1, 1, 1), (1, 7, 5), (5, 3, 1), (17, 33, 19), (130, 40, 67) })
                {
                    data.Add(name, m, k, n);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(ProductCases))]
    public void Product_with_what_follows_it_is_that_of_the_reference(string name, int m, int k, int n)
    {
        Shape[] shapes = [[m, k], [k, n], [n], [m, 1], [m, n]];
        var x = Parameters(shapes);
        var random = new Random(m + n);
        float[][] values = [.. shapes.Select(shape => Normal(shape.Size, random))];
        var graph = new Graph(Products.Single(c => c.Name == name).Function(x));
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, name);
        }
    }

    [Theory]
    [InlineData(5, 4, 3)]
    [InlineData(70, 130, 40)]
    [InlineData(300, 17, 129)]
    public void Update_behind_a_product_sees_the_old_weight_where_others_read_it(int batch, int inputs, int units)
    {
        var random = new Random(2);
        var w = Filled("w", [inputs, units], random);
        var m = Filled("m", [inputs, units], random);
        var x = Parameters([batch, inputs], [batch, units]);
        var y = x[0].MatMul(w).Tanh();
        var g = Gradient.Of((y - x[1]).Square().Mean(), w.Value)[0];
        var moment = 0.9 * m.Value + 0.1 * g;
        var graph = new Graph(
            [y, w.Value.Square().Sum()],
            [new Update(w, w.Value - 0.1 * moment / (moment.Square().Sqrt() + 1e-3)), new Update(m, moment)]);
        float[][] values = [Normal(batch * inputs, random), Normal(batch * units, random)];
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, "update");
        }
    }

    /// <summary>Functions of a matrix [4, 4], a column [4, 1] and a batch of one matrix [1, 6, 4] that one kernel does,
    /// reading one operand in two ways.</summary>
    private static readonly (string Name, Func<Tensor[], Tensor[]> Function)[] Readings =
    [
        ("column here, row there", x => [x[0] + x[1], (x[0].Reshape([4, 4, 1]) * x[1]).Tanh()]),
        ("row here, column there", x => [(x[0].Reshape([4, 4, 1]) * x[1]).Tanh().Reshape([4, 4]) + x[1]]),
        ("factor and addend of a product", x => [Residual(x[2].Tanh(), x[0])]),
        ("factor, and addend before", x => [x[2].Tanh() is var y ? (y * 2).Sigmoid() + Residual(y, x[0]) : y]),
        ("factor second", x => [x[0].Tanh() is var y ? x[2].Reshape([6, 4]).Slice(0, 0, 4).MatMul(y) + y : y]),
    ];

    public static TheoryData<string> ReadingCases => [.. Readings.Select(c => c.Name)];

    [Theory, MemberData(nameof(ReadingCases))]
    public void Operand_that_one_kernel_reads_in_two_ways_is_read_rightly(string name)
    {
        Shape[] shapes = [[4, 4], [4, 1], [1, 6, 4]];
        var random = new Random(6);
        float[][] values = [.. shapes.Select(shape => Normal(shape.Size, random))];
        var graph = new Graph(Readings.Single(c => c.Name == name).Function(Parameters(shapes)));
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, name);
        }
    }

    private static Tensor Residual(Tensor x, Tensor w) =>
        x.Reshape([6, 4]).MatMul(w).Relu().Reshape([1, 6, 4]) + x;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Product_that_replaces_a_variable_waits_for_those_that_read_it(bool bias)
    {
        var random = new Random(8);
        var (v, w) = (Filled("v", [20, 30], random), Filled("w", [20, 30], random));
        var x = Parameters([20, 9], [9, 30], [30]);
        var y = bias ? x[0].MatMul(x[1]) + x[2] : x[0].MatMul(x[1]);
        var graph = new Graph([], [new Update(v, y), new Update(w, v.Value * 0.5 + y.Tanh() * v.Value)]);
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, [Normal(180, random), Normal(270, random), .. bias ? [Normal(30, random)] : (float[][])[]], width, "product");
        }
    }

    [Fact]
    public void Variables_that_take_each_others_value_are_exchanged()
    {
        var random = new Random(4);
        var (a, b, c) = (Filled("a", [33], random), Filled("b", [33], random), Filled("c", [33], random));
        Check([], [new Update(a, b), new Update(b, a)]);
        Check([], [new Update(a, b), new Update(b, c), new Update(c, a)]);
        Check([], [new Update(a, a.Value * 2), new Update(b, a)]);
        Check([], [new Update(b, a), new Update(a, a.Value * 2)]);
        Check([a], [new Update(a, b.Value + 1), new Update(b, a.Value + 1)]);
        Check([], [new Update(a, a.Value.Reshape([3, 11]).Transpose(1, 0).Reshape([33])), new Update(b, a.Value + b.Value)]);

        static void Check(Tensor[] outputs, Update[] updates)
        {
            foreach (var width in Widths.Supported)
            {
                Conformance.Check(new Graph(outputs, updates), [], width, "exchange");
            }
        }
    }

    public static TheoryData<string> Shapes => ["7", "3,5", "1,6", "2,3,4", "3,1,5", "2,3,4,5", "3,2,1,4", "17,2,33,3"];

    [Theory, MemberData(nameof(Shapes))]
    public void Reductions_over_every_subset_of_axes_are_those_of_the_reference(string text)
    {
        var shape = Parse(text);
        var x = Parameters(shape)[0];
        var outputs = new List<Tensor>();
        for (var set = 1; set < 1 << shape.Rank; set++)
        {
            int[] axes = [.. Enumerable.Range(0, shape.Rank).Where(axis => (set >> axis & 1) != 0)];
            outputs.AddRange([x.Sum(axes), x.Mean(axes, keepDims: true), new Max(new Axes(axes)).Of(x)]);
        }

        for (var axis = 0; axis < shape.Rank; axis++)
        {
            outputs.AddRange([x.ArgMax(axis), x.Min(axis), x.CumulativeSum(axis), x.Softmax(axis), x.LogSoftmax(axis), x.ArgSort(axis)]);
        }

        CheckAll(outputs, shape);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Moves_of_elements_are_those_of_the_reference(string text)
    {
        var shape = Parse(text);
        var x = Parameters(shape)[0];
        var outputs = new List<Tensor>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var length = shape[axis];
            outputs.AddRange(
            [
                x.Slice(axis, 0, length), x.Slice(axis, length / 2, length - (length / 2)), x.Slice(axis, 0, (length + 1) / 2, step: 2),
                x.Pad(axis, 1, 0), x.Pad(axis, 0, 3), Tensor.Concat([x, x.Slice(axis, 0, 1), -x], axis), Tensor.Stack([x, x + 1], axis),
                x.Select(axis, length - 1), x.BroadcastTo([2, .. shape]),
            ]);
            outputs.AddRange(Enumerable.Range(0, shape.Rank).Select(other => x.SwapAxes(axis, other) + 0));
            outputs.Add(new Pad(One(axis, 1), One(axis, 2), new Axes([.. Enumerable.Range(0, shape.Rank).Select(i => i == axis ? 3 : 1)])).Of(x));
        }

        CheckAll(outputs, shape);

        Axes One(int axis, int value) => new([.. Enumerable.Range(0, shape.Rank).Select(i => i == axis ? value : 0)]);
    }

    private static void CheckAll(IEnumerable<Tensor> outputs, Shape shape)
    {
        float[][] values = [Normal(shape.Size, new Random(5))];
        var graph = new Graph(outputs);
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, shape.ToString());
        }
    }

    private static Shape Parse(string text) => [.. text.Split(',').Select(int.Parse)];

    private static Tensor[] Parameters(params Shape[] shapes) =>
        [.. shapes.Select((shape, i) => new Parameter(new TensorType(shape, DType.Float32), $"x{i}", i).Of())];

    private static Variable Filled(string name, Shape shape, Random random)
    {
        var variable = new Variable(name, name, shape, DType.Float32, trainable: true);
        Normal(shape.Size, random).CopyTo(variable.Floats);
        return variable;
    }

    private static float[] Normal(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)GradCase.Normal(random))];
}
