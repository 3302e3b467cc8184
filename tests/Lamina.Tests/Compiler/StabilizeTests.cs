using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Tests.Compiler;

public sealed class StabilizeTests
{
    private static readonly Tensor Logits = Tensor.From<float>([1000, -1000, 0, -1000, 1000, 0], [2, 3]).StopGradient();
    private static readonly Tensor OneHot = Tensor.From<float>([1, 0, 0, 1, 0, 0], [2, 3]);

    public static TheoryData<string> OfSoftmax => ["categorical_crossentropy", "sparse_categorical_crossentropy", "kld"];

    [Theory, MemberData(nameof(OfSoftmax))]
    public void Losses_of_a_softmax_go_back_to_its_logits(string name)
    {
        var ops = OpsAfter(Loss.Get(name).Call(Target(name), Logits.Softmax()));
        Assert.DoesNotContain(ops, op => op is Lamina.Ops.Softmax);
        Assert.Contains(ops, op => op is LogSoftmax);
    }

    [Fact]
    public void Binary_crossentropy_of_a_sigmoid_goes_back_to_its_logits()
    {
        var ops = OpsAfter(new BinaryCrossentropy().Call(OneHot, Logits.Sigmoid()));
        Assert.DoesNotContain(ops, op => op is Sigmoid or Lamina.Ops.Log);
    }

    [Theory, InlineData("categorical_crossentropy"), InlineData("sparse_categorical_crossentropy")]
    public void Probabilities_train_like_logits_at_extremes(string name)
    {
        // Sample 0 is right beyond doubt; sample 1 is wrong by 2000.
        var loss = Loss.Get(name) with { Reduction = Reduction.None };
        var values = loss.Call(Target(name), Logits.Softmax());
        Near.Assert([0, 2000], After(values), Near.Formula);
        var gradient = Gradient.Of(values.Sum(), Logits)[0];
        Near.Assert([0, 0, 0, -1, 1, 0], ReferenceBackend.Run(gradient), Near.Formula);
        Near.Assert([0, 0, 0, -1, 1, 0], gradient.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Yes_no_probabilities_train_like_logits_at_extremes()
    {
        var values = (new BinaryCrossentropy { Reduction = Reduction.None }).Call(OneHot, Logits.Sigmoid());
        Near.Assert([Math.Log(2) / 3, (1000 + 1000 + Math.Log(2)) / 3], After(values), Near.Formula);
        var gradient = Gradient.Of(3 * values.Sum(), Logits)[0];
        Near.Assert([0, 0, 0.5, -1, 1, 0.5], ReferenceBackend.Run(gradient), Near.Formula);
        Near.Assert([0, 0, 0.5, -1, 1, 0.5], gradient.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Both_logarithms_of_a_sigmoid_share_one_exponential()
    {
        var graph = new Graph([new BinaryCrossentropy().Call(OneHot, Logits.Sigmoid())]);
        var nodes = CommonSubexpressions.Run(Rewriter.Run(Stabilize.Rules, graph)).Nodes;
        Assert.Single(nodes, node => node.Op is Exp);
    }

    private static Tensor Target(string loss) => loss.StartsWith("sparse", StringComparison.Ordinal) ? new[] { 0, 0 } : OneHot;

    private static double[] After(Tensor y) => ReferenceBackend.Run(Rewriter.Run(Stabilize.Rules, y)[0]);

    private static IEnumerable<Op> OpsAfter(Tensor y) =>
        new Graph(Rewriter.Run(Stabilize.Rules, y)).Nodes.Select(node => node.Op);
}
