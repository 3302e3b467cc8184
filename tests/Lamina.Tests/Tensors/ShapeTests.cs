namespace Lamina.Tests.Tensors;

public sealed class ShapeTests
{
    [Theory]
    [InlineData(new[] { 3, 4 }, new[] { 3, 4 }, new[] { 3, 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 }, new[] { 3, 4 })]
    [InlineData(new[] { 3, 1 }, new[] { 2, 1, 4 }, new[] { 2, 3, 4 })]
    [InlineData(new int[0], new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 0, 3 }, new[] { 1, 3 }, new[] { 0, 3 })]
    [InlineData(new[] { Shape.Unknown, 3 }, new[] { 3 }, new[] { Shape.Unknown, 3 })]
    public void Shapes_broadcast_from_the_last_axis(int[] a, int[] b, int[] expected)
    {
        Assert.Equal(Shape.Create(expected), Shape.TryBroadcast(Shape.Create(a), Shape.Create(b)));
        Assert.Equal(Shape.Create(expected), Shape.TryBroadcast(Shape.Create(b), Shape.Create(a)));
    }

    [Fact]
    public void Shapes_that_differ_in_an_axis_do_not_broadcast() => Assert.Null(Shape.TryBroadcast([3, 4], [3, 2]));

    [Fact]
    public void Size_is_the_product_of_the_axes()
    {
        Assert.Equal(24, Shape.Create([2, 3, 4]).Size);
        Assert.Equal(1, Shape.Scalar.Size);
        Assert.Equal(0, Shape.Create([2, 0]).Size);
        Assert.Throws<OverflowException>(() => Shape.Create([1 << 20, 1 << 20]).Size);
    }

    [Fact]
    public void Compares_by_value()
    {
        Shape shape = [2, 3];
        Assert.True(shape == [2, 3]);
        Assert.True(shape != [3, 2]);
        Assert.Equal(shape.GetHashCode(), Shape.Create([2, 3]).GetHashCode());
        Assert.Equal(default, Shape.Scalar);
        Assert.True(default == Shape.Create([]));
    }

    [Fact]
    public void Is_sliced_by_ranges_and_counted_from_the_end()
    {
        Shape shape = [2, 3, 4];
        Assert.Equal(4, shape[^1]);
        Assert.Equal([2, 3], shape[..^1]);
        Assert.Equal([2, 5, 4], shape.With(-2, 5));
        Assert.Equal(1, shape.NormalizeAxis(-2));
    }

    [Fact]
    public void Axis_that_does_not_exist_is_refused_with_the_shape()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Create([2, 3]).NormalizeAxis(2));
        Assert.StartsWith(
            "Axis 2 does not exist in the shape [2, 3], which has 2 axes.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_axis_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Create([2, -2]));

    [Fact]
    public void Is_printed_as_a_list_or_as_a_tuple()
    {
        Assert.Equal("[None, 784]", Shape.Create([Shape.Unknown, 784]).ToString());
        Assert.Equal("(None, 784)", Shape.Create([Shape.Unknown, 784]).ToTupleString());
        Assert.Equal("(3,)", Shape.Create([3]).ToTupleString());
        Assert.Equal("()", Shape.Scalar.ToTupleString());
    }
}
