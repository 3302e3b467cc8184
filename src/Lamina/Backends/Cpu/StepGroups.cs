using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu;

/// <summary>Finds neighbouring steps of a plan that touch nothing of each other's, so that their units may run side by
/// side and be handed over at once: the updates of many weights, or the sums of many biases.</summary>
/// <remarks>What counts is memory, not tensors: a later step may reuse the place of a tensor that an earlier one still
/// reads.</remarks>
internal static unsafe class StepGroups
{
    /// <summary>The steps with groups in place of neighbours that are worth it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="steps">Its steps, in the same order, each in stages; only one of one stage runs beside others.</param>
    /// <param name="memory">Where tensors lie.</param>
    /// <param name="worthHandingOver">The least cost of a group, in nanoseconds.</param>
    public static CpuStep[] Find(Plan plan, CpuStep[][] steps, CpuMemory memory, double worthHandingOver)
    {
        var result = new List<CpuStep>();
        var group = new List<CpuStep>();
        var (reads, writes) = (new List<Range>(), new List<Range>());
        for (var i = 0; i < steps.Length; i++)
        {
            if (plan.Steps[i] is not RunCluster { Cluster: var cluster } || steps[i].Length > 1)
            {
                Close();
                result.AddRange(steps[i]);
                continue;
            }

            var (from, to) = (Ranges(cluster.Inputs, memory), Ranges(cluster.Outputs, memory));
            if (Meet(to, reads) || Meet(to, writes) || Meet(from, writes))
            {
                Close();
            }

            group.Add(steps[i][0]);
            reads.AddRange(from);
            writes.AddRange(to);
        }

        Close();
        return [.. result];

        void Close()
        {
            if (group.Count > 1 && group.Sum(step => step.Cost) > worthHandingOver)
            {
                result.Add(new GroupStep([.. group]));
            }
            else
            {
                result.AddRange(group);
            }

            group.Clear();
            reads.Clear();
            writes.Clear();
        }
    }

    private static Range[] Ranges(IReadOnlyList<Tensor> tensors, CpuMemory memory) =>
    [
        .. tensors.Where(tensor => tensor.Op is not Fill)
            .Select(tensor => new Range((nint)memory[tensor], (nint)(memory[tensor] + tensor.Shape.Size))),
    ];

    private static bool Meet(Range[] some, List<Range> others) =>
        some.Any(a => others.Exists(b => a.Start < b.End && b.Start < a.End));

    private readonly record struct Range(nint Start, nint End);
}
