using Lamina.Ops;

namespace Lamina;

/// <summary>Values that outlive a run: a weight, a moving average, an optimizer's slot.</summary>
/// <remarks>Reading one in tensor code gives the value at the beginning of the run; updates take effect at its end. The
/// memory stays in place for the variable's life, so compiled plans refer to it directly.</remarks>
public sealed class Variable
{
    private readonly Lock _beginning = new();
    private AlignedMemory? _memory;
    private Func<Array>? _initial;

    internal Variable(string name, string path, Shape shape, DType dtype, bool trainable)
    {
        if (dtype is not (DType.Float32 or DType.Float64 or DType.Int32))
        {
            throw new DTypeMismatchException(
                $"A variable is float32, float64 or int32; '{path}' asks for {dtype.KerasName}.");
        }

        Name = name;
        Path = path;
        Shape = shape;
        DType = dtype;
        Trainable = trainable;
        _ = AlignedMemory.BytesOf(Lanes);
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
    public Tensor Value { get => Graphs.Tracer.ReadingOf(this) ?? field; }

    /// <summary>The values, which stay in place. The memory is taken at the first use.</summary>
    internal AlignedMemory Memory => Volatile.Read(ref _memory) ?? Begin();

    /// <summary>Whether it has been used or set.</summary>
    internal bool HasMemory => Volatile.Read(ref _memory) is not null;

    private long Lanes => (long)Shape.Size * DType.Bytes / sizeof(float);

    internal Span<float> Floats => Memory.Span<float>();

    internal Span<double> Doubles => Memory.Span<double>();

    internal Span<int> Ints => Memory.Span<int>();

    /// <summary>The variable as a tensor for formulas.</summary>
    public static implicit operator Tensor(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable.Value;
    }

    /// <summary>A copy of the current values, row-major.</summary>
    public float[] ToArray() => DType switch
    {
        DType.Float32 => Floats.ToArray(),
        DType.Float64 => Array.ConvertAll(Doubles.ToArray(), static x => (float)x),
        _ => Array.ConvertAll(Ints.ToArray(), static x => (float)x),
    };

    /// <summary>A copy of the current values as a tensor; unlike <see cref="Value"/> it does not follow the variable.</summary>
    public Tensor Read() => DType switch
    {
        DType.Float32 => Tensor.From<float>(Floats, Shape),
        DType.Float64 => Tensor.From<double>(Doubles, Shape),
        _ => Tensor.From<int>(Ints, Shape),
    };

    /// <summary>Gives first values, which are computed only if the variable is used before it is set.</summary>
    internal void SetLater(Func<Array> values) => _initial = values;

    /// <summary>Takes over values that are given, of the variable's shape, converted to its dtype.</summary>
    internal void Set(Array values)
    {
        lock (_beginning)
        {
            _initial = null;
        }

        CopyTo(Memory, values);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {DType.KerasName}{Shape}";

    private AlignedMemory Begin()
    {
        lock (_beginning)
        {
            if (_memory is null)
            {
                var memory = new AlignedMemory(Lanes);
                if (_initial is { } initial)
                {
                    CopyTo(memory, initial());
                }

                _initial = null;
                Volatile.Write(ref _memory, memory);
            }

            return _memory;
        }
    }

    private void CopyTo(AlignedMemory memory, Array values)
    {
        var own = NumberArrays.As(values, NumberArrays.ElementType(DType));
        switch (own)
        {
            case float[] x:
                x.CopyTo(memory.Span<float>());
                break;
            case double[] x:
                x.CopyTo(memory.Span<double>());
                break;
            case int[] x:
                x.CopyTo(memory.Span<int>());
                break;
        }
    }
}
