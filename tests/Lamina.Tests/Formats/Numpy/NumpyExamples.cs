namespace Lamina.Tests.Formats.Numpy;

internal static class NumpyExamples
{
    public static Dictionary<string, Tensor> All => new()
    {
        ["float32"] = new float[,] { { 1.5f, -2 }, { 3e-38f, float.PositiveInfinity } },
        ["float64"] = new[] { 0.1, -1e300 },
        ["int32"] = new[,] { { int.MinValue, int.MaxValue } },
        ["int64"] = new[] { long.MaxValue, 2 },
        ["bool"] = new[] { true, false, true },
        ["uint8"] = new byte[] { 0, 255 },
        ["scalar"] = Tensor.From<float>([7], Shape.Scalar),
        ["empty"] = Tensor.From<float>([], [0, 3]),
        ["filled"] = Tensor.Full([2, 2], 5, DType.Int64),
        ["axes"] = Tensor.From<int>([.. Enumerable.Range(0, 24)], [2, 3, 4]),
    };
}
