using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Tests.Compiler;

/// <summary>Each pass by itself, without a machine to run on.</summary>
public sealed class PassTests
{
    private static readonly Tensor X = Input(0, 5, 4);
    private static readonly Tensor V = Input(1, 4);

    /// <summary>A formula and what the simplified graph consists of, sources left out.</summary>
    private static readonly (string Name, Tensor Formula, string Expected)[] Simplified =
    [
        ("times one", X * 1, ""),
        ("divided by one", X / 1, ""),
        ("plus zero", X + 0, ""),
        ("minus zero", X - Tensor.Zeros([4]), ""),
        ("one times", Tensor.Ones([5, 4]) * X, ""),
        ("negated twice", -(-X), ""),
        ("plus negative", X + (-V), "Subtract"),
        ("minus negative", X - (-V), "Add"),
        ("times itself", X * X, "Square"),
        ("factors", 2 * (3 * X) * 4, "Multiply"),
        ("power of two", X / 8, "Multiply"),
        ("constants", (Tensor.Ones([4]) * 2 + 3).Sqrt() + V, "Add"),
        ("reshaped twice", X.Reshape([20]).Reshape([4, 5]), "Reshape[4, 5]"),
        ("reshaped and back", X.Reshape([20]).Tanh().Reshape([5, 4]), "Tanh"),
        ("transposed twice", X.TransposeLast().TransposeLast(), ""),
        ("transpose in a product", X.TransposeLast().MatMul(X), "MatMul"),
        ("broadcast before a sum of two", X + V.BroadcastTo([5, 4]), "Add"),
        ("sum of one element", V.Reshape([4, 1]).Sum(1), ""),
        ("sum of a constant", Tensor.Ones([5, 4]).Sum() + V, "Add"),
        ("sum of scaled", (X * 3).Sum(0), "Sum(0) Multiply Reshape[4]"),
        ("total of totals", X.Sum(0).Sum(), "Sum(0, 1) Reshape[]"),
        ("stopped gradient", X.StopGradient(), ""),
    ];

    public static TheoryData<string> SimplifiedNames => [.. Simplified.Select(row => row.Name)];

    [Theory, MemberData(nameof(SimplifiedNames))]
    public void Simplify_leaves_what_is_needed(string name)
    {
        var (_, formula, expected) = Simplified.Single(row => row.Name == name);
        var graph = Rewriter.RunToEnd(Simplify.Rules(scalar => ReferenceBackend.Run(scalar)[0]), new Graph([formula]));
        GraphVerifier.Verify(graph, "Simplify");
        Assert.Equal(expected.Split(' ').Order(), Text(graph).Split(' ').Order());
        double[][] values = [Values(20, 1), Values(4, 2)];
        Near.Assert(ReferenceBackend.Run(new Graph([formula]), values)[0], ReferenceBackend.Run(graph, values)[0], Near.Float64, name);
    }

    private static readonly (string Name, Tensor Formula, string Expected)[] Stabilized =
    [
        ("logarithm of softmax", X.Softmax().Log(), "LogSoftmax"),
        ("of softmax, normalized and clipped", Normalized(X.Softmax()).Clip(1e-7, 1 - 1e-7).Log(), "LogSoftmax"),
        ("logarithm of sigmoid", X.Sigmoid().Log(), LogSigmoidOps),
        ("logarithm of something else", X.Exp().Log(), "Exp Log"),
        ("clip that does more than guard", X.Softmax().Clip(0.2, 0.8).Log(), "Log Maximum Minimum Softmax"),
    ];

    // Whatever LogSigmoid is made of.
    private static string LogSigmoidOps => Text(new Graph([X.LogSigmoid()]));

    public static TheoryData<string> StabilizedNames => [.. Stabilized.Select(row => row.Name)];

    [Theory, MemberData(nameof(StabilizedNames))]
    public void Stabilize_goes_back_to_the_logits(string name)
    {
        var (_, formula, expected) = Stabilized.Single(row => row.Name == name);
        var graph = Rewriter.Run(Stabilize.Rules, new Graph([formula]));
        GraphVerifier.Verify(graph, "Stabilize");
        Assert.Equal(expected.Split(' ').Order(), Text(graph).Split(' ').Order());
    }

