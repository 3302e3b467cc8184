using System.Diagnostics;
using Lamina.Backends.Cpu.Steps;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu;

/// <summary>A plan bound to memory: a list of steps.</summary>
internal sealed unsafe class CpuPlan : IBoundPlan
{
    private readonly CpuMemory _memory;
    private readonly CpuStep[] _steps;
    private readonly CpuStep[] _grouped;
    private readonly double _worthHandingOver;
    private readonly nint[] _parameters;
    private readonly nint[] _outputs;
    private readonly AlignedMemory _scratch;
    private readonly long _scratchStride;
    private readonly WorkerPool _pool = WorkerPool.Shared;

    public CpuPlan(Plan plan, CpuMemory memory, CpuStep[] steps, double worthHandingOver)
    {
        _worthHandingOver = worthHandingOver;
        _grouped = _pool.Threads > 1 ? StepGroups.Find(plan, steps, memory, worthHandingOver) : steps;
        _memory = memory;
        _steps = steps;
        _parameters = new nint[plan.Graph.Parameters.Select(node => ((Parameter)node.Op).Position + 1).DefaultIfEmpty().Max()];
        foreach (var node in plan.Graph.Parameters)
        {
            _parameters[((Parameter)node.Op).Position] = (nint)memory[node.Output];
        }

        _outputs = [.. plan.Graph.Outputs.Select(output => (nint)memory[output])];

        // A cache line between workers, and slack for reads past the end.
        _scratchStride = steps.Select(step => step.ScratchFloats).DefaultIfEmpty().Max() + 64L & ~15L;
        _scratch = new AlignedMemory(_scratchStride * _pool.Threads);
    }

    /// <summary>The steps, for profiling.</summary>
    public IReadOnlyList<CpuStep> Steps => _steps;

    public float* Parameter(int position) => position < _parameters.Length ? (float*)_parameters[position] : null;

    public float* Output(int position) => (float*)_outputs[position];

    public bool Run() => Run(_grouped, []);

    /// <summary>Runs once, and notes the time (of <see cref="Stopwatch"/>) behind each step, for profiling.</summary>
    /// <param name="stamps">Room for a time for each step; empty to note none.</param>
    public bool Run(Span<long> stamps) => Run(_steps, stamps);

    private bool Run(CpuStep[] steps, Span<long> stamps)
    {
        var pool = _pool;
        var shared = pool.TryEnter();
        try
        {
            var scratch = _scratch.Pointer;
            for (var i = 0; i < steps.Length; i++)
            {
                var step = steps[i];
                if (shared && step.Units > 1 && step.Cost > _worthHandingOver)
                {
                    pool.Run(step, scratch, _scratchStride);
                }
                else
                {
                    for (var unit = 0; unit < step.Units; unit++)
                    {
                        step.Run(unit, scratch);
                    }
                }

                if (!stamps.IsEmpty)
                {
                    stamps[i] = Stopwatch.GetTimestamp();
                }

                if (step is CheckFiniteStep { Passed: false })
                {
                    return false;
                }
            }
        }
        finally
        {
            if (shared)
            {
                pool.Exit();
            }
        }

        GC.KeepAlive(_memory);
        return true;
    }
}
