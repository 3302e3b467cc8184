using Lamina.Backends.Reference;
using Lamina.Graphs;

namespace Lamina.Tests.Autodiff;

public sealed class GradientOfTests
{
    private static readonly Tensor X = Tensor.From(1.0, 2.0, 3.0);

    [Fact]
    public void Of_what_y_does_not_depend_on_is_zero()
    {
        var other = Tensor.From(4.0, 5.0);
        var gradients = Gradient.Of(X.Square().Sum(), X, other);
        Assert.Equal([2, 4, 6], ReferenceBackend.Run(gradients[0]));
        Assert.Equal([0, 0], ReferenceBackend.Run(gradients[1]));
    }

    [Fact]
    public void Of_y_itself_is_one()
    {
        var y = X.Sum();
        Assert.Equal([1], ReferenceBackend.Run(Gradient.Of(y, y)[0]));
    }

    [Fact]
    public void Does_not_pass_a_comparison_an_index_or_a_stop()
    {
        var y = (X > 2).Cast(DType.Float64).Sum() + X.StopGradient().Sum() + X.ArgMax().Cast(DType.Float64);
        Assert.Equal([0, 0, 0], ReferenceBackend.Run(Gradient.Of(y, X)[0]));
    }

    [Fact]
    public void Of_an_intermediate_tensor_counts_what_follows_it()
    {
        var middle = X.Square();
        Assert.Equal([2, 8, 18], ReferenceBackend.Run(Gradient.Of(middle.Square().Sum(), middle)[0]));
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("sigmoid")]
    public void Of_a_probability_is_not_lost_where_its_logarithm_is_computed_from_logits(string kind)
    {
        var p = kind == "softmax" ? X.Softmax() : X.Sigmoid();
        var expected = ReferenceBackend.Run(p).Select(x => 1 / x).ToArray();
        Near.Assert(expected, ReferenceBackend.Run(Gradient.Of(p.Log().Sum(), p)[0]), Near.Float64);
    }

    [Fact]
    public void Logarithm_of_a_probability_that_underflows_has_a_finite_gradient()
    {
        var logits = Tensor.From(-2000.0, 0.0);
        Assert.Equal([1, 0], ReferenceBackend.Run(Gradient.Of(logits.Sigmoid().Log().Slice(0, 0, 1).Sum(), logits)[0]));
        Assert.Equal([1, -1], ReferenceBackend.Run(Gradient.Of(logits.Softmax().Log().Slice(0, 0, 1).Sum(), logits)[0]));
    }

    [Fact]
    public void Ties_share_the_gradient()
    {
        var x = Tensor.From(2.0, 2.0, 1.0);
        Assert.Equal([0.5, 0.5, 0], ReferenceBackend.Run(Gradient.Of(x.Max(), x)[0]));
        var (a, b) = (Tensor.Scalar(1, DType.Float64), Tensor.Full([1], 1, DType.Float64));
        var gradients = Gradient.Of(Tensor.Maximum(a, b).Sum(), a, b);
        Assert.Equal([0.5], ReferenceBackend.Run(gradients[0]));
        Assert.Equal([0.5], ReferenceBackend.Run(gradients[1]));
    }

    [Fact]
    public void Needs_a_scalar()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Gradient.Of(X, X));
        Assert.Equal(
            "A gradient is taken of a scalar; reduce y first, or give the upstream gradient.\n  y: [3]", error.Message);
    }

    [Fact]
    public void Needs_an_upstream_gradient_of_the_shape_of_y()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Gradient.Vjp(X, Tensor.Scalar(1, DType.Float64), X));
        Assert.Equal("The upstream gradient needs the shape of y.\n  y: [3]\n  dy: []", error.Message);
    }

    [Fact]
    public void Nodes_of_the_backward_pass_know_their_layer()
    {
        Tensor y;
        using (Tracer.Enter("mnist"))
        using (Tracer.Enter("dense (Dense)"))
        {
            y = X.Tanh();
        }

        var gradient = Gradient.Of(y.Sum(), X)[0];
        Assert.Equal("mnist › dense (Dense)", gradient.Node.Path);
    }

    [Fact]
    public void Of_a_chain_of_ten_thousand_ops_is_found()
    {
        var y = X;
        for (var i = 0; i < 10_000; i++)
        {
            y += 1;
        }

        Assert.Equal([1, 1, 1], ReferenceBackend.Run(Gradient.Of(y.Sum(), X)[0]));
    }
}
