using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina;

/// <summary>The values of tensors: what is given is read, what is a formula is computed.</summary>
public static class TensorValues
{
    extension(Tensor tensor)
    {
        /// <summary>The values as float32, row-major.</summary>
        public float[] ToArray() => tensor.ToArray<float>();

        /// <summary>The values, row-major, in a number type of .NET.</summary>
        /// <typeparam name="T">float, double, int, long, bool or byte.</typeparam>
        public T[] ToArray<T>()
            where T : unmanaged => tensor.Evaluate().Data() switch
            {
                T[] same => (T[])same.Clone(),
                var other => (T[])NumberArrays.Convert(other, typeof(T)),
            };

        /// <summary>The strings of a tensor that holds such, row-major.</summary>
        /// <exception cref="DTypeMismatchException">It holds numbers.</exception>
        public string[] ToStrings() => tensor.DType == DType.String
            ? (string[])tensor.Data().Clone()
            : throw new DTypeMismatchException($"ToStrings needs a tensor of strings; it was given {tensor}.");

        /// <summary>The value of a tensor of one element.</summary>
        /// <exception cref="ShapeMismatchException">There are more elements, or none.</exception>
        public double Item() => tensor.Shape.Size == 1
            ? tensor.ToArray<double>()[0]
            : throw Mismatch.Shapes("Item needs a tensor of one element.", ("x", tensor.Shape));

        /// <summary>The same tensor with its values computed; itself if they are given.</summary>
        public Tensor Evaluate()
        {
            ArgumentNullException.ThrowIfNull(tensor);
            if (tensor.Op is Constant)
            {
                return tensor;
            }

            var graph = new Graph([tensor]);
            if (!graph.Parameters.IsEmpty)
            {
                throw new InvalidOperationException(
                    $"{tensor} depends on arguments of a function that is being compiled, and has no values before it runs.");
            }

            var run = new CompiledGraph(graph).Rent();
            run.Execute();
            return run.OutputTensor(0);
        }

        /// <summary>The array of a tensor with given values.</summary>
        internal Array Data() => tensor.Op is Constant constant
            ? constant.Data
            : throw new InvalidOperationException($"{tensor} is a formula; Evaluate computes its values.");
    }

    /// <summary>A tensor with given values of any dtype.</summary>
    internal static Tensor Give(Array data, TensorType type) => new Constant(type, data).Of();
}
