using Lamina.Formats.Hdf5;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>Files with a wrong byte here or there: the message names file, object, what is expected, and what is there.</summary>
public sealed class HostileFileTests
{
    private const string Whole = "\n  hint: it was not copied or written to its end.";

    public static TheoryData<int, byte[], string> Cases => new()
    {
        { 0, [0x88], "an HDF5 file begins with 89 48 44 46 0D 0A 1A 0A, at byte 0, 512, 1024, 2048 or so on; this one of 396 bytes does not." },
        { 8, [9], "› /: the superblock has version 9 at byte 8; Lamina reads versions 0 to 3." },
        { 13, [3], "› /: addresses and lengths take 2, 4 or 8 bytes; the superblock says 3 and 8 at byte 13." },
        { 40, [0x8D], "from byte 0 on, the file has 397 bytes, says the superblock; there are 396." + Whole },
        { 64, [0x00, 0x10], "› /: the object header is expected at byte 4096; the file ends at byte 396." },
        { 64, Eight(-1), "› /: the object header is expected; its address is undefined." },
        { 64, [8], "› /: the object header has version 0 at byte 8; Lamina reads version 1." },
        { HandMadeFile.RootHeader + 16, [0x21], "› /: the root group is expected at byte 96; there is another object." },
        { HandMadeFile.RootHeader + 18, [17], "› /: the object header ends at byte 136; 17 bytes are expected at byte 120." },
        { HandMadeFile.Tree, "FREE"u8.ToArray(), "› /: the B-tree of the group is expected to begin with TREE at byte 136; there is 46 52 45 45." },
        { HandMadeFile.Tree + 4, [1], "› /: the B-tree of the group is expected to have a node of type 0 at byte 136; there is one of type 1 and level 0." },
        { HandMadeFile.Tree + 5, [1], "› /: the B-tree of the group is expected to begin with TREE at byte 232; there is 53 4E 4F 44." },
        { HandMadeFile.Tree + 6, [2], "› /: the symbol table node is expected at byte 1346454856; the file ends at byte 396." },
        { HandMadeFile.Tree + 32, [136], "› /: the symbol table node is expected to begin with SNOD at byte 136; there is 54 52 45 45." },
        { HandMadeFile.Heap + 8, [8], "› /: the local heap at byte 216 has 8 bytes; a name is expected at its byte 8." },
        { HandMadeFile.Names + 9, [.. Enumerable.Repeat((byte)'y', 7)], "› /: the local heap ends at byte 232; 1 bytes are expected at byte 232." },
        { HandMadeFile.Node + 6, [2], "› /: the local heap at byte 216 has 16 bytes; a name is expected at its byte 4295163905." },
        { HandMadeFile.Header + 2, [2], "› /x: Lamina reads groups and datasets; this is another object, such as a named datatype." },
        { HandMadeFile.Header + 8, [0x58, 1], "› /x: the file ends at byte 396, within the object header; 344 bytes are expected at byte 296." },
        { HandMadeFile.Dataspace, [3], "› /x: the message dataspace of the object header has version 3 at byte 304; Lamina reads versions 1 to 2." },
        { HandMadeFile.Dataspace + 1, [33], "› /x: a dataspace has at most 32 axes; this one has 33." },
        { HandMadeFile.Dataspace + 1, [2], "› /x: the message dataspace of the object header ends at byte 320; 8 bytes are expected at byte 320." },
        { HandMadeFile.Dataspace + 8, [4], "› /x: the shape [4] of float32 takes 16 bytes; the data layout says 12." },
        { HandMadeFile.Dataspace + 13, [1], "› /x: an array has at most 2147483591 elements; the shape is [1099511627779]." },
        { HandMadeFile.Datatype, [0x1F], "› /x: Lamina reads integers and floats of the usual sizes, booleans and texts; this dataset has the type datatype class 15." },
        { HandMadeFile.Datatype + 4, [0, 0], "› /x: an element takes 1 to 2147483647 bytes; the datatype says 0 at byte 332." },
        { HandMadeFile.Layout, [7], "› /x: the message data layout of the object header has version 7 at byte 360; Lamina reads versions 1 to 4." },
        { HandMadeFile.Layout + 1, [4], "› /x: data is compact (0), contiguous (1), chunked (2) or virtual (3); the data layout says 4." },
        { HandMadeFile.Layout + 2, [0x81], "› /x: the data is expected at byte 385, 12 bytes long; the file ends at byte 396." },
        { HandMadeFile.Layout + 1, [2, 1], "› /x: a chunk has the dataset's axes and elements, 1 axes of elements of 4 bytes; the data layout says [0], the last for the element." },
        { HandMadeFile.Layout - 8, [0x10, 0, 16, 0, 0, 0, 0, 0, .. Eight(HandMadeFile.Header), .. Eight(500)], "› /x: the object header continues at byte 280 with 500 bytes, which it has used already or which the file of 396 bytes has not." },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_wrong_byte_is_told(int at, byte[] bytes, string message)
    {
        var file = HandMadeFile.Create();
        bytes.CopyTo(file, at);
        var error = Assert.Throws<LaminaFormatException>(() => ReadAll(file));
        Assert.Equal(message[0] == '›' ? $"x.h5 {message}" : $"x.h5: {message}", error.Message);
    }

    [Fact]
    public void The_file_itself_is_read()
    {
        var (path, tensor) = Assert.Single(ReadAll(HandMadeFile.Create()));
        Assert.Equal("x", path);
        Assert.Equal([1f, 2f, 3f], tensor.Values<float>());
    }

    [Fact]
    public void No_byte_and_no_length_brings_anything_but_an_error_or_values()
    {
        var whole = HandMadeFile.Create();
        for (var at = 0; at < whole.Length; at++)
        {
            Assert.Throws<LaminaFormatException>(() => ReadAll(whole[..at]));
            foreach (byte value in (byte[])[0, 1, 0x7F, 0x80, 0xFF, (byte)(whole[at] + 1), (byte)(whole[at] ^ 8)])
            {
                var file = (byte[])whole.Clone();
                file[at] = value;
                Try(file);
            }
        }
    }

    private static void Try(byte[] file)
    {
        try
        {
            ReadAll(file);
        }
        catch (LaminaFormatException)
        {
            // What this is about: nothing else may come out.
        }
    }

    private static List<(string Path, Tensor Tensor)> ReadAll(byte[] bytes)
    {
        using var file = Hdf5File.Open(new MemoryStream(bytes), "x.h5");
        _ = file.Root.Attributes;
        foreach (var name in file.Root.Names)
        {
            _ = file.Root.Find(name);
        }

        return [.. file.Root.Datasets().Select(d => (d.Path, d.Dataset.Read()))];
    }

    private static byte[] Eight(long number) => BitConverter.GetBytes(number);
}
