using Lamina.Ops;

namespace Lamina;

// Einstein's summation: one matrix product, with the axes put in order before and behind it.
public sealed partial class Tensor
{
    /// <summary>The sum over products of tensors' elements that an equation says, such as <c>abc,cd->abd</c>.</summary>
    /// <remarks>
    /// <para>Letters that stand before the arrow only are summed over; <c>...</c> stands for all axes without a letter, which
    /// broadcast. Without an arrow the result has the letters that stand once, in alphabetical order. A letter may stand
    /// twice in a term, whose diagonal it takes.</para>
    /// <para>Two tensors at a time become one matrix product. Axes are moved only where their order needs it, and of several
    /// ways the one that moves the fewest elements is taken.</para>
    /// </remarks>
    /// <param name="equation">A term for each tensor, and the result behind an arrow or none.</param>
    /// <param name="operands">The tensors.</param>
    /// <exception cref="ArgumentException">The equation is none, or speaks of other numbers of axes.</exception>
    /// <exception cref="ShapeMismatchException">Axes of one letter have two lengths.</exception>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands) => EinsumTerms.Run(equation, operands);

    /// <summary>The products of two tensors whose axes have labels, summed over those that the result has not.</summary>
    internal static Tensor Contracted(Tensor a, int[] labelsA, Tensor b, int[] labelsB, int[] output)
    {
        // What only one tensor has and the result has not is summed up at once.
        var x = LabelledTensor.Of(a, labelsA).SumOver(label => !labelsB.Contains(label) && !output.Contains(label));
        var y = LabelledTensor.Of(b, labelsB).SumOver(label => !labelsA.Contains(label) && !output.Contains(label));
        if (!x.Tensor.DType.IsFloat)
        {
            // There is no product of matrices of integers.
            int[] all = [.. output, .. x.Labels.Union(y.Labels).Except(output)];
            return (x.Spread(all) * y.Spread(all)).Sum([.. Enumerable.Range(output.Length, all.Length - output.Length)]);
        }

        EinsumOrder[] orders =
        [
            new(x, y, output, byFirst: true), new(x, y, output, byFirst: false),
            new(y, x, output, byFirst: true), new(y, x, output, byFirst: false),
        ];
        return orders.MinBy(order => order.Moved)!.Product();
    }

    /// <summary>A tensor whose axes have labels.</summary>
    private sealed record LabelledTensor(Tensor Tensor, int[] Labels)
    {
        public static LabelledTensor Of(Tensor tensor, int[] labels) => new(tensor, labels);

        public int LengthOf(int label) => Labels.Contains(label) ? Tensor.Shape[Array.IndexOf(Labels, label)] : 1;

        public LabelledTensor SumOver(Func<int, bool> isSummed)
        {
            int[] axes = [.. Labels.Index().Where(pair => isSummed(pair.Item)).Select(pair => pair.Index)];
            return axes.Length == 0
                ? this
                : new LabelledTensor(Tensor.Sum(axes), [.. Labels.Where(label => !isSummed(label))]);
        }

        /// <summary>How many elements move when the axes stand in another order.</summary>
        public int MovedBy(int[] order) => IsInOrder(order) ? 0 : Tensor.Shape.Size;

        public Tensor InOrder(int[] order) => IsInOrder(order)
            ? Tensor
            : Tensor.Transpose([.. order.Select(label => Array.IndexOf(Labels, label))]);

        /// <summary>With an axis for each of some labels, of length 1 where there is none.</summary>
        public Tensor Spread(int[] all) =>
            InOrder([.. all.Where(Labels.Contains)]).Reshape([.. all.Select(LengthOf)]);

        // Axes of length 1 may stand anywhere.
        private bool IsInOrder(int[] order) => Labels.SequenceEqual(order)
            || Labels.Where(label => LengthOf(label) != 1).SequenceEqual(order.Where(label => LengthOf(label) != 1));
    }

    /// <summary>One way to make a product of two tensors: [batch.., rows.., inner..] times [batch.., inner.., columns..], where
    /// either may have its last two parts exchanged.</summary>
    private sealed class EinsumOrder
    {
        private readonly LabelledTensor _a;
        private readonly LabelledTensor _b;
        private readonly int[] _output;
        private readonly int[] _batch;
        private readonly int[] _inner;
        private readonly int[] _rows;
        private readonly int[] _columns;
        private readonly bool _transposeA;
        private readonly bool _transposeB;

        public EinsumOrder(LabelledTensor a, LabelledTensor b, int[] output, bool byFirst)
        {
            (_a, _b, _output) = (a, b, output);
            _batch = [.. output.Where(label => a.Labels.Contains(label) && b.Labels.Contains(label))];
            _inner = [.. (byFirst ? a : b).Labels.Where(label => (byFirst ? b : a).Labels.Contains(label) && !output.Contains(label))];
            _rows = [.. a.Labels.Where(label => !_batch.Contains(label) && !_inner.Contains(label))];
            _columns = [.. b.Labels.Where(label => !_batch.Contains(label) && !_inner.Contains(label))];
            _transposeA = _a.MovedBy([.. _batch, .. _inner, .. _rows]) < _a.MovedBy([.. _batch, .. _rows, .. _inner]);
            _transposeB = _b.MovedBy([.. _batch, .. _columns, .. _inner]) < _b.MovedBy([.. _batch, .. _inner, .. _columns]);
        }

        /// <summary>How many elements of operands and result are put into another order.</summary>
        public long Moved => (long)_a.MovedBy(OrderA) + _b.MovedBy(OrderB) + (IsOutputInOrder ? 0 : Lengths(Order).Size);

        private int[] OrderA => _transposeA ? [.. _batch, .. _inner, .. _rows] : [.. _batch, .. _rows, .. _inner];

        private int[] OrderB => _transposeB ? [.. _batch, .. _columns, .. _inner] : [.. _batch, .. _inner, .. _columns];

        private int[] Order => [.. _batch, .. _rows, .. _columns];

        private bool IsOutputInOrder => Order.SequenceEqual(_output);

        public Tensor Product()
        {
            var (rows, inner, columns) = (Lengths(_rows).Size, Lengths(_inner).Size, Lengths(_columns).Size);
            var a = _a.InOrder(OrderA).Reshape([.. OwnBatch(_a), .. _transposeA ? [inner, rows] : (int[])[rows, inner]]);
            var b = _b.InOrder(OrderB).Reshape([.. OwnBatch(_b), .. _transposeB ? [columns, inner] : (int[])[inner, columns]]);
            var y = new MatMul(_transposeA, _transposeB).Of(a, b).Reshape(Lengths(Order));
            return IsOutputInOrder ? y : y.Transpose([.. _output.Select(label => Array.IndexOf(Order, label))]);
        }

        private Shape OwnBatch(LabelledTensor x) => [.. _batch.Select(x.LengthOf)];

        private Shape Lengths(int[] labels) => [.. labels.Select(label => Math.Max(_a.LengthOf(label), _b.LengthOf(label)))];
    }
}
