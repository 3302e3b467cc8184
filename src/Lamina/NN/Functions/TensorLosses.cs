using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Losses element by element, or for each place, as functions of tensors; nothing is averaged.</summary>
public static class TensorLosses
{
    extension(Tensor)
    {
        /// <summary>The crossentropy of each element: <c>−(t·ln p + (1 − t)·ln(1 − p))</c>.</summary>
        /// <param name="target">Shares from 0 to 1, of the output's shape.</param>
        /// <param name="output">Probabilities, which are kept from 0 and 1 by 10⁻⁷, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        public static Tensor BinaryCrossentropy(Tensor target, Tensor output, bool fromLogits = false)
        {
            var (t, p) = Same(target, output);
            return CrossEntropy.Binary(t, p, fromLogits);
        }

        /// <summary>The crossentropy along an axis of classes: <c>−Σ t·ln p</c>.</summary>
        /// <param name="target">Shares of each class, of the output's shape.</param>
        /// <param name="output">Probabilities, which are divided by their sum, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        /// <param name="axis">The axis of classes.</param>
        public static Tensor CategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1)
        {
            var (t, p) = Same(target, output);
            return -(t * CrossEntropy.LogProbability(p, fromLogits, axis)).Sum(axis);
        }

        /// <summary>The crossentropy along an axis of classes, of which the right one is given by its number.</summary>
        /// <param name="target">Integers, of the output's shape without the axis of classes.</param>
        /// <param name="output">Probabilities, which are divided by their sum, or logits.</param>
        /// <param name="fromLogits">Whether the output is logits.</param>
        /// <param name="axis">The axis of classes.</param>
        public static Tensor SparseCategoricalCrossentropy(
            Tensor target, Tensor output, bool fromLogits = false, int axis = -1)
        {
            ArgumentNullException.ThrowIfNull(target);
            ArgumentNullException.ThrowIfNull(output);
            var labels = CrossEntropy.Labels(target.Cast(DType.Int32), output);
            var isClass = CrossEntropy.IsClass("SparseCategoricalCrossentropy", labels, output, axis);
            return -Tensor.Where(isClass, CrossEntropy.LogProbability(output, fromLogits, axis), 0).Sum(axis);
        }
    }

    private static (Tensor Target, Tensor Output) Same(Tensor target, Tensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        return target.Shape == output.Shape
            ? (target.Cast(output.DType), output)
            : throw Mismatch.Shapes(
                "A crossentropy needs targets of the output's shape.", ("target", target.Shape),
                ("output", output.Shape));
    }
}
