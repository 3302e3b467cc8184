using System.IO.Compression;
using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class IdxFileTests
{
    private static readonly byte[] Good = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "empty", [], "empty: IDX begins with a magic number of 4 bytes; the file ends after 0." },
        { "magic cut", Good[..3], "magic cut: IDX begins with a magic number of 4 bytes; the file ends after 3." },
        { "png", [0x89, 0x50, 0x4E, 0x47], "png: IDX begins with the bytes 00 00; this file begins with 89 50. It is another format." },
        { "floats", [0, 0, 0x0D, 1, 0, 0, 0, 0], "floats: Lamina reads IDX of unsigned bytes (type code 0x08); this file has type code 0x0D (32-bit float)." },
        { "odd type", [0, 0, 0x77, 1, 0, 0, 0, 0], "odd type: Lamina reads IDX of unsigned bytes (type code 0x08); this file has type code 0x77 (unknown)." },
        { "no axes", [0, 0, 8, 0, 1], "no axes: IDX has at least one axis; the header of this file says 0." },
        { "axes cut", Good[..10], "axes cut: the header promises 2 axes, which take 8 bytes; the file ends after 6." },
        { "short", Good[..^1], "short: the header promises 2 x 3 = 6 bytes; the file ends after 5." },
        { "long", [.. Good, 7], "long: the header promises 2 x 3 = 6 bytes; the file goes on after them." },
        { "short vector", [0, 0, 8, 1, 0, 0, 0, 4, 1], "short vector: the header promises 4 bytes; the file ends after 1." },
        { "huge axis", [0, 0, 8, 1, 255, 255, 255, 255, 1], "huge axis: the header promises 4294967295 bytes; a tensor holds at most 2147483591." },
        { "huge product", [0, 0, 8, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], "huge product: the header promises 65536 x 65536 x 65536 bytes; a tensor holds at most 2147483591." },
        { "huge with zero", [0, 0, 8, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], "huge with zero: the header promises 0 x 65536 x 65536 bytes; a tensor holds at most 2147483591." },
    };

    [Fact]
    public void Plain_data_is_read() => AssertGood(IdxFile.Read(new MemoryStream(Good), "plain"));

    [Fact]
    public void Compressed_data_is_read_whatever_its_name() => AssertGood(IdxFile.Read(new MemoryStream(Gzip(Good)), "plain"));

    [Fact]
    public void A_stream_that_cannot_seek_is_read() =>
        AssertGood(IdxFile.Read(new GZipStream(new MemoryStream(Gzip(Good)), CompressionMode.Decompress), "pipe"));

    [Fact]
    public void An_axis_of_length_0_is_an_empty_tensor() =>
        Assert.Equal("uint8[0, 28]", IdxFile.Read(new MemoryStream([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 28]), "none").ToString());

    [Theory, MemberData(nameof(Bad))]
    public void Bad_data_is_refused_with_its_numbers(string name, byte[] data, string message)
    {
        Assert.Equal(message, Assert.Throws<LaminaFormatException>(() => IdxFile.Read(new MemoryStream(data), name)).Message);
        Assert.Equal(message, Assert.Throws<LaminaFormatException>(() => IdxFile.Read(new MemoryStream(Gzip(data)), name)).Message);
    }

    [Fact]
    public void A_header_that_promises_the_60000_images_costs_only_what_arrives()
    {
        byte[] data = [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[1234]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<LaminaFormatException>(() => IdxFile.Read(new MemoryStream(Gzip(data)), "train-images-idx3-ubyte.gz"));
        Assert.Equal("train-images-idx3-ubyte.gz: the header promises 60000 x 28 x 28 = 47040000 bytes; the file ends after 1234.", e.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Damaged_gzip_is_refused()
    {
        var data = Gzip([0, 0, 8, 1, 0, 0, 0x10, 0, .. new byte[4096]]);
        data[^6] ^= 0xFF;
        var e = Assert.Throws<LaminaFormatException>(() => IdxFile.Read(new MemoryStream(data), "a.gz"));
        Assert.StartsWith("a.gz: the gzip data is damaged: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_gzip_is_refused()
    {
        var random = new byte[10_000];
        new Random(1).NextBytes(random);
        var data = Gzip([0, 0, 8, 1, 0, 0, 0x27, 0x10, .. random]);
        var e = Assert.Throws<LaminaFormatException>(() => IdxFile.Read(new MemoryStream(data[..5000]), "a.gz"));
        Assert.StartsWith("a.gz: the ", e.Message, StringComparison.Ordinal);
    }

    private static void AssertGood(Tensor tensor)
    {
        Assert.Equal("uint8[2, 3]", tensor.ToString());
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6 }, tensor.Values<byte>());
    }

    private static byte[] Gzip(byte[] data)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(data);
        }

        return memory.ToArray();
    }
}
