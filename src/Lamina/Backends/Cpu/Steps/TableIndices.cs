using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>The indices into a table that a step reads, and their weights.</summary>
internal sealed unsafe class TableIndices
{
    private readonly string _path;

    /// <summary>Those of a node whose second input they are, and whose third their weights.</summary>
    /// <param name="node">The node.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="each">How many belong to one row of the other operand.</param>
    /// <param name="memory">Where tensors lie.</param>
    public TableIndices(Node node, int rows, int each, CpuMemory memory)
    {
        Values = (int*)memory[node.Inputs[1]];
        Weights = node.Inputs.Length > 2 ? memory[node.Inputs[2]] : null;
        Count = node.Inputs[1].Shape.Size;
        (Each, Rows, _path) = (each, rows, node.Path);
    }

    /// <summary>The rows of the table.</summary>
    public int Rows { get; }

    public int* Values { get; }

    public float* Weights { get; }

    public int Count { get; }

    public int Each { get; }

    /// <summary>Makes sure that some of the indices are within the table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message says which, and names the layer.</exception>
    public void Check(int start, int count)
    {
        if (RowSums.FirstOutside(Values + start, count, Rows) is >= 0 and var at)
        {
            throw OutOfRange(start + (int)at, Values[start + at], Rows, _path);
        }
    }

    /// <summary>The error of an index that is not within a table.</summary>
    public static ArgumentOutOfRangeException OutOfRange(int place, int index, int rows, string path) => new(
        nameof(index),
        $"Index {index} at place {place} is outside 0..{rows - 1}." + (path.Length > 0 ? $"\n  in: {path}" : ""));
}
