namespace Lamina.Formats.Onnx.Import;

/// <summary>Products of matrices.</summary>
internal static class MatrixFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("MatMul", static call => Product(call.X, call[1])),
        OnnxFunction.Of("Gemm", Gemm),
        OnnxFunction.Of("Einsum", static call => Tensor.Einsum(
            call.Text("equation", "").Replace(" ", "", StringComparison.Ordinal), [.. call.Inputs.Select((_, i) => call[i])])),
    ];

    // A vector is a row where it stands first, a column where it stands second; that axis is not in the result.
    private static Tensor Product(Tensor a, Tensor b)
    {
        if (!a.DType.IsFloat)
        {
            return Product(a.Cast(DType.Float64), b.Cast(DType.Float64)).Round().Cast(a.DType);
        }

        var (row, column) = (a.Rank == 1, b.Rank == 1);
        var y = (row ? a.ExpandDims(0) : a).MatMul(column ? b.ExpandDims(-1) : b);
        y = row ? y.Squeeze(column ? -2 : y.Rank - 2) : y;
        return column ? y.Squeeze() : y;
    }

    private static Tensor Gemm(OnnxCall call)
    {
        var (a, b) = (call.X, call[1]);
        a = call.Whole("transA", 0) != 0 ? a.TransposeLast() : a;
        b = call.Whole("transB", 0) != 0 ? b.TransposeLast() : b;
        var (alpha, beta) = (call.Number("alpha", 1), call.Number("beta", 1));
        var y = a.MatMul(b);
        y = alpha == 1 ? y : y * alpha;
        return call.Find(2) is { } c && beta != 0 ? y + (beta == 1 ? c : c * beta) : y;
    }
}
