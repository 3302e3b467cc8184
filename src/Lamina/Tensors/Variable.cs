using Lamina.Ops;

namespace Lamina;

/// <summary>Values that outlive a run: a weight, a moving average, an optimizer's slot.</summary>
/// <remarks>Reading one in tensor code gives the value at the beginning of the run; updates take effect at its end. The
/// memory stays in place for the variable's life, so compiled plans refer to it directly.</remarks>
public sealed class Variable
{
    internal Variable(string name, string path, Shape shape, DType dtype, bool trainable)
    {
        if (dtype is not (DType.Float32 or DType.Int32))
        {
            throw new DTypeMismatchException(
                $"A variable is float32 or int32; '{path}' asks for {dtype.KerasName}.");
        }

        Name = name;
        Path = path;
        Shape = shape;
        DType = dtype;
        Trainable = trainable;
        Memory = new AlignedMemory(shape.Size);
        Value = new ReadVariable(this).Of();
    }

    /// <summary>Its name within the layer, such as <c>kernel</c>.</summary>
    public string Name { get; }

    /// <summary>Its full name, such as <c>sequential/dense/kernel</c>.</summary>
    public string Path { get; internal set; }

    /// <summary>The lengths of its axes.</summary>
    public Shape Shape { get; }

    /// <summary>The type of its elements.</summary>
    public DType DType { get; }

    /// <summary>Whether training may change it by its gradient.</summary>
    public bool Trainable { get; internal set; }

    /// <summary>The variable as a tensor for formulas.</summary>
    public Tensor Value { get; }

    internal AlignedMemory Memory { get; }

    internal Span<float> Floats => Memory.Span<float>();

    internal Span<int> Ints => Memory.Span<int>();

    /// <summary>The variable as a tensor for formulas.</summary>
    public static implicit operator Tensor(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable.Value;
    }

    /// <summary>A copy of the current values, row-major.</summary>
    public float[] ToArray() => DType == DType.Float32
        ? Floats.ToArray()
        : Array.ConvertAll(Ints.ToArray(), static x => (float)x);

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {DType.KerasName}{Shape}";
}
