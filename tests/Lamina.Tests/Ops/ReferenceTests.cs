using Lamina.Backends.Reference;
using Lamina.Ops;

namespace Lamina.Tests.Ops;

/// <summary>The reference itself, against values known from elsewhere.</summary>
public sealed class ReferenceTests
{
    private static readonly (string Name, Func<Tensor, Tensor> Function, double X, double Y)[] Table =
    [
        ("Erf", x => x.Erf(), 0.5, 0.5204998778130465),
        ("Erf, beyond the series", x => x.Erf(), 3.5, 0.9999992569016276),
        ("Erf, negative", x => x.Erf(), -1, -0.8427007929497149),
        ("Erf, far", x => x.Erf(), 40, 1),
        ("Expm1, small", x => x.Expm1(), 1e-10, 1.00000000005e-10),
        ("Expm1", x => x.Expm1(), 1, 1.718281828459045),
        ("Log1p, small", x => x.Log1p(), 1e-10, 9.9999999995e-11),
        ("Log1p, lost", x => x.Log1p(), 1e-20, 1e-20),
        ("Sigmoid", x => x.Sigmoid(), 2, 0.8807970779778823),
        ("Sigmoid, far", x => x.Sigmoid(), -800, 0),
        ("Softplus, far", x => x.Softplus(), 800, 800),
        ("LogSigmoid, far", x => x.LogSigmoid(), -800, -800),
        ("Round, half", x => x.Round(), 2.5, 2),
        ("Floor", x => x.Floor(), -1.5, -2),
        ("Sign", x => x.Sign(), -3, -1),
        ("Cast truncates", x => x.Cast(DType.Int32), -1.7, -1),
        ("Cast to bool", x => x.Cast(DType.Bool), 0.2, 1),
        ("Relu keeps NaN", x => x.Relu(), double.NaN, double.NaN),
        ("Maximum keeps NaN", x => Tensor.Maximum(x, 0), double.NaN, double.NaN),
        ("Rsqrt", x => x.Rsqrt(), 4, 0.5),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Function_has_its_known_value(string name)
    {
        var (_, function, x, y) = Table.Single(row => row.Name == name);
        Near.Assert([y], ReferenceBackend.Run(function(Tensor.Scalar(x, DType.Float64))), (1e-14, 0));
    }

    [Fact]
    public void Softmax_is_its_definition_and_sums_to_one()
    {
        Tensor x = new double[,] { { 1, 2, 3 }, { 1000, 0, -1000 } };
        var y = ReferenceBackend.Run(x.Softmax());
        var sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Near.Assert([Math.Exp(1) / sum, Math.Exp(2) / sum, Math.Exp(3) / sum, 1, 0, 0], y, Near.Float64);
        Assert.Equal(ReferenceBackend.Run(((FusedOp)x.Softmax().Op).Define(x)), y);
    }

    [Fact]
    public void LogSoftmax_is_its_definition_and_the_logarithm_of_Softmax()
    {
        Tensor x = new double[,] { { 1, 2, 3 }, { 1000, 0, -1000 } };
        var y = ReferenceBackend.Run(x.LogSoftmax());
        var logarithms = ReferenceBackend.Run(x.Softmax()).Take(3).Select(p => Math.Log(p));
        Near.Assert([.. logarithms, 0, -1000, -2000], y, Near.Float64);
        Assert.Equal(ReferenceBackend.Run(((FusedOp)x.LogSoftmax().Op).Define(x)), y);
    }

    [Fact]
    public void LogSumExp_of_nothing_but_minus_infinity_is_minus_infinity() =>
        Assert.Equal([double.NegativeInfinity], ReferenceBackend.Run(
            Tensor.From(double.NegativeInfinity, double.NegativeInfinity).LogSumExp()));

    [Fact]
    public void Sorting_keeps_the_order_of_equals()
    {
        var x = Tensor.From(2.0, 1, 2, 1);
        Assert.Equal([1, 3, 0, 2], ReferenceBackend.Run(x.ArgSort()));
        Assert.Equal([0, 2, 1, 3], ReferenceBackend.Run(x.ArgSort(descending: true)));
    }

    [Fact]
    public void Ops_with_equal_properties_are_equal()
    {
        Assert.Equal(new Sum([0, 1]), new Sum([0, 1]));
        Assert.NotEqual(new Sum([0, 1]), new Sum([1]));
        Assert.Equal(new Slice([0], [2], [1]), new Slice([0], [2], [1]));
        Assert.NotEqual<Op>(new Add(), new Multiply());
    }
}