    [Fact]
    public void CommonSubexpressions_computes_equal_ops_once()
    {
        var graph = CommonSubexpressions.Run(new Graph([X.Tanh() + V, X.Tanh() * V, X.Sum(0), X.Sum(1)]));
        Assert.Equal("Tanh Add Multiply Sum(0) Reshape[4] Sum(1) Reshape[5]", Text(graph));
    }

    [Fact]
    public void LowerBroadcasts_writes_out_only_what_is_no_row_column_or_number()
    {
        var (x, row, column, middle) = (Input(0, 2, 3, 4), Input(1, 4), Input(2, 2, 1, 1), Input(3, 2, 1, 4));
        var graph = Rewriter.Run(LowerBroadcasts.Rules, new Graph([x + row, x * column, x - middle]));
        Assert.Equal("Add Multiply WriteOut Subtract", Text(graph));
    }

    [Fact]
    public void KeepOldValues_copies_what_is_read_behind_the_updates()
    {
        var (a, b) = (Weight("a", 4), Weight("b", 4));
        Assert.Equal("WriteOut WriteOut", Text(KeepOldValues.Run(new Graph([], [new Update(a, b), new Update(b, a)]))));
        Assert.Equal("WriteOut Negate", Text(KeepOldValues.Run(new Graph([a], [new Update(a, -a.Value)]))));
        Assert.Equal("Negate", Text(KeepOldValues.Run(new Graph([b], [new Update(a, -a.Value)]))));
    }

    [Fact]
    public void Dense_layer_is_one_cluster()
    {
        var (w, b) = (Weight("w", 4, 3), Weight("b", 3));
        var plan = Compile([(X.MatMul(w) + b).Relu()]);
        Assert.Equal(["MatMul + Add + Relu"], Clusters(plan));
    }

    [Fact]
    public void Update_of_Adam_is_in_the_cluster_of_the_gradient_and_in_place()
    {
        var w = Weight("w", 4, 3);
        var state = new OptimizerState(new Adam(), [w]);
        var loss = (X.MatMul(w) - Input(1, 5, 3)).Square().Mean();
        var plan = Compile([loss], state.Apply(Gradient.Of(loss, w)), [loss]);
        var update = Assert.Single(plan.Steps.OfType<RunCluster>(), step => step.Cluster.Root?.Op is MatMul { TransposeA: true }).Cluster;
        Assert.Equal(3, update.Outputs.Count(output => plan[output] is VariableStorage));
        Assert.All(plan.Steps.OfType<CopyToVariable>(), copy => Assert.Equal(state.Iterations, copy.To));
    }

    [Fact]
    public void Updates_stand_behind_checks_and_behind_all_that_read_the_old_value()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var plan = Compile(new Backends.FuzzGraph(seed).Graph);
            var written = new HashSet<Variable>();
            foreach (var step in plan.Steps)
            {
                Assert.DoesNotContain(Reads(step), written.Contains);
                written.UnionWith(Writes(plan, step));
            }

