using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class RegularizerTests
{
    [Fact]
    public void Names_give_regularizers_with_the_defaults_of_Keras()
    {
        Regularizer regularizer = "l2";
        Assert.Equal(new L2(0.01), regularizer);
        Assert.Equal(new L1(), Regularizer.Get("L1"));
        var error = Assert.Throws<ArgumentException>(() => Regularizer.Get("l3"));
        Assert.Equal("unknown regularizer 'l3'; did you mean 'l1'?\n  known: l1, l1_l2, l2, orthogonal_regularizer", error.Message);
    }

    [Fact]
    public void Orthogonality_is_asked_of_matrices_only()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => new OrthogonalRegularizer().Penalty(Tensor.Ones([2, 3, 4])));
        Assert.Equal("OrthogonalRegularizer needs a weight of two axes.\n  weight: [2, 3, 4]", error.Message);
    }

    [Theory]
    [InlineData(OrthogonalMode.Rows, 1)]
    [InlineData(OrthogonalMode.Columns, 0)]
    public void Rows_and_columns_are_compared_by_their_directions(OrthogonalMode mode, double expected)
    {
        // Parallel rows of other lengths, and a single column that is not 0.
        var w = Tensor.From<float>([3, 0, 5, 0], [2, 2]);
        Assert.Equal(expected, new OrthogonalRegularizer(1, mode).Penalty(w).Item(), 1e-6);
    }

    [Fact]
    public void A_single_row_has_no_other_to_be_orthogonal_to() =>
        Assert.Equal(0, new OrthogonalRegularizer().Penalty(Tensor.Ones([1, 4])).Item());
}
