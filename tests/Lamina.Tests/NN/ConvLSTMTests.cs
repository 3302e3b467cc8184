using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is special about recurrent layers over maps.</summary>
public sealed class ConvLSTMTests
{
    [Fact]
    public void First_step_opens_gates_of_a_convolution()
    {
        var x = Training.Normal(1, 2, 1, 4, 5, 3);
        var layer = new ConvLSTM2D(2, [2, 3]);
        var y = layer.Apply(x);
        var convolution = new Conv2D(8, [2, 3]);
        var map = x.Reshape([2, 4, 5, 3]);
        convolution.Apply(map);
        convolution.SetWeights([layer.Weights[0].Read(), layer.Weights[2].Read()]);
        var z = convolution.Apply(map);
        var c = z.Slice(-1, 0, 2).Sigmoid() * z.Slice(-1, 4, 2).Tanh();
        Near.Assert((z.Slice(-1, 6, 2).Sigmoid() * c.Tanh()).ToArray<double>(), y.ToArray<double>(), Near.Formula);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], layer.Weights[2].ToArray());
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Channels_may_stand_first(int strides)
    {
        var config = new ConvLSTM2DConfig { Filters = 2, KernelSize = 2, Strides = strides, ReturnSequences = true, ReturnState = true };
        var (last, first) = (new ConvLSTM2D(config), new ConvLSTM2D(config with { DataFormat = DataFormat.ChannelsFirst }));
        var x = Training.Normal(1, 2, 3, 4, 5, 3);
        var expected = Apply(last, x);
        var swapped = x.Transpose(0, 1, 4, 2, 3);
        Apply(first, swapped);
        first.SetWeights(last.GetWeights());
        var given = Apply(first, swapped);
        Near.Assert(expected[0].ToArray<double>(), given[0].Transpose(0, 1, 3, 4, 2).ToArray<double>(), Near.Formula);
        Near.Assert(expected[2].ToArray<double>(), given[2].Transpose(0, 2, 3, 1).ToArray<double>(), Near.Formula);

        // The states lead to where the whole sequence does.
        var half = Apply(first, swapped.Slice(1, 0, 2));
        var rest = Apply(first, [swapped.Slice(1, 2, 1), half[1], half[2]]);
        Near.Assert(given[1].ToArray<double>(), rest[1].ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void States_go_on_from_batch_to_batch()
    {
        var layer = new ConvLSTM1D(new ConvLSTM1DConfig { Filters = 2, KernelSize = 2, Stateful = true });
        var model = new Sequential([new Input(new InputConfig { BatchShape = [2, 3, 4, 1] }), layer]);
        var other = new ConvLSTM1D(2, 2);
        var (x, y) = (Training.Normal(1, 2, 3, 4, 1), Training.Normal(2, 2, 3, 4, 1));
        other.Apply(x);
        other.SetWeights(layer.GetWeights());
        model.Predict(x);
        Near.Assert(
            other.Apply(Tensor.Concat([x, y], axis: 1)).ToArray<double>(), model.Predict(y).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Steps_that_do_not_count_carry_the_states_on()
    {
        var context = new CallContext(training: false);
        var layer = new ConvLSTM1D(2, 2);
        var x = Training.Normal(1, 1, 3, 4, 1);
        context.SetMask(x, ((Tensor)new bool[] { true, false, true }).Reshape([1, 3]));
        var y = layer.Apply(x, context);
        var without = layer.Apply(Tensor.Concat([x.Slice(1, 0, 1), x.Slice(1, 2, 1)], axis: 1));
        Near.Assert(without.ToArray<double>(), y.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Both_directions_stand_side_by_side() => Assert.Equal(
        [Shape.Unknown, 3, 4, 5, 4],
        new Bidirectional(new ConvLSTM2D(2, 3, Padding.Same, returnSequences: true)).Apply(new Input(3, 4, 5, 1)).Shape);

    private static IReadOnlyList<Tensor> Apply(Layer layer, params Tensor[] inputs) =>
        layer.Apply(inputs, new CallContext(training: false));
}
