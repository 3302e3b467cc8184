using Lamina.Backends.Reference;

namespace Lamina.Tests.Tensors;

public sealed class TensorTests
{
    private static readonly Tensor Matrix = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void Arrays_become_tensors_of_their_shape_and_type()
    {
        Assert.Equal("float32[2, 3]", Matrix.ToString());
        Assert.Equal("float64[2]", ((Tensor)new[] { 1.0, 2 }).ToString());
        Assert.Equal("int32[2, 2]", ((Tensor)new[,] { { 1, 2 }, { 3, 4 } }).ToString());
        Assert.Equal("int64[1]", ((Tensor)new[] { 1L }).ToString());
        Assert.Equal("uint8[3]", ((Tensor)new byte[] { 1, 2, 3 }).ToString());
        Assert.Equal("bool[1]", ((Tensor)new[] { true }).ToString());
        Assert.Equal("float32[1, 2, 3, 1]", ((Tensor)new float[1, 2, 3, 1]).ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6], ReferenceBackend.Run(Matrix));
        Assert.Equal([1, 2, 3, 4], ReferenceBackend.Run((Tensor)new[] { new float[] { 1, 2 }, [3, 4] }));
    }

    [Fact]
    public void Array_of_rows_of_different_length_is_refused()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => (Tensor)new[] { new float[] { 1, 2 }, [3] });
        Assert.Equal("Row 1 has 1 values; row 0 has 2. Rows of a tensor are equally long.", error.Message);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Tensor.From<float>([1, 2, 3], [2, 2]));
        Assert.Equal("A tensor of shape [2, 2] was given 3 values.", error.Message);
    }

    [Fact]
    public void From_copies_and_wrap_does_not()
    {
        float[] values = [1, 2];
        var (copy, wrapped) = (Tensor.From<float>(values), Tensor.Wrap(values, [2]));
        values[0] = 5;
        Assert.Equal([1, 2], ReferenceBackend.Run(copy));
        Assert.Equal([5, 2], ReferenceBackend.Run(wrapped));
    }

    [Fact]
    public void Number_takes_the_type_of_the_tensor()
    {
        Assert.Equal(DType.Int32, (Tensor.Arange(3) + 1).DType);
        Assert.Equal(DType.Float64, (2 * Tensor.From(1.0)).DType);
        Assert.Equal(DType.Bool, (Matrix > 2).DType);
    }

    [Fact]
    public void Operators_compute_what_they_say()
    {
        Tensor a = new[] { 1.0, -2, 3 }, b = new[] { 2.0, 2, 2 };
        Assert.Equal([3, 0, 5], ReferenceBackend.Run(a + b));
        Assert.Equal([-1, -4, 1], ReferenceBackend.Run(a - b));
        Assert.Equal([2, -4, 6], ReferenceBackend.Run(a * b));
        Assert.Equal([0.5, -1, 1.5], ReferenceBackend.Run(a / b));
        Assert.Equal([-1, 2, -3], ReferenceBackend.Run(-a));
        Assert.Equal([0, 3, -2], ReferenceBackend.Run(1 - a));
        Assert.Equal([1, -0.5, 1.0 / 3], ReferenceBackend.Run(1 / a));
        Assert.Equal([1, 0, 0], ReferenceBackend.Run((a < b) & (a > 0)));
        Assert.Equal([0, 1, 1], ReferenceBackend.Run((a >= b) | !(a > 0)));
        Assert.Equal([1, 0, 0], ReferenceBackend.Run(a.EqualTo(1)));
        Assert.Equal([0, 1, 1], ReferenceBackend.Run(a.NotEqualTo(1)));
        Assert.Equal([1, 0, 3], ReferenceBackend.Run(Tensor.Where(a > 0, a, 0)));
        Assert.Equal([2, 0.25, 8], ReferenceBackend.Run(Tensor.Pow(2, a)));
        Assert.Equal([1, -1, 1], ReferenceBackend.Run(a.Clip(-1, 1)));
    }

    [Fact]
    public void One_axis_of_a_reshape_may_be_open()
    {
        Assert.Equal([3, 2], Matrix.Reshape([-1, 2]).Shape);
        var error = Assert.Throws<ShapeMismatchException>(() => Matrix.Reshape([4, -1]));
        Assert.Equal("Reshape needs as many elements (4 for [4, 1]) as x has (6).\n  x: [2, 3]", error.Message);
    }

    [Fact]
    public void Axes_are_added_taken_away_and_moved()
    {
        Assert.Equal([2, 1, 3], Matrix.ExpandDims(1).Shape);
        Assert.Equal([2, 3, 1], Matrix.ExpandDims(-1).Shape);
        Assert.Equal([2, 3], Matrix.ExpandDims(0).Squeeze(0).Shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], ReferenceBackend.Run(Matrix.TransposeLast()));
        Assert.Equal([2, 5], ReferenceBackend.Run(Matrix.Select(1, 1)));
        Assert.Equal([0, 1, 2, 3, 0, 4, 5, 6], ReferenceBackend.Run(Matrix.Pad(1, 1, 0)));
        Assert.Equal([1, 3, 4, 6], ReferenceBackend.Run(Matrix.Slice(1, 0, 2, step: 2)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], ReferenceBackend.Run(Tensor.Concat([Matrix, Matrix], 0)));
        Assert.Equal([2, 2, 3], Tensor.Stack([Matrix, Matrix]).Shape);
        var error = Assert.Throws<ShapeMismatchException>(() => Matrix.Squeeze());
        Assert.Equal("Squeeze needs an axis of length 1; axis -1 has 3.\n  x: [2, 3]", error.Message);
    }

    [Fact]
    public void Reductions_keep_or_drop_their_axes()
    {
        Assert.Equal([21], ReferenceBackend.Run(Matrix.Sum()));
        Assert.Equal([2, 1], Matrix.Sum(1, keepDims: true).Shape);
        Assert.Equal([5, 7, 9], ReferenceBackend.Run(Matrix.Sum(0)));
        Assert.Equal([2, 5], ReferenceBackend.Run(Matrix.Mean(-1)));
        Assert.Equal([3, 6], ReferenceBackend.Run(Matrix.Max(1)));
        Assert.Equal([1, 4], ReferenceBackend.Run(Matrix.Min(1)));
        Assert.Equal([1, 1, 1], ReferenceBackend.Run(Matrix.ArgMax(0)));
        Assert.Equal([1, 3, 6, 4, 9, 15], ReferenceBackend.Run(Matrix.CumulativeSum()));
        Assert.Equal([3, 2, 1, 6, 5, 4], ReferenceBackend.Run(Matrix.Sort(descending: true)));
    }

    [Fact]
    public void Mean_of_nothing_is_zero() => Assert.Equal([0], ReferenceBackend.Run(Tensor.Zeros([0]).Mean()));

    [Fact]
    public void First_among_equals_is_the_place_of_the_largest_and_NaN_is_larger_than_all()
    {
        Assert.Equal([1], ReferenceBackend.Run(Tensor.From(1.0, 3, 3).ArgMax()));
        Assert.Equal([1], ReferenceBackend.Run(Tensor.From(5.0, double.NaN, 9).ArgMax()));
        Assert.Equal([double.NaN], ReferenceBackend.Run(Tensor.From(5.0, double.NaN, 9).Max()));
    }

    [Fact]
    public void Indices_choose_rows_and_elements()
    {
        Assert.Equal([4, 5, 6, 1, 2, 3], ReferenceBackend.Run(Matrix.Gather(new[] { 1, 0 })));
        Assert.Equal([3, 4], ReferenceBackend.Run(Matrix.TakeAlong(new[,] { { 2 }, { 0 } })));
        Assert.Equal([0, 1, 0, 0, 0, 0], ReferenceBackend.Run(((Tensor)new[] { 1, 7 }).OneHot(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReferenceBackend.Run(Matrix.Gather(new[] { 2 })));
    }

    [Fact]
    public void Product_of_batches_and_one_matrix_is_that_of_each()
    {
        var batches = Tensor.Arange(12).Cast(DType.Float64).Reshape([2, 2, 3]);
        var b = Tensor.Arange(6).Cast(DType.Float64).Reshape([3, 2]);
        var expected = ReferenceBackend.Run(Tensor.Concat(
            [batches.Select(0, 0).MatMul(b), batches.Select(0, 1).MatMul(b)], axis: 0));
        var product = batches.MatMul(b);
        Assert.Equal([2, 2, 2], product.Shape);
        Assert.Equal(expected, ReferenceBackend.Run(product));
    }

    [Fact]
    public void Variable_reads_as_a_tensor_and_holds_float32_or_int32()
    {
        var variable = new Variable("kernel", "dense/kernel", [2], DType.Float32, trainable: true);
        variable.Floats[1] = 3;
        Assert.Equal([1, 4], ReferenceBackend.Run(variable.Value + 1));
        Assert.Equal("dense/kernel float32[2]", variable.ToString());
        var error = Assert.Throws<DTypeMismatchException>(
            () => new Variable("x", "a/x", [1], DType.Bool, trainable: false));
        Assert.Equal("A variable is float32, float64 or int32; 'a/x' asks for bool.", error.Message);
    }
}
