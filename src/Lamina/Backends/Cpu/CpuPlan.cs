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
    private readonly CpuStep[][] _stages;
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
        _stages = [.. steps.Select(step => step.Stages)];
        _grouped = _pool.Threads > 1 ? StepGroups.Find(plan, _stages, memory, worthHandingOver) : [.. _stages.SelectMany(x => x)];
        _memory = memory;
        _steps = steps;
        _parameters = new nint[plan.Graph.Parameters.Select(node => ((Parameter)node.Op).Position + 1).DefaultIfEmpty().Max()];
        foreach (var node in plan.Graph.Parameters)
        {
            _parameters[((Parameter)node.Op).Position] = (nint)memory[node.Output];
        }

        _outputs = [.. plan.Graph.Outputs.Select(output => (nint)memory[output])];

        // A cache line between workers, and slack for reads past the end.
        _scratchStride = _grouped.Select(step => step.ScratchFloats).DefaultIfEmpty().Max() + 64L & ~15L;
        _scratch = new AlignedMemory(_scratchStride * _pool.Threads);
    }

    /// <summary>The steps, for profiling.</summary>
    public IReadOnlyList<CpuStep> Steps => _steps;

    public float* Parameter(int position) => position < _parameters.Length ? (float*)_parameters[position] : null;

    public float* Output(int position) => (float*)_outputs[position];

    public bool Run()
    {
        var shared = _pool.TryEnter();
        try
        {
            return Run(_grouped, shared);
        }
        finally
        {
            Exit(shared);
        }
    }

    /// <summary>Runs once, and notes the time (of <see cref="Stopwatch"/>) behind each step, for profiling.</summary>
    /// <param name="stamps">Room for a time for each step.</param>
    public bool Run(Span<long> stamps)
    {
        var shared = _pool.TryEnter();
        try
        {
            for (var i = 0; i < stamps.Length; i++)
            {
                var passed = Run(_stages[i], shared);
                stamps[i] = Stopwatch.GetTimestamp();
                if (!passed)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            Exit(shared);
        }
    }

    private bool Run(CpuStep[] steps, bool shared)
    {
        var scratch = _scratch.Pointer;
        foreach (var step in steps)
        {
            if (shared && step.Units > 1 && step.Cost > _worthHandingOver)
            {
                _pool.Run(step, scratch, _scratchStride);
            }
            else
            {
                for (var unit = 0; unit < step.Units; unit++)
                {
                    step.Run(unit, scratch);
                }
            }

            if (step is CheckFiniteStep { Passed: false })
            {
                return false;
            }
        }

        GC.KeepAlive(_memory);
        return true;
    }

    private void Exit(bool shared)
    {
        if (shared)
        {
            _pool.Exit();
        }
    }
}
