using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;
using Lamina.Tests.Backends.Cpu;

namespace Lamina.Tests.Backends;

/// <summary>Rows read from a table by their numbers, summed, and the way back into the table.</summary>
public sealed class TableTests
{
    private static readonly Tensor Indices = new[,] { { 3, 0, 3, 6, 1 }, { 6, 6, 6, 2, 5 }, { 0, 1, 0, 1, 0 } };
    private static readonly Tensor Mask = new float[,] { { 1, 1, 0, 1, 0 }, { 0, 1, 1, 1, 1 }, { 2, 0.5f, 1, 0, 1 } };

    /// <summary>Functions of a table [7, 21], and how often the plan of value and gradient sums rows as it reads or adds
    /// them.</summary>
    private static readonly (string Name, Func<Tensor, Tensor> Function, int Gathers, int Scatters)[] Table =
    [
        ("sum", x => x.Gather(Indices).Sum(1).Square(), 1, 1),
        ("mean", x => x.Gather(Indices).Mean(1).Tanh(), 1, 1),
        ("axis kept", x => x.Gather(Indices).Mean(1, keepDims: true).Square(), 1, 1),
        ("both axes", x => x.Gather(Indices).Sum([0, 1]).Square(), 1, 1),
        ("first axis", x => x.Gather(Indices).Sum(0).Square(), 0, 0),
        ("columns too", x => x.Gather(Indices).Sum([1, 2]).Square(), 0, 0),
        ("weighted", x => (x.Gather(Indices) * Mask.ExpandDims(2)).Sum(1).Square(), 1, 1),
        ("weighted mean", x => ((Mask.ExpandDims(2) * x.Gather(Indices)).Sum(1) / Mask.Sum(1, keepDims: true)).Tanh(), 1, 1),
        ("weighted by sample", x => (x.Gather(Indices) * Mask.Slice(1, 0, 1).ExpandDims(2)).Sum(1).Square(), 0, 1),
        ("weighted by column", x => (x.Gather(Indices) * Tensor.From<float>([.. Enumerable.Range(0, 21)], [21])).Sum(1).Square(), 0, 1),
        ("not summed", x => x.Gather(Indices).Square(), 0, 0),
        ("one index a sample", x => x.Gather(Indices.Slice(1, 0, 1)).Sum(1).Square(), 0, 1),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Sums_of_rows_and_their_gradients_are_those_of_the_reference(string name)
    {
        var row = Table.Single(row => row.Name == name);
        var x = new Parameter(new TensorType([7, 21], DType.Float32), "x", 0).Of();
        var graph = new Graph([row.Function(x), Gradient.Of(row.Function(x).Sum(), [x])[0]]);
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, [NN.Training.Normal(3, [7, 21]).ToArray()], width, name);
        }

        var ops = PlanCompiler.Run(graph, static x => ReferenceBackend.Run(x)[0]).Graph.Nodes.Select(node => node.Op).ToList();
        Assert.Equal((row.Gathers, row.Scatters), (ops.OfType<GatherSum>().Count(), ops.OfType<ScatterAddRepeated>().Count()));
    }

    public static TheoryData<string, int, int> Optimizers
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var name in new[] { "sgd", "adam", "rmsprop", "adagrad", "nadam", "ftrl" })
            {
                data.Add(name, 7, 3);
                data.Add(name, 3000, 21);
            }

            return data;
        }
    }

    // Compiled and interpreted, step after step: rows that no index names must move as Keras moves them.
    [Theory, MemberData(nameof(Optimizers))]
    public void Updates_of_a_table_equal_those_with_its_whole_gradient(string optimizer, int vocabulary, int length)
    {
        var random = new RandomStream(4);
        Tensor x = Tensor.From<int>([.. Enumerable.Range(0, 8 * 5).Select(_ => random.Next(Math.Min(vocabulary, 40)))], [8, 5]);
        var y = NN.Training.Normal(2, [8, 1]);
        var (fast, slow) = (Model(DType.Float32), Model(DType.Float64));
        slow.SetWeights([.. fast.GetWeights().Select(weight => weight.Cast(DType.Float64))]);
        foreach (var model in new[] { fast, slow })
        {
            model.Compile(optimizer, "mse");
            model.Fit(x, y, batchSize: 4, epochs: 3, shuffle: false, verbose: 0);
        }

        foreach (var (a, b) in fast.GetWeights().Zip(slow.GetWeights()))
        {
            Near.Assert(b.ToArray<double>(), a.ToArray<double>(), (1e-4, 1e-5));
        }

        Sequential Model(DType precision)
        {
            Seed.Set(5);
            return new Sequential(
            [
                new Input(new InputConfig { BatchShape = [Shape.Unknown, 5], DType = DType.Int32 }),
                new Embedding(new EmbeddingConfig { InputDim = vocabulary, OutputDim = length, Precision = precision }),
                new GlobalAveragePooling1D(new GlobalAveragePooling1DConfig { Precision = precision }),
                new Dense(new DenseConfig { Units = 1, Precision = precision }),
            ]);
        }
    }

    [Fact]
    public void Gradient_descent_leaves_rows_without_gradient_alone()
    {
        var table = new Variable("table", "table", [4000, 16], DType.Float32, true);
        table.Floats.Fill(1);
        table.Floats[^1] = float.NaN;
        var gradient = new ScatterAdd(4000).Of(Tensor.Ones([2, 16]), new[] { 3, 5 });
        var graph = new Graph([], [new Update(table, table.Value - (0.5 * gradient))]);
        Assert.True(new Lamina.Execution.CompiledGraph(graph).Rent().Execute());
        Assert.Equal(new[] { 1f, 1, 1, 0.5f, 1, 0.5f, 1 }, Enumerable.Range(0, 7).Select(row => table.Floats[row * 16]));
    }

    [Fact]
    public void An_index_outside_the_table_is_an_error_that_names_its_place()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Tensor.Ones([4, 2]).Gather(new[,] { { 1, 0 }, { 3, 4 } }).Sum(1).Evaluate());
        Assert.StartsWith("Index 4 at place 3 is outside 0..3.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ScatterAdd(4).Of(Tensor.Ones([2, 2]), new[] { 1, -1 }).Evaluate());
        Assert.StartsWith("Index -1 at place 1 is outside 0..3.", error.Message, StringComparison.Ordinal);
    }
}
