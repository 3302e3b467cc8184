using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends;

/// <summary>A backend has no kernel for an op and dtype.</summary>
public sealed class MissingKernelException : NotSupportedException
{
    /// <summary>Makes one without a message.</summary>
    public MissingKernelException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public MissingKernelException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public MissingKernelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal MissingKernelException(Op op, string backend)
        : base($"The {backend} backend has no kernel for {op.Name}.")
    {
    }

    internal MissingKernelException(Node node, string backend)
        : base(
            $"The {backend} backend has no kernel for {node.Op.Name} of {string.Join(", ", node.Inputs.Select(x => x.Type))}."
            + (node.Path.Length > 0 ? $"\n  in: {node.Path}" : ""))
    {
    }
}
