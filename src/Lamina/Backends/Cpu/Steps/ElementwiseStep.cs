using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A purely elementwise cluster.</summary>
internal sealed unsafe class ElementwiseStep : CpuStep
{
    // Sixteen tiles: enough work to be worth handing over, and small enough to share evenly.
    private const int UnitSize = 16 * ElementwiseProgram.TileSize;

    private readonly ElementwiseProgram _program;
    private readonly int _size;

    public ElementwiseStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        _program = ElementwiseBuilder.Build(cluster, memory, width);
        _size = cluster.Space.Size;
        Units = Math.Max(1, (_size + UnitSize - 1) / UnitSize);
        Cost = 0.1 * _size * _program.Instructions.Length;
    }

    public override int ScratchFloats => _program.ScratchFloats;

    public override void Run(int unit, float* scratch)
    {
        var start = unit * UnitSize;
        _program.Run(start, Math.Min(UnitSize, _size - start), scratch, null);
    }
}
