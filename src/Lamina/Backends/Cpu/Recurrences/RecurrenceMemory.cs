using Lamina.Ops;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>The inputs of a recurrence as sizes and addresses.</summary>
internal sealed unsafe class RecurrenceMemory
{
    /// <summary>Floats that a tile may read past the columns that it is asked for.</summary>
    public const int Slack = 32;

    // As for matrix products, and for each gate of an element the order of its functions' cost.
    private const double NanosecondsPerFlop = 0.015;
    private const double NanosecondsPerGate = 0.5;

    public RecurrenceMemory(RecurrenceForm form, ReadOnlySpan<Tensor> inputs, CpuMemory memory)
    {
        var x = RecurrenceInputs.Of(form, inputs);
        (Steps, Batch, Units, Width) = (x.Z.Shape[0], x.Z.Shape[1], x.Kernel.Shape[0], x.Kernel.Shape[1]);
        Z = memory[x.Z];
        Kernel = memory[x.Kernel];
        Bias = x.Bias is null ? null : memory[x.Bias];
        StartsAtZero = x.States[0].Op is Fill { Value: 0 };
        FirstState = memory[x.States[0]];
        SecondState = x.States.Length > 1 ? memory[x.States[1]] : null;
        Mask = x.Mask is null ? null : memory[x.Mask];
        Dropout = x.Dropout is null ? null : memory[x.Dropout];
        var elements = (double)Steps * Batch * Width;
        Cost = elements * ((2 * Units * NanosecondsPerFlop) + NanosecondsPerGate);
    }

    public int Steps { get; }

    public int Batch { get; }

    public int Units { get; }

    /// <summary>Gates times units.</summary>
    public int Width { get; }

    public float* Z { get; }

    public float* Kernel { get; }

    public float* Bias { get; }

    public float* FirstState { get; }

    public float* SecondState { get; }

    /// <summary>Whether the first state is known to be 0, so that its product is.</summary>
    public bool StartsAtZero { get; }

    public float* Mask { get; }

    public float* Dropout { get; }

    /// <summary>About how many nanoseconds a pass over all steps takes.</summary>
    public double Cost { get; }

    /// <summary>The factors with which a gate reads the state, from a row on.</summary>
    public float* DropoutOf(int gate, int row) => Dropout + ((((nint)gate * Batch) + row) * Units);

    /// <summary>Room for so many floats, with slack for reads behind them, in whole lines of the cache.</summary>
    public static int Aligned(int floats) => floats == 0 ? 0 : (floats + 31) & ~15;
}
