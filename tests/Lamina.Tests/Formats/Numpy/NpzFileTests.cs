using System.IO.Compression;
using Lamina.Formats.Numpy;

namespace Lamina.Tests.Formats.Numpy;

public sealed class NpzFileTests : IDisposable
{
    private static readonly byte[] Array = Npy.Of("|u1", "(3,)", [1, 2, 3]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_come_back_in_their_order()
    {
        NpzFile.Write(_folder["a.npz"], NumpyExamples.All);
        var back = NpzFile.Read(_folder["a.npz"]);
        Assert.Equal(NumpyExamples.All.Keys, back.Keys);
        Assert.All(NumpyExamples.All, pair =>
        {
            Assert.Equal(pair.Value.ToString(), back[pair.Key].ToString());
            Assert.Equal(NpyFileTests.AsDoubles(pair.Value), NpyFileTests.AsDoubles(back[pair.Key]));
        });
    }

    [Fact]
    public void Equal_arrays_give_equal_files()
    {
        NpzFile.Write(_folder["a.npz"], NumpyExamples.All);
        NpzFile.Write(_folder["b.npz"], NumpyExamples.All);
        Assert.Equal(File.ReadAllBytes(_folder["a.npz"]), File.ReadAllBytes(_folder["b.npz"]));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Stored_and_deflated_entries_are_read(CompressionLevel level)
    {
        var arrays = NpzFile.Read(Zip(level, ("a.npy", Array), ("layers/", []), ("layers/b.npy", Array)), "z");
        Assert.Equal(["a", "layers/b"], arrays.Keys);
        Assert.Equal([1, 2, 3], arrays["layers/b"].Values<byte>());
    }

    [Fact]
    public void Names_that_climb_are_only_names() =>
        Assert.Equal(["../../etc/a", "/b"], NpzFile.Read(Zip(CompressionLevel.Fastest, ("../../etc/a.npy", Array), ("/b.npy", Array)), "z").Keys);

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        AssertBad(Zip(CompressionLevel.Fastest, ("a.npy", Array), ("a.npy", Array)), "z: every array of an .npz has a name of its own; 'a' is there twice.");
        KeyValuePair<string, Tensor>[] twice = [new("a", new[] { 1 }), new("a", new[] { 2 })];
        var e = Assert.Throws<ArgumentException>(() => NpzFile.Write(new MemoryStream(), twice));
        Assert.Equal("The stream: every array of an .npz has a name of its own; 'a' is given twice. (Parameter 'arrays')", e.Message);
    }

    [Fact]
    public void Entries_that_are_no_arrays_are_refused()
    {
        AssertBad(Zip(CompressionLevel.Fastest, ("readme.txt", [65])), "z: every entry of an .npz is an array called NAME.npy; this file has an entry 'readme.txt'.");
        AssertBad(Zip(CompressionLevel.Fastest, (".npy", Array)), "z: every entry of an .npz is an array called NAME.npy; this file has an entry '.npy'.");
        AssertBad(
            Zip(CompressionLevel.Fastest, ("a.npy", [65])),
            "z › a: a .npy file begins with 93 4E 55 4D 50 59 and a version of 2 bytes; this one begins with 41.");
    }

    [Fact]
    public void What_is_no_zip_is_refused()
    {
        var e = Assert.Throws<LaminaFormatException>(() => NpzFile.Read(new MemoryStream(Array), "z"));
        Assert.StartsWith("z: the zip file is damaged: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        var zip = Zip(CompressionLevel.NoCompression, ("a.npy", Array)).ToArray();
        var at = zip.AsSpan().IndexOf("}\n\x01\x02\x03"u8) + 2;
        zip[at] = 9;
        AssertBad(new MemoryStream(zip), "z › a: the data is damaged: its CRC-32 is 11A76C79; the zip file states 1FB43DC1.");
    }

    [Fact]
    public void A_bomb_costs_only_what_its_array_promises()
    {
        // 64 MiB of zeros behind an array of 3 bytes: 64 KiB in the file.
        var zip = Zip(CompressionLevel.SmallestSize, ("a.npy", [.. Array, .. new byte[64 << 20]]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertBad(
            zip,
            "z › a: the header states uint8[3]; the file goes on after its elements."
            + "\n  hint: a file of several arrays is read with NpyFile.Read(stream, name), once for each.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Any_cut_is_refused_and_never_crashes()
    {
        var whole = Zip(CompressionLevel.SmallestSize, ("a.npy", Array), ("b.npy", Array)).ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<LaminaFormatException>(() => NpzFile.Read(new MemoryStream(whole[..length]), "z"));
        }
    }

    [Fact]
    public void Any_changed_byte_gives_an_array_or_the_one_exception()
    {
        var whole = Zip(CompressionLevel.SmallestSize, ("a.npy", Array)).ToArray();
        for (var i = 0; i < whole.Length * 8; i++)
        {
            var changed = whole.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            try
            {
                Assert.All(NpzFile.Read(new MemoryStream(changed), "z").Values, a => Assert.Equal([1, 2, 3], a.Values<byte>()));
            }
            catch (LaminaFormatException)
            {
                // As it should.
            }
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        File.WriteAllText(_folder["a.npz"], "old");
        var formula = new Variable("w", "w", [1], DType.Float32, trainable: true).Value;
        var e = Assert.Throws<InvalidOperationException>(
            () => NpzFile.Write(_folder["a.npz"], [new("ok", new[] { 1 }), new("w", formula)]));
        Assert.StartsWith($"{_folder["a.npz"]} › w: only tensors that have values can be written;", e.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["a.npz"]));
        Assert.Equal(["a.npz"], _folder.Files);
    }

    private static void AssertBad(MemoryStream data, string message) =>
        Assert.Equal(message, Assert.Throws<LaminaFormatException>(() => NpzFile.Read(data, "z")).Message);

    private static MemoryStream Zip(CompressionLevel level, params (string Name, byte[] Data)[] entries)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, data) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(data);
            }
        }

        memory.Position = 0;
        return memory;
    }
}
