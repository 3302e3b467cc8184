using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class ActivationTests
{
    private static readonly Tensor Extremes = new float[] { -1e4f, -1000, -100, -1, 0, 1, 100, 1000, 1e4f };

    // Exponential is left out: its result is infinite where others only pass by infinity.
    public static TheoryData<string> Elementwise => [.. Activation.Names.Except(["exponential", "threshold", "glu"])];

    [Theory, MemberData(nameof(Elementwise))]
    public void Values_and_gradients_are_finite_at_extremes(string name)
    {
        var x = Extremes.StopGradient();
        var y = Activation.Get(name).Apply(x);
        Assert.All(ReferenceBackend.Run(y), value => Assert.True(double.IsFinite(value)));
        Assert.All(y.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(Gradient.Of(y.Sum(), x)[0].ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory, InlineData("softplus", 0.5), InlineData("log_sigmoid", 0.5), InlineData("elu", 1), InlineData("squareplus", 0.5)]
    public void Smooth_ones_have_their_slope_at_zero(string name, double slope)
    {
        Tensor x = new float[] { 0 };
        x = x.StopGradient();
        Assert.Equal(slope, ReferenceBackend.Run(Gradient.Of(Activation.Get(name).Apply(x).Sum(), x)[0])[0], 12);
    }

    [Fact]
    public void Plain_ones_are_single_operations()
    {
        Tensor x = new float[] { 1, 2 };
        Assert.IsType<Lamina.Ops.Relu>(Activation.Relu.Apply(x).Op);
        Assert.IsType<Lamina.Ops.Softmax>(Activation.Softmax.Apply(x).Op);
        Assert.IsType<Lamina.Ops.Sigmoid>(Activation.Sigmoid.Apply(x).Op);
        Assert.IsType<Lamina.Ops.Tanh>(Activation.Tanh.Apply(x).Op);
        Assert.Same(x, Activation.Linear.Apply(x));
    }

    [Fact]
    public void Names_convert_and_arguments_vary_by_with()
    {
        Activation swish = "swish";
        Assert.Equal(Activation.Silu, swish);
        Assert.Equal(0.1, (Activation.LeakyRelu with { NegativeSlope = 0.1 }).NegativeSlope);
        Assert.NotEqual<Activation>(Activation.LeakyRelu, Activation.LeakyRelu with { NegativeSlope = 0.1 });
    }

    [Fact]
    public void Unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Activation.Get("rlu"));
        Assert.Equal("unknown activation 'rlu'; did you mean 'relu'?", error.Message.Split('\n')[0]);
    }

    [Fact]
    public void Threshold_without_arguments_says_how_to_give_them()
    {
        var error = Assert.Throws<ArgumentException>(() => Activation.Get("threshold"));
        Assert.Equal(
            "activation 'threshold' has no default arguments; write new ThresholdActivation(threshold, value).", error.Message);
    }

    [Fact]
    public void Glu_rejects_an_odd_axis()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Activation.Glu.Apply(Tensor.Zeros([2, 3])));
        Assert.Equal("glu halves axis -1, whose length 3 is odd.", error.Message.Split('\n')[0]);
    }

    [Fact]
    public void Custom_is_what_its_function_is()
    {
        var cube = Activation.Custom("cube", x => x * x.Square());
        Assert.Equal("cube", cube.Name);
        Assert.Equal([8f], cube.Apply(new float[] { 2 }).ToArray());
    }
}
