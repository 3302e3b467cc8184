using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

/// <summary>A kernel, its definition in double precision and where it is tried.</summary>
/// <param name="Kernel">The struct.</param>
/// <param name="Inputs">How many inputs it has.</param>
/// <param name="Make">The loop for a width and for scalar or streamed inputs, as a pointer.</param>
/// <param name="Definition">What is right; unused inputs are 0.</param>
internal sealed record KernelCase(
    Type Kernel, int Inputs, Func<SimdWidth, bool, bool, bool, nint> Make,
    Func<double, double, double, double> Definition)
{
    public double Low { get; init; } = -10;

    public double High { get; init; } = 10;

    public double Tolerance { get; init; } = Tolerances.Rounding;

    /// <summary>Which inputs are integers, a bit each.</summary>
    public int IntInputs { get; init; }

    public bool IntOutput { get; init; }

    /// <summary>Whether inputs are rounded to whole numbers, so that equal ones and zeros occur.</summary>
    public bool Whole { get; init; }

    /// <summary>Inputs with the result that they must give to the bit (any NaN for NaN).</summary>
    public (float X, float Y)[] Specials { get; init; } = [];

    public string Name => Kernel.Name.Replace("Kernel", "", StringComparison.Ordinal);

    public static unsafe KernelCase Unary<TKernel>(Func<double, double> definition)
        where TKernel : struct, IUnaryKernel =>
        new(typeof(TKernel), 1, (w, _, _, _) => (nint)Elementwise.Unary<TKernel>(w), (x, _, _) => definition(x));

    public static unsafe KernelCase Binary<TKernel>(Func<double, double, double> definition)
        where TKernel : struct, IBinaryKernel =>
        new(typeof(TKernel), 2, (w, a, b, _) => (nint)Elementwise.Binary<TKernel>(w, a, b),
            (a, b, _) => definition(a, b));

    public static unsafe KernelCase Ternary<TKernel>(Func<double, double, double, double> definition)
        where TKernel : struct, ITernaryKernel =>
        new(typeof(TKernel), 3, (w, a, b, c) => (nint)Elementwise.Ternary<TKernel>(w, a, b, c), definition);

    public static KernelCase IntBinary<TKernel>(Func<int, int, int> definition)
        where TKernel : struct, IBinaryKernel =>
        Binary<TKernel>((a, b) => definition((int)a, (int)b)) with { IntInputs = 3, IntOutput = true, Whole = true };

    public static KernelCase IntComparison<TKernel>(Func<int, int, bool> definition)
        where TKernel : struct, IBinaryKernel =>
        Binary<TKernel>((a, b) => definition((int)a, (int)b) ? 1 : 0) with { IntInputs = 3, Whole = true };

    /// <summary>Fills an input: mostly from the domain, now and then tiny or, for integers, extreme.</summary>
    public void Fill(Guarded memory, int input, Random random)
    {
        for (var i = 0; i < memory.Count; i++)
        {
            var x = Low + ((High - Low) * random.NextDouble());
            if ((IntInputs >> input & 1) != 0)
            {
                memory.Ints[i] = random.Next(8) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => (int)x };
            }
            else
            {
                var tiny = Low < 0 && random.Next(8) == 0;
                memory.Floats[i] = (float)(Whole ? Math.Round(x) : tiny ? x * Math.Pow(10, -random.Next(1, 38)) : x);
            }
        }
    }

    public double Input(Guarded memory, int input, int i) =>
        (IntInputs >> input & 1) != 0 ? memory.Ints[i] : memory.Floats[i];

    public override string ToString() => Name;
}
