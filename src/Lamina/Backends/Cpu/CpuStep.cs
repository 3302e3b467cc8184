namespace Lamina.Backends.Cpu;

/// <summary>One kernel with its memory bound, divided into units that may run on different threads.</summary>
/// <remarks>The division depends on shapes only, and units write different places, so results have the same bits on any
/// number of threads.</remarks>
internal abstract unsafe class CpuStep
{
    /// <summary>The number of units.</summary>
    public int Units { get; protected set; } = 1;

    /// <summary>About how long the step takes, in nanoseconds on one thread: decides whether handing over pays.</summary>
    public double Cost { get; protected set; }

    /// <summary>Floats of scratch that a worker needs.</summary>
    public virtual int ScratchFloats => 0;

    /// <summary>What runs one after the other, each whole before the next: the step alone, unless it must prepare or finish
    /// something in units of another kind.</summary>
    public virtual CpuStep[] Stages => [this];

    /// <summary>Runs one unit.</summary>
    public abstract void Run(int unit, float* scratch);
}
