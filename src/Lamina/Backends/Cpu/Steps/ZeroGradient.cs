using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>What a cluster makes of a gradient that is 0.</summary>
internal static unsafe class ZeroGradient
{
    /// <summary>Whether each output of a cluster is the old value of the variable that it is written into wherever its root
    /// gives 0.</summary>
    public static bool LeavesAllAsItIs(Cluster cluster, CpuMemory memory)
    {
        // The value of a node where the root gives 0: a tensor from elsewhere, 0 (the root itself), or something else (null).
        var values = new Dictionary<Node, Tensor?> { [cluster.Root!] = cluster.Root!.Output };
        var zero = cluster.Root.Output;
        foreach (var node in cluster.Elementwise)
        {
            values[node] = node switch
            {
                { Op: Multiply, Inputs: [var a, var b] } when ValueOf(a) == zero || ValueOf(b) == zero => zero,
                { Op: Negate, Inputs: [var a] } when ValueOf(a) == zero => zero,
                { Op: Subtract or Add, Inputs: [var a, var b] } when ValueOf(b) == zero => ValueOf(a),
                { Op: Add, Inputs: [var a, var b] } when ValueOf(a) == zero => ValueOf(b),
                _ => null,
            };
        }

        return cluster.Outputs.All(output =>
            ValueOf(output) is { Op: ReadVariable read } && memory[output] == read.Variable.Memory.Pointer);

        Tensor? ValueOf(Tensor x) => values.TryGetValue(x.Node, out var value) ? value : x;
    }
}
