using System.Collections.Immutable;
using Lamina.Ops;

namespace Lamina.Graphs;

/// <summary>One op applied to inputs. Never changed once made.</summary>
internal sealed class Node
{
    private Node(Op op, ImmutableArray<Tensor> inputs, TensorType type, string path)
    {
        Op = op;
        Inputs = inputs;
        Path = path;
        Output = new Tensor(this, type.Shape, type.DType);
    }

    public Op Op { get; }

    public ImmutableArray<Tensor> Inputs { get; }

    /// <summary>The layer that made the node, as <c>mnist › dense_2 (Dense)</c>; empty outside layers.</summary>
    public string Path { get; }

    public Tensor Output { get; }

    public static Node Create(Op op, ReadOnlySpan<Tensor> inputs) => Create(op, inputs, Tracer.CurrentPath);

    /// <summary>Makes a node; the op's rule checks the inputs.</summary>
    public static Node Create(Op op, ReadOnlySpan<Tensor> inputs, string path)
    {
        var types = new TensorType[inputs.Length];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = inputs[i].Type;
            if (types[i].DType == DType.String)
            {
                throw Mismatch.Strings(op);
            }
        }

        return new Node(op, [.. inputs], op.Infer(types), path);
    }

    public override string ToString() => $"{Op.Name}({string.Join(", ", Inputs.Select(x => x.Node.Op.Name))})";
}
