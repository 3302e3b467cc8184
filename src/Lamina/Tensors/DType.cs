namespace Lamina;

/// <summary>The type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>32-bit IEEE floating point: the working type.</summary>
    Float32,

    /// <summary>64-bit IEEE floating point.</summary>
    Float64,

    /// <summary>32-bit signed integer: indices and counters.</summary>
    Int32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>8-bit unsigned integer: images, converted as a batch is gathered.</summary>
    UInt8,

    /// <summary>Text: given values only, which layers such as <c>StringLookup</c> turn into numbers.</summary>
    String,
}

/// <summary>What is true of every <see cref="DType"/>: its name in Keras and its size.</summary>
public static class DTypeExtensions
{
    extension(DType dtype)
    {
        /// <summary>True for the floating-point types.</summary>
        public bool IsFloat => dtype is DType.Float32 or DType.Float64;

        /// <summary>True for the integer types.</summary>
        public bool IsInteger => dtype is DType.Int32 or DType.Int64 or DType.UInt8;

        /// <summary>Bytes an element takes in an array of .NET.</summary>
        public int Bytes => dtype switch
        {
            DType.Float64 or DType.Int64 or DType.String => 8,
            DType.Float32 or DType.Int32 => 4,
            _ => 1,
        };

        /// <summary>The name that Keras and NumPy use, such as <c>float32</c>.</summary>
        public string KerasName => dtype switch
        {
            DType.Float32 => "float32",
            DType.Float64 => "float64",
            DType.Int32 => "int32",
            DType.Int64 => "int64",
            DType.Bool => "bool",
            DType.UInt8 => "uint8",
            DType.String => "string",
            _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Not a dtype."),
        };
    }
}
