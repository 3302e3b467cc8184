using Lamina.Backends.Reference;

namespace Lamina.Tests.Tensors;

/// <summary>Functions of tensors against numbers that NumPy gives, by the reference and compiled.</summary>
public sealed partial class TensorOpsTests
{
    private const double NaN = double.NaN;
    private const double Infinity = double.PositiveInfinity;

    // Short formulas in float32, relative to the largest number.
    private const double Tolerance = 2e-5;

    private static Tensor Sample => M(3, V(1, 5, -2, 4, 0.5, 3));

    private static Tensor Gaps => M(3, V(1, NaN, -2, 4, 0.5, 3));

    private static Tensor Empty => M(2, V(NaN, NaN, 1, NaN));

    private static Tensor Grid => M(3, V(1, 2, 3, 4, 5, 6));

    private static Tensor Cube => Tensor.Arange(24, DType.Float32).Reshape([2, 3, 4]);

    private static Tensor Points => M(2, V(1, 0, 2, -1, 0.5, 3));

    private static Tensor Definite => M(3, V(4, 1, 0.5, 1, 3, 0, 0.5, 0, 2));

    private static Tensor Square => M(3, V(1, 2, 0, 3, -1, 1, 0, 2, 5));

    private static Tensor Heads => ((Cube - 10) / 10).Reshape([1, 3, 2, 4]);

    // Made at first use: the parts stand in other files, whose fields may come later.
    private static OpCase[] Table => field ??= [.. Functions, .. Whole, .. Statistics, .. Moves, .. Algebra];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Function_gives_what_NumPy_gives(string name)
    {
        var c = Table.Single(c => c.Name == name);
        var result = c.Result();
        Assert.Equal(c.Shape, result.Shape);
        var largest = c.Expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        var tolerance = (Tolerance, Tolerance * Math.Min(1, largest) + (1e-6 * largest));
        Near.Assert(c.Expected, ReferenceBackend.Run(result), tolerance, "reference");
        Near.Assert(c.Expected, result.ToArray<double>(), tolerance, "compiled");
    }

    private static Tensor V(params double[] values) =>
        Tensor.Wrap(Array.ConvertAll(values, x => (float)x), [values.Length]);

    private static Tensor I(params int[] values) => values;

    private static Tensor M(int columns, Tensor values) => values.Reshape([-1, columns]);
}
