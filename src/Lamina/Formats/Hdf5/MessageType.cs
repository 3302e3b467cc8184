namespace Lamina.Formats.Hdf5;

/// <summary>What a message of an object header is about.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections IV.A.2.a to IV.A.2.x.</remarks>
internal enum MessageType
{
    Nil = 0x00,
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    OldFillValue = 0x04,
    FillValue = 0x05,
    Link = 0x06,
    ExternalDataFiles = 0x07,
    DataLayout = 0x08,
    GroupInfo = 0x0A,
    FilterPipeline = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
    ReferenceCount = 0x16,
}
