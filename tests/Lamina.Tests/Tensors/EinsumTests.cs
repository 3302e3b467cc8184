using Lamina.Ops;
using Lamina.Tests.Autodiff;

namespace Lamina.Tests.Tensors;

public sealed class EinsumTests
{
    private static readonly (string Equation, Shape A, Shape B)[] Table =
    [
        ("ab,bc->ac", [3, 4], [4, 5]),
        ("ab,bc->ca", [3, 4], [4, 5]),
        ("ab,cb->ac", [3, 4], [5, 4]),
        ("ba,bc->ac", [4, 3], [4, 5]),
        ("ab,bc", [3, 4], [4, 5]),
        ("ba,bc", [4, 3], [4, 5]),
        ("abc,cde->abde", [2, 3, 4], [4, 5, 2]),
        ("abc,bd->acd", [2, 3, 4], [3, 5]),
        ("abcd,cde->abe", [2, 3, 4, 2], [4, 2, 5]),
        ("abcd,dce->abe", [2, 3, 4, 2], [2, 4, 5]),
        ("abc,acd->abd", [2, 3, 4], [2, 4, 5]),
        ("abc,adc->abd", [2, 3, 4], [2, 5, 4]),
        ("aecd,abcd->acbe", [2, 5, 3, 4], [2, 6, 3, 4]),
        ("acbe,aecd->abcd", [2, 3, 6, 5], [2, 5, 3, 4]),
        ("abc,bcd->abd", [2, 3, 4], [3, 4, 5]),
        ("a,b->ab", [3], [4]),
        ("a,a->", [3], [3]),
        ("ab,ab->ab", [3, 4], [3, 4]),
        ("ab,ab->a", [3, 4], [3, 4]),
        ("abc,c->ab", [2, 3, 4], [4]),
        ("abc,d->ad", [2, 3, 4], [5]),
        ("...x,xy->...y", [2, 3, 4], [4, 5]),
        ("...x,xy->...y", [4], [4, 5]),
        ("ab...,bc->ac...", [2, 3, 4, 2], [3, 5]),
        ("...ab,...bc->...ac", [2, 1, 3, 4], [6, 4, 5]),
        ("a...b,b...c", [2, 3, 4], [4, 3, 5]),
        ("abc,cd->abd", [1, 1, 4], [4, 5]),
        ("abc,adc->abd", [2, 1, 4], [2, 1, 4]),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void Sum_is_that_of_loops(int row)
    {
        var (equation, a, b) = Table[row];
        var random = new Random(7);
        var (x, y) = (Numbers(a, random), Numbers(b, random));
        var result = Tensor.Einsum(equation, Tensor.From<double>(x, a), Tensor.From<double>(y, b));
        var (shape, expected) = Loops(EinsumEquation.Parse(equation, a.Rank, b.Rank), a, x, b, y);
        Assert.Equal(shape, result.Shape);
        Near.Assert(expected, result.ToArray<double>(), Near.Float64, equation);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Gradient_agrees_with_finite_differences(int row)
    {
        var (equation, a, b) = Table[row];
        GradCheck.Run(new GradCase(equation, x => Tensor.Einsum(equation, x[0], x[1]), a, b), order: 2);
    }

    [Theory]
    [InlineData("abc,cd->abd", 0)]
    [InlineData("abc,adc->abd", 0)]
    [InlineData("abc,cde->abde", 0)]
    [InlineData("abc,dc->dab", 0)]
    [InlineData("abc,bd->acd", 1)]
    public void Axes_move_only_where_their_order_needs_it(string equation, int moves)
    {
        var parsed = equation.Split("->")[0].Split(',');
        var y = Tensor.Einsum(equation, Tensor.Zeros([.. parsed[0].Select(letter => letter - 'a' + 2)]), Tensor.Zeros([.. parsed[1].Select(letter => letter - 'a' + 2)]));
        Assert.Equal(moves, new Lamina.Graphs.Graph([y]).Nodes.Count(node => node.Op is Transpose));
    }

    [Theory]
    [InlineData("ab", "The einsum equation 'ab' has 1 terms for 2 tensors.")]
    [InlineData("ab,bc,cd->ad", "The einsum equation 'ab,bc,cd->ad' has 3 terms for 2 tensors.")]
    [InlineData("abc,bc->a", "The einsum equation 'abc,bc->a' has 'abc' for a tensor of 2 axes.")]
    [InlineData("ab,cd->aa", "The einsum equation 'ab,cd->aa' has a letter twice in its result 'aa'; each axis has its own.")]
    [InlineData("a1,1b->ab", "The einsum equation 'a1,1b->ab' has '1', where letters, one ellipsis, commas and one arrow stand.")]
    [InlineData("ab,bc->ad", "The einsum equation 'ab,bc->ad' has 'd' behind the arrow and nowhere before it.")]
    [InlineData("...b,bc->c", "The einsum equation '...b,bc->c' has an ellipsis before the arrow that stands for axes, and none behind it.")]
    [InlineData("ab,bc->ac", "Einsum needs one length for axis 'b' of 'ab,bc->ac'.\n  a: [3, 4]\n  b: [5, 4]")]
    public void Error_says_what_is_wrong_with_the_equation(string equation, string message)
    {
        var error = Record.Exception(() => Tensor.Einsum(equation, Tensor.Zeros([3, 4]), Tensor.Zeros([5, 4])));
        Assert.True(error is ArgumentException or ShapeMismatchException);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static double[] Numbers(Shape shape, Random random) => [.. Enumerable.Range(0, shape.Size).Select(_ => GradCase.Normal(random))];

    // All labels in turn; an axis of length 1 may be read everywhere.
    private static (Shape Shape, double[] Values) Loops(EinsumEquation equation, Shape a, double[] x, Shape b, double[] y)
    {
        int[] labels = [.. equation.Output, .. equation.Terms.SelectMany(term => term).Distinct().Except(equation.Output)];
        int[] lengths = [.. labels.Select(label => Math.Max(Length(equation.Terms[0], a, label), Length(equation.Terms[1], b, label)))];
        Shape shape = [.. lengths[..equation.Output.Length]];
        var result = new double[shape.Size];
        for (var i = 0; i < lengths.Aggregate(1, (p, n) => p * n); i++)
        {
            var rest = i;
            var at = new Dictionary<int, int>();
            for (var k = labels.Length - 1; k >= 0; k--)
            {
                at[labels[k]] = rest % lengths[k];
                rest /= lengths[k];
            }

            result[Place(equation.Output, shape, at)] += x[Place(equation.Terms[0], a, at)] * y[Place(equation.Terms[1], b, at)];
        }

        return (shape, result);
    }

    private static int Length(int[] labels, Shape shape, int label) => labels.Contains(label) ? shape[Array.IndexOf(labels, label)] : 1;

    private static int Place(int[] labels, Shape shape, Dictionary<int, int> at) =>
        labels.Index().Aggregate(0, (place, axis) => (place * shape[axis.Index]) + Math.Min(at[axis.Item], shape[axis.Index] - 1));
}
