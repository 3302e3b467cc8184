namespace Lamina.Backends.Cpu.Steps;

/// <summary>Looks whether a scalar is finite.</summary>
internal sealed unsafe class CheckFiniteStep(float* value) : CpuStep
{
    /// <summary>Whether it was at the last run.</summary>
    public bool Passed { get; private set; }

    public override void Run(int unit, float* scratch) => Passed = float.IsFinite(*value);
}
