namespace Lamina.Backends.Cpu;

/// <summary>Steps that touch nothing of each other's, as one with the units of all.</summary>
internal sealed unsafe class GroupStep : CpuStep
{
    private readonly (CpuStep Step, int Unit)[] _units;

    public GroupStep(CpuStep[] steps)
    {
        _units = [.. steps.SelectMany(step => Enumerable.Range(0, step.Units).Select(unit => (step, unit)))];
        Units = _units.Length;
        Cost = steps.Sum(step => step.Cost);
        ScratchFloats = steps.Max(step => step.ScratchFloats);
    }

    public override int ScratchFloats { get; }

    public override void Run(int unit, float* scratch)
    {
        var (step, own) = _units[unit];
        step.Run(own, scratch);
    }
}
