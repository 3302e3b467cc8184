using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>The elementwise nodes behind a product, which run on each block of it while it is in cache: activation, a
/// derivative, an optimizer's update. An added bias vector is where the product starts from.</summary>
internal sealed unsafe class Epilogue
{
    private readonly ElementwiseProgram? _program;

    /// <summary>What is behind a cluster's root.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="memory">Where tensors lie.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="takesBias">Whether the root can start from a vector for its last axis.</param>
    public Epilogue(Cluster cluster, CpuMemory memory, SimdWidth width, bool takesBias = true)
    {
        var root = cluster.Root!;
        var biasNode = takesBias ? FindBias(cluster, memory) : null;
        if (biasNode is not null)
        {
            Bias = memory[BiasOf(biasNode, root)];
        }

        var product = biasNode?.Output ?? root.Output;
        Product = ProductMemory(cluster, memory, product);
        if (cluster.Elementwise.Any(node => node != biasNode))
        {
            _program = ElementwiseBuilder.Build(cluster, memory, width, product, biasNode, Product);
        }
    }

    /// <summary>The vector that each row of the product starts from; null if it starts from nothing.</summary>
    public float* Bias { get; }

    /// <summary>Where the product is written; null if a block at a time goes to scratch.</summary>
    public float* Product { get; }

    /// <summary>Whether nothing is left to be done.</summary>
    public bool IsEmpty => _program is null;

    /// <summary>Elementwise kernels that run.</summary>
    public int Length => _program?.Instructions.Length ?? 0;

    /// <summary>Floats of scratch.</summary>
    public int ScratchFloats => _program?.ScratchFloats ?? 0;

    /// <summary>Runs over <paramref name="count"/> elements of the product from <paramref name="start"/>.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for temporaries.</param>
    /// <param name="product">Where element 0 of the product lies, or would lie.</param>
    public void Run(long start, long count, float* scratch, float* product) => _program?.Run(start, count, scratch, product);

    // x·w + b with a vector b from elsewhere, where nothing else needs x·w, nor what lies where the sum is written.
    private static Node? FindBias(Cluster cluster, CpuMemory memory)
    {
        var product = cluster.Root!.Output;
        var users = cluster.Elementwise.Where(node => node.Inputs.Contains(product)).ToList();
        return users is [{ Op: Add } add] && !cluster.Outputs.Contains(product)
            && BiasOf(add, cluster.Root) is var bias && cluster.Inputs.Contains(bias) && bias.Op is not Fill
            && add.Output.Shape == product.Shape
            && BroadcastPattern.Of(bias.Shape, product.Shape) == new BroadcastPattern(BroadcastKind.Row, product.Shape[^1])
            && (!cluster.Outputs.Contains(add.Output) || IsFree(cluster, memory, add.Output))
            ? add
            : null;
    }

    private static bool IsFree(Cluster cluster, CpuMemory memory, Tensor output) =>
        cluster.Inputs.All(input => input.Op is Fill || memory[input] != memory[output]);

    private static Tensor BiasOf(Node add, Node root) => add.Inputs[0] == root.Output ? add.Inputs[1] : add.Inputs[0];

    // The product is written where others read it; else where an output will replace it, unless that place holds an
    // operand that the epilogue still reads; else (null) into scratch.
    private static float* ProductMemory(Cluster cluster, CpuMemory memory, Tensor product)
    {
        if (cluster.Outputs.Contains(product))
        {
            return memory[product];
        }

        foreach (var output in cluster.Outputs.Where(x => x.Shape.Size == product.Shape.Size))
        {
            if (IsFree(cluster, memory, output))
            {
                return memory[output];
            }
        }

        return null;
    }
}
