namespace Lamina.Backends.Cpu.Steps;

/// <summary>Copies lanes from one place to another.</summary>
internal sealed unsafe class CopyStep(float* from, float* to, int count) : CpuStep
{
    public override void Run(int unit, float* scratch) =>
        Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));
}
