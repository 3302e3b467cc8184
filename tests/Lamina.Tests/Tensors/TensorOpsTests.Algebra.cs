namespace Lamina.Tests.Tensors;

public sealed partial class TensorOpsTests
{
    /// <summary>Products, linear algebra, transforms, and what is made of them.</summary>
    private static readonly OpCase[] Algebra =
    [
        new("einsum, product", () => Tensor.Einsum("ij,jk->ik", Grid, Points), [2, 2], [6.5, 7, 17, 13]),
        new("einsum, implied", () => Tensor.Einsum("ij,jk", Grid, Points), [2, 2], [6.5, 7, 17, 13]),
        new(
            "einsum, batch",
            () => Tensor.Einsum("bij,bj->bi", Cube, M(4, V(1, 2, 3, 4, 5, 6, 7, 8))),
            [2, 3], [20, 60, 100, 356, 460, 564]),
        new("einsum, trace", () => Tensor.Einsum("ii", M(2, V(1, 2, 3, 4))), [], [5]),
        new("einsum, diagonal of one of two", () => Tensor.Einsum("ii,i->i", M(2, V(1, 2, 3, 4)), V(5, 6)), [2], [5, 24]),
        new("einsum, diagonal", () => Tensor.Einsum("ii->i", M(2, V(1, 2, 3, 4))), [2], [1, 4]),
        new("einsum, sum", () => Tensor.Einsum("ij->j", Grid), [3], [5, 7, 9]),
        new("einsum, outer", () => Tensor.Einsum("i,j->ij", V(1, 2), V(3, 4)), [2, 2], [3, 4, 6, 8]),
        new(
            "einsum, dots",
            () => Tensor.Einsum("...j,jk->...k", Cube, Tensor.Eye(4, 2)),
            [2, 3, 2], [0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21]),
        new(
            "einsum, transpose",
            () => Tensor.Einsum("abc->cab", Cube),
            [4, 2, 3], [0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23]),
        new(
            "einsum, dots of one",
            () => Tensor.Einsum("...ii->...i", Tensor.Stack([Square, Definite])),
            [2, 3], [1, -1, 5, 4, 3, 2]),
        new(
            "einsum, dots of three",
            () => Tensor.Einsum("...a,ab,b->...", Cube, Tensor.Eye(4), V(1, 2, 3, 4)),
            [2, 3], [20, 60, 100, 140, 180, 220]),
        new("einsum, three", () => Tensor.Einsum("ij,jk,k->i", Grid, Points, V(1, 2)), [2], [20.5, 43]),
        new("einsum of integers", () => Tensor.Einsum("i,i->", I(1, 2), I(3, 4)), [], [11]),
        new("einsum, multiplied", () => Tensor.Einsum("ij,ij->ij", Grid, Grid), [2, 3], [1, 4, 9, 16, 25, 36]),
        new("dot", () => Grid.Dot(Points), [2, 2], [6.5, 7, 17, 13]),
        new("dot of vectors", () => V(1, 2).Dot(V(3, 4)), [], [11]),
        new(
            "dot with batches",
            () => Cube.Dot(Tensor.Ones([2, 4, 3])),
            [2, 3, 2, 3],
            [
                6, 6, 6, 6, 6, 6, 22, 22, 22, 22, 22, 22, 38, 38, 38, 38, 38, 38, 54, 54, 54, 54, 54, 54, 70, 70, 70,
                70, 70, 70, 86, 86, 86, 86, 86, 86
            ]),
        new("dot with a vector", () => Cube.Dot(V(1, 0, 0, 1)), [2, 3], [3, 11, 19, 27, 35, 43]),
        new("inner", () => Tensor.Inner(Grid, M(3, V(1, 1, 1, 0, 1, 2))), [2, 2], [6, 8, 15, 17]),
        new("outer", () => Tensor.Outer(V(1, 2), M(2, V(1, 2, 3, 4))), [2, 4], [1, 2, 3, 4, 2, 4, 6, 8]),
        new("vdot", () => Tensor.Vdot(Grid, Grid), [], [91]),
        new("tensordot", () => Tensor.Tensordot(Cube, Tensor.Ones([3, 4, 2])), [2, 2], [66, 66, 210, 210]),
        new("tensordot, axes", () => Tensor.Tensordot(Cube, Grid, [0, 1], [0, 1]), [4], [280, 301, 322, 343]),
        new("kron", () => Tensor.Kron(V(1, 2), M(2, V(1, 0, 0, 3))), [2, 4], [1, 0, 2, 0, 0, 3, 0, 6]),
        new(
            "kron of matrices",
            () => Tensor.Kron(M(2, V(1, 2, 3, 4)), Tensor.Eye(2)),
            [4, 4], [1, 0, 2, 0, 0, 1, 0, 2, 3, 0, 4, 0, 0, 3, 0, 4]),
        new("cross", () => Tensor.Cross(V(1, 2, 3), V(4, 5, 6)), [3], [-3, 6, -3]),
        new("cross in a plane", () => Tensor.Cross(V(1, 2), V(4, 5)), [], [-3]),
        new("cross, mixed", () => Tensor.Cross(V(1, 2), V(4, 5, 6)), [3], [12, -6, -3]),
        new("cross, axes", () => Tensor.Cross(Points, Points.Flip(1), 0, 0, 0), [3, 2], [6.5, -6.5, -3, 3, -1, 1]),
        new(
            "cdist",
            () => Tensor.Cdist(Points, Points.Slice(0, 0, 2)),
            [3, 2], [0, 1.41421356, 1.41421356, 0, 3.04138127, 4.27200187]),
        new(
            "cholesky",
            () => Definite.Cholesky(),
            [3, 3], [2, 0, 0, 0.5, 1.6583124, 0, 0.25, -0.0753778361, 1.38989862]),
        new(
            "cholesky, upper",
            () => Definite.Cholesky(upper: true),
            [3, 3], [2, 0.5, 0.25, 0, 1.6583124, -0.0753778361, 0, 0, 1.38989862]),
        new("cholesky of what is not definite", () => M(2, V(1, 2, 2, 1)).Cholesky(), [2, 2], [1, 0, 2, NaN]),
        new(
            "cholesky_inverse",
            () => Definite.Cholesky().CholeskyInverse(),
            [3, 3],
            [
                0.282352941, -0.0941176471, -0.0705882353, -0.0941176471, 0.364705882, 0.0235294118, -0.0705882353,
                0.0235294118, 0.517647059
            ]),
        new(
            "cholesky_inverse, upper",
            () => Definite.Cholesky(upper: true).CholeskyInverse(upper: true),
            [3, 3],
            [
                0.282352941, -0.0941176471, -0.0705882353, -0.0941176471, 0.364705882, 0.0235294118, -0.0705882353,
                0.0235294118, 0.517647059
            ]),
        new(
            "inv",
            () => Square.Inv(),
            [3, 3],
            [
                0.189189189, 0.27027027, -0.0540540541, 0.405405405, -0.135135135, 0.027027027, -0.162162162,
                0.0540540541, 0.189189189
            ]),
        new("det", () => Square.Det(), [], [-37]),
        new("det of a singular matrix", () => M(2, V(1, 2, 2, 4)).Det(), [], [0]),
        new("det of batches", () => Tensor.Stack([Square, Definite]).Det(), [2], [-37, 21.25]),
        new("slogdet, sign", () => Square.SlogDet().Sign, [], [-1]),
        new("slogdet", () => Square.SlogDet().Logarithm, [], [3.61091791]),
        new("logdet", () => Definite.LogDet(), [], [3.0563569]),
        new("solve", () => Tensor.Solve(Square, V(1, 2, 3)), [3], [0.567567568, 0.216216216, 0.513513514]),
        new(
            "solve, matrix",
            () => Tensor.Solve(Square, Points),
            [3, 2], [0.702702703, -0.432432432, 0.148648649, 0.216216216, 0.0405405405, 0.513513514]),
        new(
            "solve_triangular",
            () => Tensor.SolveTriangular(Square, Points),
            [3, 2], [4.8, -3.2, -1.9, 1.6, 0.1, 0.6]),
        new(
            "solve_triangular, lower",
            () => Tensor.SolveTriangular(Square, Points, lower: true),
            [3, 2], [1, 0, 1, 1, -0.3, 0.2]),
        new("lstsq", () => Tensor.Lstsq(Points, V(1, 2, 3)), [2], [1.31100478, 0.765550239]),
        new(
            "pinv",
            () => Points.Pinv(),
            [2, 3], [0.19138756, 0.373205742, 0.124401914, 0.00956937799, -0.0813397129, 0.306220096]),
        new("pinv of less than full rank", () => M(2, V(1, 2, 2, 4)).Pinv(), [2, 2], [0.04, 0.08, 0.08, 0.16]),
        new(
            "lu_factor",
            () => Square.LuFactor().Lu,
            [3, 3], [3, -1, 1, 0.333333333, 2.33333333, -0.333333333, 0, 0.857142857, 5.28571429]),
        new("lu_factor, pivots", () => Square.LuFactor().Pivots, [3], [1, 1, 2]),
        new(
            "qr, q",
            () => Points.Qr().Q,
            [3, 2], [-0.43643578, 0.0301888942, -0.872871561, -0.256605601, -0.21821789, 0.966044614]),
        new("qr, r", () => Points.Qr().R, [2, 2], [-2.29128785, 0.21821789, 0, 3.15473944]),
        new(
            "qr of a wide matrix",
            () => Grid.Qr().R,
            [2, 3], [-4.12310563, -5.33578375, -6.54846188, 0, -0.727606875, -1.45521375]),
        new(
            "qr, complete",
            () => Points.Qr(complete: true).R,
            [3, 2], [-2.29128785, 0.21821789, 0, 3.15473944, 0, 0]),
        new(
            "qr, complete q",
            () => Points.Qr(complete: true).Q,
            [3, 3],
            [
                -0.43643578, 0.0301888942, -0.899228803, -0.872871561, -0.256605601, 0.415028678, -0.21821789,
                0.966044614, 0.138342893
            ]),
        new("eigh, values", () => Definite.Eigh().Values, [3], [1.81385934, 2.5, 4.68614066]),
        new("svd, values", () => Grid.Svd().S, [2], [9.508032, 0.772869636]),
        new("singular values", () => Points.SingularValues(), [2], [3.17049854, 2.27989891]),
        new("eig, values", () => M(2, V(0, -2, 2, 0)).Eig().Values.Imaginary.Sort(), [2], [-2, 2]),
        new(
            "matrix_rank",
            () => Tensor.Stack([Square, Tensor.Outer(V(1, 2, 3), V(1, 1, 1))]).MatrixRank(),
            [2], [3, 1]),
        new("matrix_power", () => Square.MatrixPower(3), [3, 3], [7, 18, 10, 27, -1, 29, 30, 58, 143]),
        new(
            "matrix_power, negative",
            () => Square.MatrixPower(-2),
            [3, 3],
            [
                0.1541271, 0.011687363, -0.0131482834, 0.0175310446, 0.129291454, -0.0204528853, -0.0394448503,
                -0.0409057706, 0.046018992
            ]),
        new("matrix_power, 0", () => Square.MatrixPower(0), [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        new("norm", () => Grid.Norm(), [], [9.53939201]),
        new("norm of vectors, 0", () => Grid.Norm(0, [1]), [2], [3, 3]),
        new("norm of vectors, 1", () => Grid.Norm(1, [1]), [2], [6, 15]),
        new("norm of vectors, 2", () => Grid.Norm(2, [1]), [2], [3.74165739, 8.77496439]),
        new("norm of vectors, 3", () => Grid.Norm(3, [1]), [2], [3.30192725, 7.39863622]),
        new("norm of vectors, inf", () => Grid.Norm(Infinity, [1]), [2], [3, 6]),
        new("norm of vectors, -inf", () => Grid.Norm(-Infinity, [1]), [2], [1, 4]),
        new("norm of matrices, 1", () => Grid.Norm(1, [0, 1], keepDims: true), [1, 1], [9]),
        new("norm of matrices, -1", () => Grid.Norm(-1, [0, 1], keepDims: true), [1, 1], [5]),
        new("norm of matrices, 2", () => Grid.Norm(2, [0, 1], keepDims: true), [1, 1], [9.508032]),
        new("norm of matrices, -2", () => Grid.Norm(-2, [0, 1], keepDims: true), [1, 1], [0.772869636]),
        new("norm of matrices, inf", () => Grid.Norm(Infinity, [0, 1], keepDims: true), [1, 1], [15]),
        new("norm of matrices, -inf", () => Grid.Norm(-Infinity, [0, 1], keepDims: true), [1, 1], [6]),
        new("norm, nuclear", () => Grid.NuclearNorm(), [], [10.2809016]),
        new("norm of nothing but 0", () => V(0, 0).Norm(), [], [0]),
        new(
            "normalize",
            () => Grid.Normalize(),
            [2, 3], [0.267261242, 0.534522484, 0.801783726, 0.455842306, 0.569802882, 0.683763459]),
        new(
            "normalize, order 1",
            () => Grid.Normalize(0, 1),
            [2, 3], [0.2, 0.285714286, 0.333333333, 0.8, 0.714285714, 0.666666667]),
        new("normalize of 0", () => V(0, 0).Normalize(), [2], [0, 0]),
        new(
            "fft, real",
            () => Tensor.Fft((V(1, 2, -1, 3, 0.5), V(0, 1, 0, -2, 0.25))).Real,
            [5], [5.5, 2.04337139, -1.86578259, 1.0567656, -1.73435439]),
        new(
            "fft, imaginary",
            () => Tensor.Fft((V(1, 2, -1, 3, 0.5), V(0, 1, 0, -2, 0.25))).Imaginary,
            [5], [-0.75, 2.92886147, -6.31520918, 3.05659871, 1.079749]),
        new("ifft", () => Tensor.Ifft((V(1, 2, -1, 3), V(0, 1, 0, -2))).Imaginary, [4], [-0.25, -0.25, 0.25, 0.25]),
        new("fft2", () => Tensor.Fft2((Grid, Grid.Flip())).Real, [2, 3], [21, -1.26794919, -4.73205081, -9, 0, 0]),
        new(
            "ifft2",
            () => Tensor.Ifft2((Grid, Grid.Flip())).Imaginary,
            [2, 3], [3.5, 0.211324865, 0.788675135, 1.5, 0, 0]),
        new("rfft, real", () => Grid.Rfft().Real, [2, 2], [6, -1.5, 15, -1.5]),
        new("rfft, longer", () => Grid.Rfft(4).Imaginary, [2, 3], [0, -2, 0, 0, -5, 0]),
        new("rfft, shorter", () => Grid.Rfft(2).Real, [2, 2], [3, -1, 9, -1]),
        new("irfft, None", () => Tensor.Irfft((V(1, 2, 3), V(9, 1, 7))), [4], [2, -1, 0, 0]),
        new("irfft, 4", () => Tensor.Irfft((V(1, 2, 3), V(9, 1, 7)), 4), [4], [2, -1, 0, 0]),
        new(
            "irfft, 5",
            () => Tensor.Irfft((V(1, 2, 3), V(9, 1, 7)), 5),
            [5], [2.2, -2.54982811, 2.35145094, -2.50423735, 1.50261452]),
        new(
            "irfft, 7",
            () => Tensor.Irfft((V(1, 2, 3), V(9, 1, 7)), 7),
            [7], [1.57142857, -1.86483145, -0.16734006, 1.6021338, -1.27725856, -1.34577335, 2.48164105]),
        new(
            "stft, real",
            () => V(1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5).Stft(3, 2, 4).Real,
            [6, 3],
            [
                3, -0.75, -1.5, 0.75, 1.5, -3.75, 3.375, -3, 2.625, 0.75, 0, -0.75, 0.75, -1.5, 2.25, 3.375, -1.5,
                -0.375
            ]),
        new(
            "stft, imaginary",
            () => V(1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5).Stft(4, 2, 4, center: false).Imaginary,
            [4, 3], [0, -1.25, 0, 0, 0.25, 0, 0, -1, 0, 0, 1.75, 0]),
        new(
            "istft",
            () => Tensor.Istft(V(1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5).Stft(4, 1, 4), 4, 1, 4),
            [10], [1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5]),
        new(
            "istft, length",
            () => Tensor.Istft(V(1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5).Stft(3, 1, 4), 3, 1, 4, length: 5),
            [5], [1, 3, -2, 0.5, 4]),
        new(
            "istft, not centred",
            () => Tensor.Istft(V(1, 3, -2, 0.5, 4, 1, 0, -1, 2, 2.5).Stft(4, 1, 4, center: false), 4, 1, 4, center: false)[1..^1],
            [8], [3, -2, 0.5, 4, 1, 0, -1, 2]),
        new("polar", () => Tensor.Polar(V(2), V(0.5)).Imaginary, [1], [0.958851077]),
        new("angle", () => Tensor.Angle((V(-1, 1), V(0, 1))), [2], [3.14159265, 0.785398163]),
        new("conj", () => Tensor.Conj((V(1), V(2))).Imaginary, [1], [-2]),
        new("view_as_real", () => Tensor.ViewAsReal((V(1, 2), V(3, 4))), [2, 2], [1, 3, 2, 4]),
        new("view_as_complex", () => Tensor.ViewAsComplex(M(2, V(1, 2, 3, 4))).Imaginary, [2], [2, 4]),
        new("isreal", () => Tensor.IsReal((V(1, 2), V(0, 1))), [2], [1, 0]),
        new(
            "batch_normalization",
            () => Grid.BatchNormalize(V(1, 2, 3), V(1, 4, 9), -1, V(0, 1, 2), V(1, 2, 3)),
            [2, 3], [0, 1, 2, 2.99850112, 3.99962507, 4.99983335]),
        new(
            "layer_normalization",
            () => Grid.LayerNormalize(V(1, 2, 3), V(0, 0, 1)),
            [2, 3], [-1.22474478, 0, 4.67423434, -1.22474478, 0, 4.67423434]),
        new(
            "rms_normalization",
            () => Grid.RmsNormalize(V(1, 2, 3)),
            [2, 3], [0.462910045, 1.85164018, 4.1661904, 0.789542032, 1.97385508, 3.55293915]),
        new("psnr", () => Tensor.Psnr(Grid, Grid + 0.5, 10), [], [26.0205999]),
        new(
            "dot_product_attention",
            () => Tensor.DotProductAttention(Heads, Heads.Flip(1), Heads),
            [1, 3, 2, 4],
            [
                0.36505113, 0.46505113, 0.56505113, 0.66505113, 0.554159582, 0.654159582, 0.754159582, 0.854159582,
                -0.157378781, -0.0573787814, 0.0426212186, 0.142621219, -0.0840470772, 0.0159529228, 0.115952923,
                0.215952923, -0.722608865, -0.622608865, -0.522608865, -0.422608865, -0.458610652, -0.358610652,
                -0.258610652, -0.158610652
            ]),
        new(
            "dot_product_attention, causal",
            () => Tensor.DotProductAttention(Heads, Heads, Heads, isCausal: true),
            [1, 3, 2, 4],
            [
                -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.615991472, -0.515991472, -0.415991472, -0.315991472,
                -0.0908379678, 0.00916203223, 0.109162032, 0.209162032, 0.322608865, 0.422608865, 0.522608865,
                0.622608865, 0.858610652, 0.958610652, 1.05861065, 1.15861065
            ]),
        new(
            "dot_product_attention, shared keys",
            () => Tensor.DotProductAttention(Heads, Heads[.., .., 0..1], Heads[.., .., 0..1]),
            [1, 3, 2, 4],
            [
                -0.76505113, -0.66505113, -0.56505113, -0.46505113, -0.554159582, -0.454159582, -0.354159582,
                -0.254159582, -0.242621219, -0.142621219, -0.0426212186, 0.0573787814, 0.0840470772, 0.184047077,
                0.284047077, 0.384047077, 0.322608865, 0.422608865, 0.522608865, 0.622608865, 0.458610652,
                0.558610652, 0.658610652, 0.758610652
            ]),
        new("cond", () => Tensor.Cond(V(1).Reshape([]) > 0, () => V(1, 2), () => V(3, 4)), [2], [1, 2]),
        new(
            "switch",
            () => Tensor.Switch(I(1).Reshape([]), [x => x[0], x => x[0] * 2, x => x[0] * 3], V(1, 2)),
            [2], [2, 4]),
        new(
            "switch, beyond",
            () => Tensor.Switch(I(7).Reshape([]), [x => x[0], x => x[0] * 2], V(1, 2)),
            [2], [2, 4]),
        new("fori_loop", () => Tensor.ForLoop(1, 4, (i, x) => x * i, V(1, 2)), [2], [6, 12]),
        new(
            "while_loop",
            () => Tensor.WhileLoop(x => x[0].Sum() < 20, x => [x[0] * 2], [V(1, 2)], 10)[0],
            [2], [8, 16]),
        new(
            "scan",
            () => Tensor.Scan((s, x) => (s + x[0], s * x[0]), V(0, 0), [Points]).Outputs,
            [3, 2], [0, 0, 2, 0, 1.5, -3]),
        new(
            "scan, reversed",
            () => Tensor.Scan((s, x) => (s + x[0], s), V(0, 0), [Points], reverse: true).Outputs,
            [3, 2], [2.5, 2, 0.5, 3, 0, 0]),
        new("associative_scan", () => Tensor.AssociativeScan(Tensor.Maximum, V(1, 3, 2, 5, 4)), [5], [1, 3, 3, 5, 5]),
        new(
            "associative_scan, order",
            () => Tensor.AssociativeScan((a, b) => [a[0].MatMul(b[0])], [Tensor.Stack([Square, Definite, Square])])[0][2],
            [3, 3], [27, 6, 9.5, 11.5, 30, 17.5, 22.5, 23, 56]),
        new(
            "associative_scan, reversed",
            () => Tensor.AssociativeScan(Tensor.Maximum, V(1, 3, 2, 5, 4), reverse: true),
            [5], [5, 5, 5, 5, 4]),
        new("map", () => Tensor.Map(x => x.Sum(), Points), [3], [1, 1, 3.5]),
    ];
}
