using Lamina.Backends.Reference;

namespace Lamina.Tests.Backends;

/// <summary>Integers lie in the same lanes as floats; kernels that read them as floats would give wrong numbers.</summary>
public sealed class IntegerOpTests
{
    private static readonly Tensor Matrix = Tensor.From<int>([3, -1, 2, 1 << 24, (1 << 24) + 1, -7], [2, 3]);

    private static readonly Dictionary<string, Tensor> Table = new()
    {
        ["sum of all"] = Matrix.Sum(),
        ["sum of columns"] = Matrix.Sum(0),
        ["sum of rows"] = Matrix.Sum(1),
        ["max"] = Matrix.Max(0),
        ["min"] = Matrix.Min(1),
        ["argmax"] = Matrix.ArgMax(1),
        ["argmax of columns"] = Matrix.ArgMax(0),
        ["sort"] = Matrix.Sort(1),
        ["descending"] = Matrix.Sort(1, descending: true),
        ["running sum"] = Matrix.CumulativeSum(0),
        ["scatter"] = new Lamina.Ops.ScatterAdd(2).Of(Matrix, (Tensor)new[] { 1, 1 }),
        ["square"] = Tensor.From<int>(3, -4).Square(),
        ["to bool"] = Tensor.From<int>(0, 3, -4).Cast(DType.Bool),
        ["bytes"] = Tensor.From<byte>(200, 100).Sum(),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Integers_are_computed_as_integers(string name) =>
        Assert.Equal(ReferenceBackend.Run(Table[name]), Table[name].ToArray<double>());
}
