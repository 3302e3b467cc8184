using System.Text;

namespace Lamina.Formats.Hdf5.Writing;

/// <summary>Writes headers of objects, version 1: a list of messages in one block.</summary>
/// <remarks>Source: "HDF5 File Format Specification", version 3.0, section IV.A.1.a, Version 1 Data Object Header
/// Prefix.</remarks>
internal sealed class ObjectHeader(FileBytes bytes, TextHeap texts)
{
    private const int PrefixBytes = 16;
    private const int Dataspace = 0x01;
    private const int Datatype = 0x03;
    private const int FillValue = 0x05;
    private const int Layout = 0x08;
    private const int Attribute = 0x0C;
    private const int Members = 0x11;

    /// <summary>Writes the header of a group.</summary>
    /// <returns>Its address.</returns>
    public int Group(Hdf5Tree group, int tree, int heap)
    {
        var start = bytes.Length;
        Prefix();
        Message(start, Members, () =>
        {
            bytes.UInt64(tree);
            bytes.UInt64(heap);
        });
        foreach (var (name, attribute) in group.Attributes)
        {
            Write(start, name, attribute);
        }

        Finish(start);
        return start;
    }

    /// <summary>Writes the header of a dataset.</summary>
    /// <param name="array">The elements.</param>
    /// <param name="place">Where the address of the elements is to be filled in.</param>
    /// <returns>Its address.</returns>
    public int Dataset(WrittenArray array, out int place)
    {
        var start = bytes.Length;
        Prefix();
        Message(start, Dataspace, () => Axes([.. array.Shape]));
        Message(start, Datatype, () => bytes.Add(DatatypeMessage.Of(array.DType)), isConstant: true);

        // Version 2; room is made late, and elements that nobody writes are zeros.
        Message(start, FillValue, () => bytes.Add([2, 2, 2, 1, 0, 0, 0, 0]), isConstant: true);
        var address = 0;
        Message(start, Layout, () =>
        {
            bytes.Add([3, 1]);
            address = bytes.Length;
            bytes.UInt64(FileBytes.Undefined);
            bytes.UInt64(array.Bytes);
        });
        Finish(start);
        place = address;
        return start;
    }

    private void Write(int start, string name, WrittenAttribute attribute)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name + '\0');
        Message(start, Attribute, () =>
        {
            bytes.Add([1, 0]);
            bytes.UInt16(nameBytes.Length);
            bytes.UInt16(attribute.Type.Length);
            bytes.UInt16(8 + (16 * attribute.Axes.Count));
            bytes.Add(nameBytes);
            bytes.Align();
            bytes.Add(attribute.Type);
            bytes.Align();
            Axes(attribute.Axes);
            bytes.Add(attribute.Bytes);
            foreach (var text in attribute.Texts)
            {
                texts.Add(text, bytes);
            }
        });
    }

    // Each axis is as long as it may become.
    private void Axes(IReadOnlyList<int> axes)
    {
        bytes.Add([1, (byte)axes.Count, (byte)(axes.Count > 0 ? 1 : 0), 0, 0, 0, 0, 0]);
        foreach (var axis in axes.Concat(axes))
        {
            bytes.UInt64(axis);
        }
    }

    private void Prefix()
    {
        bytes.Add([1, 0, 0, 0, 1, 0, 0, 0]);
        bytes.Zeros(PrefixBytes - 8);
    }

    private void Message(int header, int type, Action body, bool isConstant = false)
    {
        var start = bytes.Length;
        bytes.UInt16(type);
        bytes.UInt16(0);
        bytes.UInt8(isConstant ? 1 : 0);
        bytes.Zeros(3);
        body();
        bytes.Align();
        bytes.SetUInt16(start + 2, bytes.Length - start - 8);
        bytes.SetUInt16(header + 2, bytes.Span[header + 2] + (256 * bytes.Span[header + 3]) + 1);
    }

    private void Finish(int start) => bytes.SetUInt32(start + 8, bytes.Length - start - PrefixBytes);
}
