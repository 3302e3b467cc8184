using Lamina.Formats.Onnx.Export;
using Lamina.Ops;

namespace Lamina.Tests.Formats.Onnx;

public sealed class OnnxOpsTests
{
    /// <summary>Ops that are not exported, by the reason.</summary>
    private static readonly Dictionary<string, Type[]> NotExported = new()
    {
        ["They are what a run begins with."] = [typeof(Parameter), typeof(ReadVariable)],
        ["They only say how gradients flow."] = [typeof(StopGradient), typeof(OwnGradient)],
        ["They are written in the plain ops that define them."] = [typeof(RecurrenceGradient)],
        ["Gradients; no prediction has them."] =
        [
            typeof(KernelConvolution), typeof(MaxPoolPick), typeof(MaxPoolSpread), typeof(AveragePoolSpread), typeof(SoftmaxGradient),
        ],
        ["Only the compiler makes them."] = [typeof(GatherSum), typeof(ScatterAddRepeated)],
        ["ONNX draws other numbers."] = [typeof(RandomUniform)],
        ["ONNX has them from version 18 on."] =
        [
            typeof(BitwiseAnd), typeof(BitwiseOr), typeof(BitwiseXor), typeof(SegmentMax), typeof(SegmentProduct),
        ],
        ["ONNX has no operator for them."] =
        [
            typeof(Bitcast), typeof(Gcd), typeof(NextAfter), typeof(Erfinv), typeof(Polygamma),
            typeof(BesselI), typeof(GammaInc), typeof(LastPlace), typeof(Cholesky), typeof(Inverse), typeof(Determinant), typeof(LogDeterminant), typeof(LuFactor), typeof(LuRows),
            typeof(SymmetricEigen), typeof(GeneralEigen), typeof(PseudoInverse), typeof(TriangularSolve), typeof(LinearSolve), typeof(Qr), typeof(Svd),
        ],
    };

    [Fact]
    public void Every_op_is_exported_or_has_a_reason_why_not()
    {
        var ops = typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract).ToArray();
        Type[] known = [.. OnnxOps.Known, .. NotExported.Values.SelectMany(types => types)];
        Assert.Equal(known.Length, known.Distinct().Count());
        Assert.Equal(ops.Select(type => type.Name).Order(), known.Select(type => type.Name).Order());
    }
}
