namespace Lamina.Formats.Hdf5;

/// <summary>A dataset of a file; nothing but its header is read before it is asked for.</summary>
internal sealed class StoredDataset(Hdf5Place place, ObjectHeader header) : Hdf5Dataset(place.Path)
{
    private const int PieceBytes = 1 << 16;

    public override string TypeName => Type.Name;

    public override IReadOnlyList<long> Axes => Space.Axes;

    public override IReadOnlyDictionary<string, Hdf5Attribute> Attributes => field ??= AttributeReader.ReadAll(place, header);

    private DatatypeMessage Type => field ??= DatatypeMessage.Read(Open(MessageType.Datatype));

    private DataspaceMessage Space => field ??= DataspaceMessage.Read(Open(MessageType.Dataspace));

    public override Tensor Read()
    {
        if (Type.Kind == ElementKind.Other)
        {
            throw place.Error(
                $"Lamina reads integers and floats of the usual sizes, booleans and texts; this dataset has the type {Type.Name}.");
        }

        if (header.Find(MessageType.ExternalDataFiles) is not null)
        {
            throw place.Error("Lamina reads what is in the file itself; the elements of this dataset are in other files.");
        }

        var shape = Space.ToShape(place);
        var count = shape.Size;
        var layout = DataLayoutMessage.Read(Open(MessageType.DataLayout));
        var elements = count == 0 ? Elements.TryCreate(Type, 0, place)! : layout.Class switch
        {
            LayoutClass.Contiguous when layout.Address == Hdf5Cursor.Undefined =>
                UnwrittenData.Create(place, header, Type, Space, count, written: 0, isWhole: false),
            LayoutClass.Compact or LayoutClass.Contiguous => ReadWhole(layout, count),
            LayoutClass.Chunked => ChunkedData.Read(place, header, Type, Space, count),
            _ => throw place.Error("Lamina reads what is in the file itself; this dataset is a view of others (\"virtual\")."),
        };
        return elements.ToTensor(shape);
    }

    private Elements ReadWhole(DataLayoutMessage layout, int count)
    {
        var bytes = (long)count * Type.Bytes;
        if (bytes > (layout.Bytes ?? bytes))
        {
            throw place.Error(
                $"the shape [{string.Join(", ", Axes)}] of {TypeName} takes {bytes} bytes; the data layout says {layout.Bytes}.");
        }

        var cursor = place.At(layout.Address, bytes, "the data");
        var elements = Elements.TryCreate(Type, count, place)!;
        var piece = Math.Min(count, Math.Max(1, PieceBytes / Type.Bytes));
        var buffer = new byte[piece * Type.Bytes];
        for (var at = 0; at < count; at += piece)
        {
            var raw = buffer.AsSpan(0, Math.Min(piece, count - at) * Type.Bytes);
            cursor.Read(raw);
            elements.Put(raw, at);
        }

        return elements;
    }

    private Hdf5Cursor Open(MessageType type) => (header.Find(type) ?? throw place.Error(
        $"a dataset has a dataspace, a datatype and a data layout; the object header at byte {header.Address} lacks one."))
        .Open();
}
