using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class LossTests
{
    [Theory]
    [InlineData("mse"), InlineData("MSE"), InlineData("mean_squared_error"), InlineData("MeanSquaredError")]
    public void Names_of_Keras_are_known(string name) => Assert.Equal(new MeanSquaredError(), Loss.Get(name));

    [Fact]
    public void Every_loss_has_its_name()
    {
        var losses = typeof(Loss).Assembly.GetTypes().Where(type => type.IsPublic && type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract);
        Assert.All(losses, type => Assert.IsType(type, Loss.Get(type.Name)));
    }

    [Fact]
    public void Default_names_are_those_of_Keras()
    {
        Assert.Equal("kl_divergence", new KLDivergence().Name);
        Assert.Equal("ctc", new CTC().Name);
        Assert.Equal("huber_loss", new Huber().Name);
        Assert.Equal(new Huber(), new Huber { Name = "huber_loss" });
    }

    [Fact]
    public void Unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.Get("msee"));
        Assert.Equal("unknown loss 'msee'; did you mean 'mse'?", error.Message.Split('\n')[0]);
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        var error = Rejects(new MeanSquaredError(), [5, 3], [5, 4]);
        Assert.Equal("MeanSquaredError needs axis 1 of target (3) to equal axis 1 of prediction (4).", FirstLine(error));
        Assert.Contains("\n  target: [5, 3]\n  prediction: [5, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_that_differ_are_named() => Assert.Equal(
        "Huber needs as many axes in target (1) as in prediction (2).", FirstLine(Rejects(new Huber(), [5], [5, 4])));

    [Fact]
    public void Labels_that_do_not_fit_are_named() => Assert.Equal(
        "SparseCategoricalCrossentropy needs integer targets of the prediction's shape without its axis of 4 classes: [5], "
        + "but they are [6].",
        FirstLine(Rejects(new SparseCategoricalCrossentropy(), [6], [5, 4])));

    [Fact]
    public void Weights_per_sample_of_sequences_are_explained()
    {
        var error = Assert.Throws<ShapeMismatchException>(
            () => new MeanSquaredError().Call(Tensor.Zeros([2, 3, 4]), Tensor.Zeros([2, 3, 4]), Tensor.Ones([2])));
        Assert.Equal(
            "MeanSquaredError needs sample weights that broadcast to its values: aligned at the last axis, equal or 1.",
            FirstLine(error));
        Assert.EndsWith("hint: for one weight per sample, reshape them to [2, 1].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delta_must_be_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(delta: 0));

    [Fact]
    public void Mean_of_nothing_is_zero()
    {
        var loss = new MeanSquaredError().Call(new float[] { 1 }, new float[] { 3 }, mask: new[] { false });
        Assert.Equal(0, loss.Item());
    }

    [Fact]
    public void Sample_without_partner_gives_Circle_a_finite_gradient()
    {
        var x = Tensor.From<float>([1, 0, 0, 1], [2, 2]).StopGradient();
        var loss = new Circle().Call(new[] { 0, 1 }, x);
        Assert.All(Gradient.Of(loss, x)[0].ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Labels_too_long_for_CTC_give_a_finite_gradient()
    {
        var x = Tensor.Zeros([1, 2, 3]).StopGradient();
        var loss = new CTC().Call(Tensor.From<int>([1, 1, 2], [1, 3]), x);
        Assert.True(loss.Item() > 1e20);
        Assert.All(Gradient.Of(loss, x)[0].ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    private static ShapeMismatchException Rejects(Loss loss, Shape target, Shape prediction) =>
        Assert.Throws<ShapeMismatchException>(() => loss.Call(Tensor.Zeros(target), Tensor.Zeros(prediction)));

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];
}
