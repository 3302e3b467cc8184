namespace Lamina;

// Windows for signals: vectors that rise to 1 in the middle and fall again, symmetric.
// Source: F. J. Harris, "On the use of windows for harmonic analysis with the discrete Fourier transform",
// Proceedings of the
// IEEE 66(1), 1978.
public sealed partial class Tensor
{
    /// <summary>A triangle: <c>1 − |2n/(N − 1) − 1|</c>.</summary>
    public static Tensor Bartlett(int length, DType dtype = DType.Float32) =>
        Window(length, static at => 1 - Math.Abs((2 * at) - 1), dtype);

    /// <summary><c>0.42 − 0.5·cos(2πn/(N − 1)) + 0.08·cos(4πn/(N − 1))</c>.</summary>
    public static Tensor Blackman(int length, DType dtype = DType.Float32) => Window(
        length, static at => 0.42 - (0.5 * Math.Cos(2 * Math.PI * at)) + (0.08 * Math.Cos(4 * Math.PI * at)), dtype);

    /// <summary><c>0.54 − 0.46·cos(2πn/(N − 1))</c>.</summary>
    public static Tensor Hamming(int length, DType dtype = DType.Float32) =>
        Window(length, static at => 0.54 - (0.46 * Math.Cos(2 * Math.PI * at)), dtype);

    /// <summary><c>0.5 − 0.5·cos(2πn/(N − 1))</c>.</summary>
    public static Tensor Hanning(int length, DType dtype = DType.Float32) =>
        Window(length, static at => 0.5 - (0.5 * Math.Cos(2 * Math.PI * at)), dtype);

    /// <summary><c>I₀(β·√(1 − (2n/(N − 1) − 1)²))/I₀(β)</c>.</summary>
    /// <param name="length">How many values.</param>
    /// <param name="beta">How steep the window is; 0 gives a rectangle.</param>
    /// <param name="dtype">The type of the values.</param>
    public static Tensor Kaiser(int length, double beta, DType dtype = DType.Float32)
    {
        var arguments = Window(length, at => beta * Math.Sqrt(Math.Max(0, 1 - Math.Pow((2 * at) - 1, 2))), dtype);
        return length == 1 ? Ones([1], dtype) : arguments.I0() / Scalar(beta, dtype).I0();
    }

    // As a function of the place, from 0 at the first value to 1 at the last; a single value is 1.
    private static Tensor Window(int length, Func<double, double> function, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Give(length, i => length == 1 ? 1 : function((double)i / (length - 1)), dtype);
    }
}
