using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class LayerMaskTests
{
    [Fact]
    public void Merging_keeps_steps_that_count_in_any_input_and_needs_all_masks()
    {
        var context = new CallContext(training: false);
        var (a, b, c) = (Tensor.Ones([1, 3, 2]), Tensor.Full([1, 3, 2], 3), Tensor.Ones([1, 3, 2]));
        context.SetMask(a, Mask([true, false, false]));
        context.SetMask(b, Mask([true, true, false]));
        Assert.Equal([1, 1, 0], MaskAfter(new Add(), context, a, b));
        Assert.Null(context.MaskOf(new Add().Apply([a, b, c], context)[0]));
        Assert.Equal([1, 1, 0], MaskAfter(new Concatenate(), context, a, b));
        Assert.Equal([1, 1, 1], MaskAfter(new Concatenate(), context, a, c));
        Assert.Equal([1, 0, 0, 1, 1, 1], MaskAfter(new Concatenate(axis: 1), context, a, c));
    }

    [Fact]
    public void Multiply_takes_steps_that_are_left_out_as_1_and_as_0_where_all_leave_them_out()
    {
        var context = new CallContext(training: false);
        Tensor a = new float[,,] { { { 2 }, { 3 }, { 5 } } };
        Tensor b = new float[,,] { { { 7 }, { 11 }, { 13 } } };
        context.SetMask(a, Mask([true, false, false]));
        context.SetMask(b, Mask([true, true, false]));
        Assert.Equal([14, 11, 0], new Multiply().Apply([a, b], context)[0].ToArray());
    }

    [Fact]
    public void Embedding_marks_zeros_as_padding_and_recurrent_layers_pass_the_mask_with_their_sequence()
    {
        var context = new CallContext(training: false);
        var x = new Embedding(4, 2, maskZero: true).Apply(new int[,] { { 2, 0, 3 } }, context);
        var outputs = new LSTM(new LSTMConfig { Units = 2, ReturnSequences = true, ReturnState = true }).Apply([x], context);
        Assert.Equal([1, 0, 1], Numbers(context.MaskOf(x)));
        Assert.Equal([1, 0, 1], Numbers(context.MaskOf(outputs[0])));
        Assert.Null(context.MaskOf(outputs[1]));
        Assert.Null(context.MaskOf(new LSTM(2).Apply(x, context)));
        Assert.Null(context.MaskOf(new GlobalAveragePooling1D().Apply(x, context)));
    }

    [Fact]
    public void Of_equal_values_the_first_in_a_window_has_the_gradient_of_the_largest()
    {
        Tensor x = new float[,,,] { { { { 1 }, { 4 } }, { { 4 }, { 4 } } } };
        var y = new MaxPooling2D().Apply(x);
        Assert.Equal([0, 1, 0, 0], Gradient.Of(y.Sum(), x)[0].ToArray());
    }

    [Fact]
    public void Unknown_axes_stay_unknown_behind_windows_and_steps()
    {
        var image = new Input(Shape.Unknown, Shape.Unknown, 3);
        Assert.Equal([Shape.Unknown, Shape.Unknown, Shape.Unknown, 4], new Conv2D(4, 3, strides: 2, padding: Padding.Same).Apply(image).Shape);
        Assert.Equal([Shape.Unknown, 3], new GlobalMaxPooling2D().Apply(image).Shape);
        var sequence = new Input(Shape.Unknown, 3);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 2], new GRU(2, returnSequences: true).Apply(sequence).Shape);
        Assert.Equal([Shape.Unknown, 2], new GRU(2).Apply(sequence).Shape);
    }

    private static float[] MaskAfter(Layer layer, CallContext context, params Tensor[] inputs) =>
        Numbers(context.MaskOf(layer.Apply(inputs, context)[0]));

    private static float[] Numbers(Tensor? mask) => mask!.Cast(DType.Float32).ToArray();

    private static Tensor Mask(bool[] steps) => ((Tensor)steps).Reshape([1, steps.Length]);
}
