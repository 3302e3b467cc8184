namespace Lamina.Formats.Hdf5;

/// <summary>One message of an object header.</summary>
/// <param name="Place">The object.</param>
/// <param name="Type">What it is about.</param>
/// <param name="Flags">Bit 1: it stands elsewhere.</param>
/// <param name="Start">The byte of the file at which its data begins.</param>
/// <param name="Bytes">The length of its data.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections IV.A.1 and IV.A.2.</remarks>
internal sealed record HeaderMessage(Hdf5Place Place, MessageType Type, int Flags, long Start, long Bytes)
{
    private const int SharedFlag = 0x02;

    /// <summary>What messages call it.</summary>
    public string What => $"the message {Type switch
    {
        MessageType.Dataspace => "dataspace",
        MessageType.LinkInfo => "link info",
        MessageType.Datatype => "datatype",
        MessageType.OldFillValue or MessageType.FillValue => "fill value",
        MessageType.Link => "link",
        MessageType.DataLayout => "data layout",
        MessageType.FilterPipeline => "filter pipeline",
        MessageType.Attribute => "attribute",
        MessageType.Continuation => "continuation",
        MessageType.SymbolTable => "symbol table",
        MessageType.AttributeInfo => "attribute info",
        _ => $"0x{(int)Type:X2}",
    }} of the object header";

    /// <summary>Whether its data only says where it stands.</summary>
    public bool IsShared => (Flags & SharedFlag) != 0;

    /// <summary>A cursor on its data, wherever that stands.</summary>
    /// <exception cref="LaminaFormatException">It stands where Lamina does not look.</exception>
    public Hdf5Cursor Open()
    {
        var cursor = Place.At(Start, Bytes, What);
        return IsShared ? SharedMessage.Open(cursor, Type, What) : cursor;
    }
}
