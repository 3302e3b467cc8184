using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu;

/// <summary>The memory of one bound plan: its arena, and its constants in lanes of 4 bytes.</summary>
internal sealed unsafe class CpuMemory(Plan plan)
{
    private readonly AlignedMemory _arena = new(Math.Max(1, plan.ArenaElements));
    private readonly Dictionary<SourceOp, AlignedMemory> _constants = [];
    private readonly List<AlignedMemory> _extra = [];

    /// <summary>Where a tensor's first element lies.</summary>
    public float* this[Tensor tensor] => StorageOf(tensor) + Plan.StartOf(tensor);

    /// <summary>Memory that lives as long as the plan.</summary>
    public float* Allocate(long elements)
    {
        var memory = new AlignedMemory(elements);
        _extra.Add(memory);
        return memory.Pointer;
    }

    /// <summary>The memory of a constant, filled at its first use.</summary>
    public AlignedMemory Constant(SourceOp source)
    {
        if (!_constants.TryGetValue(source, out var memory))
        {
            memory = new AlignedMemory(source.Type.Shape.Size);
            Fill(source, memory);
            _constants.Add(source, memory);
        }

        return memory;
    }

    private float* StorageOf(Tensor tensor) => plan[tensor] switch
    {
        ArenaStorage arena => _arena.Pointer + arena.Offset,
        VariableStorage variable => variable.Variable.Memory.Pointer,
        ConstantStorage constant => Constant(constant.Source).Pointer,
        _ => throw new InvalidOperationException($"{tensor} has no place: an error in PlanMemory."),
    };

    private static void Fill(SourceOp source, AlignedMemory memory)
    {
        switch (source)
        {
            case Fill fill when fill.Type.DType.IsInteger:
                memory.Span<int>().Fill(checked((int)fill.Value));
                break;
            case Fill fill:
                memory.Span<float>().Fill((float)fill.Value);
                break;
            case Constant constant:
                Lanes.Convert(constant.Data, memory);
                break;
            case Iota iota:
                var inner = iota.Type.Shape[(iota.Axis + 1)..].Size;
                for (var i = 0; i < memory.Elements; i++)
                {
                    var at = i / inner % iota.Type.Shape[iota.Axis];
                    if (iota.Type.DType.IsInteger)
                    {
                        memory.Span<int>()[i] = at;
                    }
                    else
                    {
                        memory.Span<float>()[i] = at;
                    }
                }

                break;
            default:
                throw new MissingKernelException(source, "CPU");
        }
    }
}
