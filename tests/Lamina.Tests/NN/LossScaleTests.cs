using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class LossScaleTests
{
    private static OptimizerSteps Start(LossScaleOptimizer optimizer) =>
        new(new OptimizerState(optimizer, [OptimizerSteps.Weight("dense/kernel", 1, 2), OptimizerSteps.Weight("dense/bias", 3)]));

    [Fact]
    public void State_is_stored_as_Keras_stores_it()
    {
        var state = Start(new LossScaleOptimizer(new SGD(0.5, 0.9))).State;
        Assert.Equal(
            [
                "loss_scale_optimizer/iteration", "loss_scale_optimizer/learning_rate", "loss_scale_optimizer/step_counter",
                "loss_scale_optimizer/dynamic_scale", "sgd/iteration", "sgd/learning_rate", "sgd/dense_kernel_momentum",
                "sgd/dense_bias_momentum",
            ],
            state.Variables.Select(variable => variable.Path));
        Assert.Equal("sgd/iteration", state.Iterations.Path);
        Assert.Equal(0.5, state.CurrentLearningRate);
        Assert.Equal(32768f, state.Variables[3].Floats[0]);
    }

    [Fact]
    public void Loss_is_multiplied_and_gradients_are_divided()
    {
        var run = Start(new LossScaleOptimizer(new SGD(0.5), InitialScale: 8));
        Assert.Equal([24.0], ReferenceBackend.Run(run.State.ScaleLoss(3 * Tensor.Ones([]))));
        run.Step([8, 16], [-8]);
        Assert.Equal([0.5f, 1], run.State.Weights[0].ToArray());
        Assert.Equal([3.5f], run.State.Weights[1].ToArray());
    }

    [Fact]
    public void Factor_doubles_after_so_many_good_steps()
    {
        var run = Start(new LossScaleOptimizer(new SGD(0.5), InitialScale: 4, DynamicGrowthSteps: 3));
        var factors = Enumerable.Range(0, 7).Select(_ =>
        {
            run.Step([0, 0], [0]);
            return run.State.Variables[3].Floats[0];
        });
        Assert.Equal([4, 4, 8, 8, 8, 16, 16], factors);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Step_with_a_gradient_that_is_not_finite_is_left_out_and_halves_the_factor(float bad)
    {
        var inner = new Adam(0.1) { UseEma = true, GradientAccumulationSteps = 2 };
        var run = Start(new LossScaleOptimizer(inner, InitialScale: 8, DynamicGrowthSteps: 2));
        run.Step([1, 2], [3]);
        var before = run.Values();
        run.Step([1, bad], [3]);
        var after = run.Values();
        Assert.Equal([4f], after["3 loss_scale_optimizer/dynamic_scale"]);
        Assert.Equal([0f], after["2 loss_scale_optimizer/step_counter"]);
        Assert.Equal(before.Skip(4), after.Skip(4));
        run.Step([1, 2], [3]);
        Assert.Equal([2f], run.State.Iterations.ToArray());
        Assert.All(run.Values().Values, values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Several_optimizers_may_be_inside()
    {
        var run = Start(new LossScaleOptimizer(new MultiOptimizer(new SGD(1), (".*bias", new SGD(0.5))), InitialScale: 2));
        run.Step([2, 4], [2]);
        Assert.Equal([0f, 0], run.State.Weights[0].ToArray());
        Assert.Equal([2.5f], run.State.Weights[1].ToArray());
        Assert.Equal([1f], run.State.Iterations.ToArray());
    }

    [Fact]
    public void Loss_is_scaled_once()
    {
        Assert.Null(new LossScaleOptimizer(new SGD { LossScaleFactor = 4 }).InnerOptimizer.LossScaleFactor);
        Assert.Equal(
            "A LossScaleOptimizer cannot be inside another: the loss is scaled once.",
            Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(new LossScaleOptimizer(new SGD()))).Message);
    }

    [Fact]
    public void What_the_inner_optimizer_does_is_not_set_outside()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Start(new LossScaleOptimizer(new SGD()) { ClipNorm = 1 }));
        Assert.Equal(
            "LossScaleOptimizer has no ClipNorm of its own.\n  hint: set ClipNorm of its inner optimizer.", error.Message);
    }

    [Fact]
    public void A_constant_factor_leaves_steps_as_they_are()
    {
        var state = new OptimizerState(new SGD(0.5) { LossScaleFactor = 4 }, [OptimizerSteps.Weight("w", 1)]);
        Assert.Equal([12.0], ReferenceBackend.Run(state.ScaleLoss(3 * Tensor.Ones([]))));
        var run = new OptimizerSteps(state);
        run.Step([4]);
        Assert.Equal([0.5f], state.Weights[0].ToArray());
    }
}
