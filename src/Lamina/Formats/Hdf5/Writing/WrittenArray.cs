using Lamina.Ops;

namespace Lamina.Formats.Hdf5.Writing;

/// <summary>The elements of a dataset that is to be written; they are fetched when their turn comes.</summary>
/// <param name="dtype">The elements' type.</param>
/// <param name="shape">The axes.</param>
/// <param name="write">Writes all elements, little-endian.</param>
internal sealed class WrittenArray(DType dtype, Shape shape, Action<Stream> write)
{
    public DType DType => dtype;

    public Shape Shape => shape;

    public long Bytes => (long)shape.Size * dtype.Bytes;

    /// <summary>The values of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DTypeMismatchException">It holds texts.</exception>
    /// <exception cref="InvalidOperationException">It has no values yet.</exception>
    public static WrittenArray Of(Tensor tensor, string name)
    {
        if (tensor.DType == DType.String)
        {
            throw new DTypeMismatchException($"{name}: Lamina writes numbers to HDF5; it was given {tensor}."
                + "\n  hint: texts can be attributes.");
        }

        return tensor.Op is Constant or Fill
            ? new WrittenArray(
                tensor.DType, tensor.Shape, stream => ElementBytes.Write(stream, ConcreteValues.TryGet(tensor)!))
            : throw new InvalidOperationException(
                $"{name}: only tensors that have values can be written; this one is computed by {tensor.Op.Name}: {tensor}."
                + "\n  hint: compute it first and write the result.");
    }

    /// <summary>The values of a variable, as they are when they are written.</summary>
    public static WrittenArray Of(Variable variable) => new(variable.DType, variable.Shape, stream =>
    {
        switch (variable.DType)
        {
            case DType.Float32:
                ElementBytes.Write<float>(stream, variable.Floats);
                break;
            case DType.Float64:
                ElementBytes.Write<double>(stream, variable.Doubles);
                break;
            default:
                ElementBytes.Write<int>(stream, variable.Ints);
                break;
        }
    });

    public void WriteTo(Stream stream) => write(stream);
}
