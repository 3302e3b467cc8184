namespace Lamina.Backends.Cpu.Steps;

/// <summary>Steps that run one after the other as one.</summary>
internal sealed unsafe class SequenceStep(params CpuStep[] steps) : CpuStep
{
    public override int ScratchFloats => steps.Max(step => step.ScratchFloats);

    public override void Run(int unit, float* scratch)
    {
        foreach (var step in steps)
        {
            for (var i = 0; i < step.Units; i++)
            {
                step.Run(i, scratch);
            }
        }
    }
}
