using System.Collections.Immutable;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Equal ops on equal inputs are computed once.</summary>
internal static class CommonSubexpressions
{
    public static Graph Run(Graph graph)
    {
        var known = new Dictionary<Key, Tensor>();
        return Rewriter.Run([Merge], graph);

        Tensor? Merge(Node node) =>
            known.TryGetValue(new Key(node.Op, node.Inputs), out var first) ? first : Add(node);

        Tensor? Add(Node node)
        {
            known.Add(new Key(node.Op, node.Inputs), node.Output);
            return null;
        }
    }

    private readonly struct Key(Op op, ImmutableArray<Tensor> inputs) : IEquatable<Key>
    {
        private readonly Op _op = op;
        private readonly ImmutableArray<Tensor> _inputs = inputs;

        public bool Equals(Key other) => _op.Equals(other._op) && _inputs.AsSpan().SequenceEqual(other._inputs.AsSpan());

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(_op);
            foreach (var input in _inputs)
            {
                hash.Add(input);
            }

            return hash.ToHashCode();
        }
    }
}
