namespace Lamina.Formats.Hdf5;

/// <summary>The types of elements that Lamina reads.</summary>
internal enum ElementKind
{
    /// <summary>One of the others that files can have.</summary>
    Other,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Bool,
    FixedText,
    VariableText,
}
