using System.Text;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>The bytes of a small file, each in a known place: the group <c>/</c> with the dataset <c>x</c>, [1, 2, 3] of
/// float32.</summary>
internal sealed class HandMadeFile : IDisposable
{
    public const int RootHeader = 96, Tree = 136, Heap = 184, Names = 216, Node = 232, Header = 280, Dataspace = 304, Datatype = 328,
        Layout = 360, Data = 384, End = 396;

    private const ulong Undefined = ulong.MaxValue;

    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    private HandMadeFile() => _writer = new BinaryWriter(_stream);

    /// <summary>The bytes.</summary>
    public static byte[] Create()
    {
        using var file = new HandMadeFile();
        file.WriteSuperblock();
        file.WriteGroup();
        file.WriteDataset();
        return file._stream.ToArray();
    }

    public void Dispose() => _writer.Dispose();

    private void WriteSuperblock()
    {
        Put((byte[])[0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]);
        Put((byte[])[0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0]);
        Put(0, Undefined, End, Undefined);
        Put(0, RootHeader, 0, 0, 0);
    }

    private void WriteGroup()
    {
        StartsAt(RootHeader);
        Put((byte[])[1, 0, 1, 0, 1, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0]);
        Put((byte[])[0x11, 0, 16, 0, 0, 0, 0, 0]);
        Put(Tree, Heap);

        StartsAt(Tree);
        Put(Encoding.ASCII.GetBytes("TREE"));
        Put((byte[])[0, 0, 1, 0]);
        Put(Undefined, Undefined);
        Put(0, Node, 8);

        StartsAt(Heap);
        Put(Encoding.ASCII.GetBytes("HEAP"));
        Put(new byte[4]);
        Put(16, 1, Names);
        StartsAt(Names);
        Put(0, 'x');

        StartsAt(Node);
        Put(Encoding.ASCII.GetBytes("SNOD"));
        Put((byte[])[1, 0, 1, 0]);
        Put(8, Header, 0, 0, 0);
    }

    private void WriteDataset()
    {
        StartsAt(Header);
        Put((byte[])[1, 0, 3, 0, 1, 0, 0, 0, 88, 0, 0, 0, 0, 0, 0, 0]);
        Put((byte[])[0x01, 0, 16, 0, 0, 0, 0, 0]);
        StartsAt(Dataspace);
        Put((byte[])[1, 1, 0, 0, 0, 0, 0, 0]);
        Put(3);
        Put((byte[])[0x03, 0, 24, 0, 0, 0, 0, 0]);
        StartsAt(Datatype);
        Put((byte[])[0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0, 0, 0, 0, 0]);
        Put((byte[])[0x08, 0, 24, 0, 0, 0, 0, 0]);
        StartsAt(Layout);
        Put((byte[])[3, 1]);
        Put(Data, 12);
        Put(new byte[6]);
        StartsAt(Data);
        _writer.Write(1f);
        _writer.Write(2f);
        _writer.Write(3f);
        StartsAt(End);
    }

    private void StartsAt(int place) => Assert.Equal(place, _stream.Position);

    private void Put(byte[] bytes) => _writer.Write(bytes);

    private void Put(params ReadOnlySpan<ulong> numbers)
    {
        foreach (var number in numbers)
        {
            _writer.Write(number);
        }
    }
}
