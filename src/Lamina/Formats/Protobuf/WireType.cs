namespace Lamina.Formats.Protobuf;

/// <summary>How the value of a field lies in a message.</summary>
internal enum WireType
{
    /// <summary>A whole number of seven bits a byte.</summary>
    Varint = 0,

    /// <summary>8 bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes: text, numbers in a row, or a message.</summary>
    Bytes = 2,

    /// <summary>4 bytes.</summary>
    Fixed32 = 5,
}