            Assert.True(written.IsSupersetOf(plan.Graph.Updates.Select(update => update.Variable)));
        }
    }

    [Fact]
    public void Places_of_tensors_that_are_alive_together_never_overlap()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var plan = Compile(new Backends.FuzzGraph(seed).Graph);
            var lives = Lives(plan);
            foreach (var (a, b) in lives.SelectMany((a, i) => lives.Skip(i + 1).Select(b => (a, b))))
            {
                var apart = a.Last < b.First || b.Last < a.First || a.End <= b.Start || b.End <= a.Start;

                // An elementwise result may take the place of an operand that is read for the last time.
                var replaces = a.Start == b.Start && (a.Last == b.First || b.Last == a.First);
                Assert.True(apart || replaces, $"seed {seed}: {a} and {b}\n{PlanPrinter.Print(plan)}");
            }

            Assert.All(lives, life => Assert.InRange(life.End, 0, plan.ArenaElements));
        }
    }

    [Fact]
    public void Printing_is_the_same_every_time()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (first, second) = (new Backends.FuzzGraph(seed).Graph, new Backends.FuzzGraph(seed).Graph);
            Assert.Equal(GraphPrinter.Print(first), GraphPrinter.Print(second));
            Assert.Equal(PlanPrinter.Print(Compile(first)), PlanPrinter.Print(Compile(second)));
        }
    }

    [Fact]
    public void Plan_prints_what_is_fused_and_where_it_lies()
    {
        var (w, b) = (Weight("w", 4, 3), Weight("b", 3));
        Assert.Equal(
            """
            plan of 1 steps, arena 320 bytes (140 before tensors share it):
              %5@48 = MatMul + Add + Relu(%0@0, w, b)   [5, 3]

            """,
            PlanPrinter.Print(Compile([(X.MatMul(w) + b).Relu()])));
    }

    private static Tensor Normalized(Tensor p) => p / p.Sum(-1, keepDims: true);

    private static Tensor Input(int position, params ReadOnlySpan<int> axes) =>
        new Parameter(new TensorType(Shape.Create(axes), DType.Float32), $"x{position}", position).Of();

    private static Variable Weight(string name, params ReadOnlySpan<int> axes) =>
        new(name, name, Shape.Create(axes), DType.Float32, trainable: true);

    private static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    private static string Text(Graph graph) =>
        string.Join(' ', graph.Nodes.Where(node => node.Op is not SourceOp).Select(node => node.Op is WriteOut ? "WriteOut" : node.Op.Name));

    private static Plan Compile(Tensor[] outputs, IEnumerable<Update>? updates = null, Tensor[]? checks = null) =>
        Compile(new Graph(outputs, updates, checks));

    private static Plan Compile(Graph graph) => PlanCompiler.Run(graph, scalar => ReferenceBackend.Run(scalar)[0]);

    private static IEnumerable<string> Clusters(Plan plan) =>
        plan.Steps.OfType<RunCluster>().Select(step => step.Cluster.ToString());

    // The variables that a step reads, but for those that it replaces itself, element by element.
    private static IEnumerable<Variable> Reads(PlanStep step) => step switch
    {
        RunCluster run => run.Cluster.Inputs.Select(x => Plan.Resolve(x.Node).Op).OfType<ReadVariable>().Select(read => read.Variable),
        CopyToVariable copy when Plan.Resolve(copy.From.Node).Op is ReadVariable read => [read.Variable],
        _ => [],
    };

    private static IEnumerable<Variable> Writes(Plan plan, PlanStep step) => step switch
    {
        RunCluster run => run.Cluster.Outputs.Select(x => plan[x]).OfType<VariableStorage>().Select(storage => storage.Variable),
        CopyToVariable copy => [copy.To],
        _ => [],
    };

    private static List<Life> Lives(Plan plan)
    {
        var lives = new Dictionary<Node, Life>();
        foreach (var node in plan.Graph.Parameters)
        {
            Touch(node.Output, -1);
        }

        for (var i = 0; i < plan.Steps.Count; i++)
        {
            IEnumerable<Tensor> touched = plan.Steps[i] switch
            {
                RunCluster run => run.Cluster.Inputs.Concat(run.Cluster.Outputs),
                CopyToVariable copy => [copy.From],
                CheckFinite check => [check.Value],
                _ => [],
            };
            foreach (var tensor in touched)
            {
                Touch(tensor, i);
            }
        }

        foreach (var output in plan.Graph.Outputs)
        {
            Touch(output, plan.Steps.Count);
        }

        return [.. lives.Values];

        void Touch(Tensor tensor, int step)
        {
            var node = Plan.Resolve(tensor.Node);
            if (plan.Places[node] is ArenaStorage { Offset: var offset })
            {
                lives[node] = lives.TryGetValue(node, out var life)
                    ? life with { Last = step }
                    : new Life(offset, offset + node.Output.Shape.Size, step, step);
            }
        }
    }

    private readonly record struct Life(long Start, long End, int First, int Last);
}
