using Lamina.NN;

namespace Lamina.Tests.Tensors;

/// <summary>What is said, word for word, when functions of tensors are given what does not fit.</summary>
public sealed class TensorOpErrorTests
{
    private static readonly Tensor X = Tensor.Zeros([2, 3]);
    private static readonly Tensor Ints = Tensor.Zeros([3], DType.Int32);

    private static readonly (string Name, Func<object> Build, string Message)[] Table =
    [
        (
            "moveaxis", () => X.MoveAxis([0, 0], [0, 1]),
            "MoveAxis needs a place for each axis, none twice; it was given (0, 0) and (0, 1).\n  x: [2, 3]"),
        (
            "pad", () => X.Pad([(1, 1), (1, 1), (0, 0)]),
            "Pad needs widths for each of 2 axes, or one pair; it was given 3.\n  x: [2, 3]"),
        (
            "pad, reflect", () => X.Pad([(2, 0), (0, 0)], PadMode.Reflect),
            "Pad by mirroring needs widths of at most 1 for axis 0; it was given 2 and 0.\n  x: [2, 3]"),
        ("split", () => X.Split(2, 1), "Split needs equal parts; axis 1 of length 3 has no 2 of them.\n  x: [2, 3]"),
        (
            "repeat", () => X.Repeat([1, 2, 3], 0),
            "Repeat needs a number for each of the 2 places of axis 0; it was given 3.\n  x: [2, 3]"),
        (
            "extract_sequences", () => X.ExtractSequences(4, 1),
            "ExtractSequences needs a last axis of at least 4 elements.\n  x: [2, 3]"),
        ("top_k", () => X.TopK(4), "TopK needs a last axis of at least 4 elements.\n  x: [2, 3]"),
        (
            "argpartition", () => X.ArgPartition(3),
            "ArgPartition needs a rank below 3, the length of axis -1; it was given 3.\n  x: [2, 3]"),
        ("vander", () => X.Vander(), "Vander needs a vector.\n  x: [2, 3]"),
        ("diag", () => X.ExpandDims(0).Diag(), "Diag needs a vector or a matrix.\n  x: [1, 2, 3]"),
        ("tril", () => Ints.Tril(), "A triangle needs matrices: at least two axes.\n  x: [3]"),
        ("cholesky", () => X.Cholesky(), "Cholesky needs square matrices; these are 2 by 3.\n  x: [2, 3]"),
        ("inv", () => Ints.Inv(), "Inverse needs matrices: at least two axes.\n  x: [3]"),
        (
            "solve", () => Tensor.Solve(X, X),
            "LinearSolve needs square matrices a and as many rows of b.\n  a: [2, 3]\n  b: [2, 3]"),
        (
            "norm", () => X.Norm(1, []),
            "A norm of order 1 is one of vectors or matrices: along one axis or two.\n  x: [2, 3]"),
        (
            "tensordot", () => Tensor.Tensordot(X, X, [1], [0]),
            "Tensordot needs axes of equal length; it was given (1) of a and (0) of b.\n  a: [2, 3]\n  b: [2, 3]"),
        (
            "cross", () => Tensor.Cross(Tensor.Zeros([4]), X),
            "Cross needs vectors of length 2 or 3.\n  a: [4]\n  b: [2, 3]"),
        (
            "einsum, operands", () => Tensor.Einsum("ij,jk->ik", X),
            "The einsum equation 'ij,jk->ik' has 2 terms for 1 tensors."),
        (
            "einsum, axes", () => Tensor.Einsum("ijk->i", X),
            "The einsum equation 'ijk->i' has 'ijk' for a tensor of 2 axes."),
        (
            "einsum, lengths", () => Tensor.Einsum("ij,jk,k->i", X, X, Ints),
            "Einsum needs one length for axis 'j' of 'ij,jk,k->i'.\n  a: [2, 3]\n  b: [2, 3]\n  c: [3]"),
        (
            "einsum, result", () => Tensor.Einsum("ij->ik", X),
            "The einsum equation 'ij->ik' has 'k' behind the arrow and nowhere before it."),
        (
            "einsum, dots", () => Tensor.Einsum("...i->i", X),
            "The einsum equation '...i->i' has an ellipsis before the arrow that stands for axes, and none behind it."),
        ("rearrange", () => X.Rearrange("a b -> a"), "The pattern 'a b -> a' needs each name once on either side."),
        (
            "rearrange, axes", () => X.Rearrange("a b c -> c b a"),
            "The pattern 'a b c -> c b a' names 3 axes of a tensor with 2."),
        (
            "rearrange, lengths", () => X.Rearrange("a (b c) -> a b c", ("b", 2)),
            "The pattern 'a (b c) -> a b c' does not say how an axis of length 3 is split into (b c)."),
        (
            "rearrange, brackets", () => X.Rearrange("a (b -> a b"),
            "The pattern 'a (b -> a b' has brackets that do not match."),
        (
            "scatter", () => Tensor.Scatter(new[,] { { 0 }, { 1 } }, Ints, [4]),
            "Scatter needs indices [.., k] and values [.., ..shape[k..]].\n  indices: [2, 1]\n  values: [3]\n  shape: [4]"),
        (
            "slice_update", () => X.SliceUpdate([1, 1], Tensor.Zeros([1, 3])),
            "SliceUpdate needs a block that lies within x; it begins at (1, 1).\n  x: [2, 3]\n  updates: [1, 3]"),
        (
            "slice", () => X.Slice([1], [1]),
            "Slice needs a start and a length for each of 2 axes.\n  x: [2, 3]\n  shape: [1]"),
        ("get_item", () => X[2], "Index 2 is outside axis 0 of [2, 3]. (Parameter 'index')"),
        ("get_item, axes", () => X[0, 0, 0], "There are more indices than the 0 axes of []. (Parameter 'axis')"),
        (
            "quantile", () => X.Quantile(1.5),
            "A quantile is a share from 0 to 1, a percentile from 0 to 100. (Parameter 'q')\nActual value was 1.5."),
        (
            "segments", () => X.SegmentSum((Ints + 1).Slice(0, 0, 2)),
            "The number of segments must be given where the ids are computed; give segments.\n  segmentIds: [2]"),
        (
            "segments, ids", () => X.SegmentMax(Ints, 2),
            "SegmentMax needs an index for each row.\n  rows: [2, 3]\n  indices: [3]"),
        (
            "searchsorted", () => X.SearchSorted(X),
            "SearchSorted needs a sorted vector.\n  sorted: [2, 3]\n  values: [2, 3]"),
        ("gcd", () => Tensor.Gcd(X, X), "Gcd needs integers; it was given float32."),
        ("bitwise", () => Tensor.BitwiseAnd(X, X), "BitwiseAnd needs integers; it was given float32."),
        (
            "view", () => X.View(DType.Float64),
            "Bitcast(float64) needs float32 to be read as int32, or the reverse; it was given float32."),
        ("fft", () => Tensor.ViewAsComplex(X), "ViewAsComplex needs pairs: a last axis of length 2.\n  x: [2, 3]"),
        (
            "stft", () => X.Stft(2, 1, 2, Tensor.Ones([3])),
            "A window needs a value for each of the 2 elements of a run.\n  window: [3]"),
        (
            "geomspace", () => Tensor.Geomspace(-1, 2),
            "A geometric sequence goes between numbers of one sign; -1 and 2 were given. (Parameter 'stop')"),
        (
            "scan", () => Tensor.Map(x => x[0], [X, Ints]),
            "Map needs tensors whose first axes are equally long, and not 0.\n  x0: [2, 3]\n  x1: [3]"),
        (
            "custom_gradient", () => Gradient.Of(Tensor.CustomGradient(x => (x[0].Sum(), _ => []), [X]), X),
            "A rule for the gradient of 1 tensors gave 0.\n  dy: []"),
        (
            "jvp", () => Gradient.Jvp(x => x[0], [X], [Ints]),
            "Jvp needs a direction for each of 1 arguments, of its shape.\n  x0: [2, 3]\n  v0: [3]"),
        (
            "binary_crossentropy", () => Tensor.BinaryCrossentropy(X, Ints),
            "A crossentropy needs targets of the output's shape.\n  target: [2, 3]\n  output: [3]"),
        (
            "qr", () => Gradient.Of(Tensor.Ones([3, 2]) is var x ? x.Qr(complete: true).Q.Sum() : X, x),
            "The complete QR decomposition of 3 by 2 matrices has no gradient; use the reduced one."),
        (
            "svd", () => Gradient.Of(X.Svd().S.Sum(), X),
            "The singular value decomposition with full matrices has no gradient for 2 by 3 matrices; use fullMatrices: false."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void What_does_not_fit_is_named(string name)
    {
        var (_, build, message) = Table.Single(row => row.Name == name);
        Assert.Equal(message, Assert.ThrowsAny<SystemException>(() => build()).Message.ReplaceLineEndings("\n"));
    }
}
