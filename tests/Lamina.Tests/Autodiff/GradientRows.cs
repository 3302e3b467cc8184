using Lamina.NN;

namespace Lamina.Tests.Autodiff;

/// <summary>Rows of the gradient table for functions beyond the common ones.</summary>
internal static class GradientRows
{
    private static readonly int[] Ids = [0, 2, 0, 2];

    public static readonly GradCase[] Functions =
    [
        new("Arctan", x => x[0].Arctan(), [3, 4]),
        new("Arctan2", x => Tensor.Arctan2(x[0], x[1]), [3, 4], [3, 4]) { Domain = Domain.AwayFromZero },
        new("Arctan2, vector", x => Tensor.Arctan2(x[0], x[1]), [3, 4], [4]) { Domain = Domain.AwayFromZero },
        new("Hypot", x => Tensor.Hypot(x[0], x[1]), [3, 4], [3, 4]) { Domain = Domain.AwayFromZero },
        new("Hypot, vector", x => Tensor.Hypot(x[0], x[1]), [3, 4], [4]) { Domain = Domain.AwayFromZero },
        new("Arcsin", x => x[0].Arcsin(), [3, 4]) { Domain = Domain.Unit },
        new("Arccos", x => x[0].Arccos(), [3, 4]) { Domain = Domain.Unit },
        new("Arcsinh", x => x[0].Arcsinh(), [3, 4]),
        new("Arccosh", x => (x[0] + 1).Arccosh(), [3, 4]) { Domain = Domain.Positive },
        new("Arctanh", x => x[0].Arctanh(), [3, 4]) { Domain = Domain.Unit },
        new("Tan", x => x[0].Tan(), [3, 4]) { Domain = Domain.Unit },
        new("Sinh", x => x[0].Sinh(), [3, 4]),
        new("Cosh", x => x[0].Cosh(), [3, 4]),
        new("Sinc", x => x[0].Sinc(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Exp2", x => x[0].Exp2(), [3, 4]),
        new("Cbrt", x => x[0].Cbrt(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("LogAddExp", x => Tensor.LogAddExp(x[0], x[1]), [3, 4], [3, 4]),
        new("Modulo", x => Tensor.Mod(x[0], x[1]), [3, 4], [4]) { Domain = Domain.AwayFromZero },
        new("Remainder", x => Tensor.Fmod(x[0], x[1]), [3, 4], [4]) { Domain = Domain.AwayFromZero },
        new("Erfc", x => x[0].Erfc(), [3, 4]),
        new("Erfinv", x => x[0].Erfinv(), [3, 4]) { Domain = Domain.Unit },
        new("LogGamma", x => x[0].LogGamma(), [3, 4]) { Domain = Domain.Positive },
        new("Digamma", x => x[0].Digamma(), [3, 4]) { Domain = Domain.Positive },
        new("I0", x => x[0].I0(), [3, 4]),
        new("GammaInc", x => Tensor.GammaInc(Like(x[0], 2.5), x[0]), [3, 4]) { Domain = Domain.Positive },
        new(
            "CustomGradient", x => Tensor.CustomGradient(a => (a * a.Square(), dy => 3 * dy * a.Square()), x[0]),
            [3, 4]),
        new(
            "BitwiseNot of a cast", x => x[0] * x[0].Cast(DType.Int32).BitwiseNot().Cast(x[0].DType),
            [3, 4]) { Domain = Domain.Unit },
    ];

    public static readonly GradCase[] Reductions =
    [
        new("Prod", x => x[0].Prod([1]), [3, 5]),
        new("CumulativeProduct", x => x[0].CumulativeProduct(0), [5, 2]),
        new("Var", x => x[0].Var([0]), [4, 3]),
        new("NanVar", x => x[0].NanVar([0]), [4, 3]),
        new("Quantile", x => x[0].Quantile(0.3, [0]), [4, 3]) { Domain = Domain.Distinct },
        new("TopK", x => x[0].TopK(2).Values.Square(), [3, 4]) { Domain = Domain.Distinct },
        new(
            "SegmentMax", x => x[0].SegmentMax(Ids, 3).Slice(0, 0, 1) * x[0].SegmentMax(Ids).Slice(0, 2, 1),
            [4, 3]) { Domain = Domain.Distinct },
        new("SegmentMin", x => x[0].SegmentMin((int[])[0, 1, 0, 1]).Square(), [4, 3]) { Domain = Domain.Distinct },
        new("SegmentProd", x => x[0].SegmentProd(Ids), [4, 3]) { Domain = Domain.AwayFromZero },
        new("Norm", x => x[0].Norm(3, [1]), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Normalize", x => x[0].Normalize(), [3, 4]),
        new("LayerNormalize", x => x[0].LayerNormalize(x[1], x[2]), [3, 4], [4], [4]),
        new("Correlate", x => x[0].Correlate(x[1], CorrelateMode.Full), [5], [3]),
    ];

    public static readonly GradCase[] Moves =
    [
        new("Flip and roll", x => x[0].Flip(0).Roll(1, 1) * x[0], [3, 4]),
        new("Diagonal", x => x[0].Diagonal(1).Square(), [3, 4]),
        new("Diag", x => x[0].Diag(-1).Square(), [3]),
        new("Tril", x => x[0].Tril().Square(), [2, 3, 4]),
        new("Pad, reflect", x => x[0].Pad([(1, 2), (2, 1)], PadMode.Reflect).Square(), [3, 4]),
        new("Take", x => x[0].Take((int[])[2, 0, -1], 1).Square(), [2, 3]),
        new("ScatterUpdate", x => Update(x, ScatterReduction.Replace), [4], [2]),
        new("ScatterUpdate, max", x => Update(x, ScatterReduction.Max), [4], [2]),
        new(
            "ScatterUpdate, multiply", x => Update(x, ScatterReduction.Multiply), [4],
            [2]) { Domain = Domain.AwayFromZero },
        new("SliceUpdate", x => x[0].SliceUpdate([1, 0], x[1]).Square(), [3, 4], [2, 2]),
        new("Unfold", x => x[0].Unfold((2, 2), (1, 1), (1, 1), (2, 2)).Square(), [1, 2, 3, 3]),
        new("Fold", x => x[0].Fold((3, 3), (2, 2)).Square(), [1, 4, 4]),
        new("Einsum", x => Tensor.Einsum("bij,jk,bk->ib", x[0], x[1], x[2]), [2, 3, 4], [4, 5], [2, 5]),
        new("Cross", x => Tensor.Cross(x[0], x[1]), [2, 3], [2, 3]),
        new("Kron", x => Tensor.Kron(x[0], x[1]), [2, 3], [2, 2]),
        new("Cdist", x => Tensor.Cdist(x[0], x[1]), [3, 2], [4, 2]),
        new("Scan", x => Tensor.Scan((s, a) => ((s * a[0]).Tanh(), s), x[0], [x[1]]).State, [3], [4, 3]),
        new("WhileLoop", x => Tensor.WhileLoop(s => s[0].Square().Sum() < 20, s => [s[0] * 1.5], x, 6)[0], [3]),
        new(
            "DotProductAttention", x => Tensor.DotProductAttention(x[0], x[1], x[1], isCausal: true), [1, 3, 2, 4],
            [1, 3, 1, 4]),
        new(
            "CtcLoss", x => Tensor.CtcLoss(new[,] { { 1, 2 }, { 2, 2 } }, x[0], new[] { 2, 1 }, new[] { 4, 3 }),
            [2, 4, 3]),
    ];

    public static readonly GradCase[] Algebra =
    [
        new("Fourier", x => Both(Tensor.Fft((x[0], x[1]))), [2, 5], [2, 5]),
        new("Fourier, two axes", x => Both(Tensor.Ifft2((x[0], x[1]))), [3, 4], [3, 4]),
        new("Rfft", x => Both(x[0].Rfft(6)), [2, 5]),
        new("Irfft", x => Tensor.Irfft((x[0], x[1])).Square(), [2, 4], [2, 4]),
        new("Stft", x => Both(x[0].Stft(3, 2, 4)), [9]),
        new("Istft", x => Tensor.Istft((x[0], x[1]), 3, 1, 4).Square(), [4, 3], [4, 3]),
        new("Cholesky", x => Definite(x[0]).Cholesky(), [2, 3, 3]),
        new(
            "CholeskyInverse", x => (x[0].Tril() + (3 * Identity(x[0]))).CholeskyInverse(),
            [3, 3]) { Domain = Domain.Unit },
        new("Inverse", x => (x[0] + (3 * Identity(x[0]))).Inv(), [2, 3, 3]),
        new("Determinant", x => x[0].Det(), [2, 3, 3]),
        new("LogDeterminant", x => x[0].LogDet(), [3, 3]),
        new("LuFactor", x => (x[0] + (3 * Identity(x[0]))).LuFactor().Lu, [2, 3, 3]),
        new(
            "LuFactor, rows exchanged", x => (x[0] + (3 * Identity(x[0]))).Flip(0).LuFactor().Lu,
            [3, 3]) { Domain = Domain.Unit },
        new("TriangularSolve", x => Tensor.SolveTriangular(x[0] + (3 * Identity(x[0])), x[1]), [2, 3, 3], [2, 3, 2]),
        new(
            "TriangularSolve, lower", x => Tensor.SolveTriangular(x[0] + (3 * Identity(x[0])), x[1], lower: true),
            [3, 3], [2, 3, 2]),
        new("LinearSolve", x => Tensor.Solve(x[0] + (3 * Identity(x[0])), x[1]), [3, 3], [3]),
        new("LinearSolve, batches", x => Tensor.Solve(x[0] + (3 * Identity(x[0])), x[1]), [2, 3, 3], [1, 3, 2]),
        new("SymmetricEigen, values", x => Definite(x[0]).Eigh().Values, [3, 3]),
        new(
            "SymmetricEigen", x => Definite(x[0]).Eigh() is var (w, v) ? (v * w.ExpandDims(-2).Log()).MatMul(v.TransposeLast()) : x[0], [3, 3]),
        new("Qr", x => x[0].Qr() is var (q, r) ? q.MatMul(r.Square()) : x[0], [4, 3]),
        new("Qr, wide", x => x[0].Qr() is var (q, r) ? q.MatMul(r.Square()) : x[0], [2, 4]),
        new("Qr, complete", x => x[0].Qr(complete: true).R.Square(), [3, 4]),
        new("Svd, values", x => x[0].SingularValues(), [4, 3]),
        new(
            "Svd", x => x[0].Svd(fullMatrices: false) is var (u, s, v) ? (u * s.Square().ExpandDims(-2)).MatMul(v) : x[0], [4, 3]),
        new(
            "Svd, wide", x => x[0].Svd(fullMatrices: false) is var (u, s, v) ? (u * s.Square().ExpandDims(-2)).MatMul(v) : x[0], [2, 4]),
        new("Svd, square", x => x[0].Svd() is var (u, s, v) ? (u * s.Square().ExpandDims(-2)).MatMul(v) : x[0], [3, 3]),
        new("PseudoInverse", x => x[0].Pinv(), [4, 3]),
        new("PseudoInverse, wide", x => x[0].Pinv(), [2, 4]),
        new("MatrixPower", x => (x[0] + (3 * Identity(x[0]))).MatrixPower(-2), [3, 3]),
    ];

    private static Tensor Both((Tensor Real, Tensor Imaginary) x) => x.Real.Square() + (2 * x.Imaginary.Square());

    private static Tensor Identity(Tensor x) => Tensor.Eye(x.Shape[^1], dtype: x.DType);

    private static Tensor Definite(Tensor x) => x.MatMul(x.TransposeLast()) + Identity(x);

    private static Tensor Like(Tensor x, double value) => Tensor.Full(x.Shape, value, x.DType);

    private static Tensor Update(Tensor[] x, ScatterReduction reduction) =>
        x[0].ScatterUpdate(new[,] { { 2 }, { 0 } }, x[1], reduction).Square();
}
