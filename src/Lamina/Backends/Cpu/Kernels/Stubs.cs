#pragma warning disable
namespace Lamina.Backends.Cpu.Kernels;
internal readonly record struct Block(int Row, int Rows, int Column, int Columns);
internal enum Init { Zero, Row, Matrix }
internal sealed unsafe class MatMulKernel(int m, int n, int k, bool transposeA, bool transposeB, Init init, SimdWidth width)
{
    public int UnitCount => m > 16 ? 2 : 1;
    public Block UnitBlock(int unit) { var h = m / UnitCount; return new Block(unit * h, unit == UnitCount - 1 ? m - unit * h : h, 0, n); }
    public int ScratchFloats => 0;
    public double Flops => 2.0 * m * n * k;
    public void Run(int unit, float* a, float* b, float* ini, float* c, float* scratch)
    {
        var bl = UnitBlock(unit);
        for (var i = bl.Row; i < bl.Row + bl.Rows; i++)
            for (var j = 0; j < n; j++)
            {
                float s = init == Init.Row ? ini[j] : init == Init.Matrix ? ini[(i * n) + j] : 0;
                for (var p = 0; p < k; p++) s += (transposeA ? a[(p * m) + i] : a[(i * k) + p]) * (transposeB ? b[(j * k) + p] : b[(p * n) + j]);
                c[(i * n) + j] = s;
            }
    }
}
internal static unsafe class Expand
{
    public static void RowVector(float* vector, int columns, int startColumn, float* dst, int n) { for (var i = 0; i < n; i++) dst[i] = vector[(startColumn + i) % columns]; }
    public static void ColumnVector(float* values, int columns, long startElement, float* dst, int n) { for (var i = 0; i < n; i++) dst[i] = values[(startElement + i) / columns]; }
}
internal static unsafe class Reduce
{
    public static void Sum(float* src, float* dst, int outer, int length, int inner, SimdWidth width)
    { for (var o = 0; o < outer; o++) for (var i = 0; i < inner; i++) { double s = 0; for (var l = 0; l < length; l++) s += src[(o * length + l) * inner + i]; dst[o * inner + i] = (float)s; } }
    public static void Max(float* src, float* dst, int outer, int length, int inner, SimdWidth width)
    { for (var o = 0; o < outer; o++) for (var i = 0; i < inner; i++) { float s = float.NegativeInfinity; for (var l = 0; l < length; l++) s = MathF.Max(s, src[(o * length + l) * inner + i]); dst[o * inner + i] = s; } }
    public static void ArgMax(float* src, int* dst, int outer, int length, int inner)
    { for (var o = 0; o < outer; o++) for (var i = 0; i < inner; i++) { int b = 0; for (var l = 1; l < length; l++) if (src[(o * length + l) * inner + i] > src[(o * length + b) * inner + i]) b = l; dst[o * inner + i] = b; } }
}
internal static unsafe class Softmax
{
    public static void Run(float* x, float* y, int rows, int columns, SimdWidth width)
    { for (var r = 0; r < rows; r++, x += columns, y += columns) { float m = float.NegativeInfinity, s = 0; for (var i = 0; i < columns; i++) m = MathF.Max(m, x[i]); for (var i = 0; i < columns; i++) s += y[i] = MathF.Exp(x[i] - m); for (var i = 0; i < columns; i++) y[i] /= s; } }
}
internal static unsafe class LogSoftmax
{
    public static void Run(float* x, float* y, int rows, int columns, SimdWidth width)
    { for (var r = 0; r < rows; r++, x += columns, y += columns) { float m = float.NegativeInfinity, s = 0; for (var i = 0; i < columns; i++) m = MathF.Max(m, x[i]); for (var i = 0; i < columns; i++) s += MathF.Exp(x[i] - m); s = MathF.Log(s) + m; for (var i = 0; i < columns; i++) y[i] = x[i] - s; } }
}
internal static unsafe class StridedCopy
{
    public static void Run(float* src, float* dst, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        var size = 1; foreach (var s in shape) size *= s;
        for (var i = 0; i < size; i++) { int p = i, at = 0; for (var a = shape.Length - 1; a >= 0; a--) { at += p % shape[a] * strides[a]; p /= shape[a]; } dst[i] = src[at]; }
    }
}
