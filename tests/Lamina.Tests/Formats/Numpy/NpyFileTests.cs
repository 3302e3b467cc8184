using System.IO.Compression;
using Lamina.Formats.Numpy;

namespace Lamina.Tests.Formats.Numpy;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string, double[]> Types => new()
    {
        { "<f2", [0x00, 0x3C, 0x00, 0xC1], "float32[2]", [1, -2.5] },
        { ">f2", [0x3C, 0x00, 0xC1, 0x00], "float32[2]", [1, -2.5] },
        { "<f4", [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0], "float32[2]", [1, -2.5] },
        { ">f4", [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0], "float32[2]", [1, -2.5] },
        { "<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0], "float64[2]", [1, -2.5] },
        { ">f8", [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0], "float64[2]", [1, -2.5] },
        { "|i1", [1, 0xFE], "int32[2]", [1, -2] },
        { "<i2", [1, 0, 0xFE, 0xFF], "int32[2]", [1, -2] },
        { ">i2", [0, 1, 0xFF, 0xFE], "int32[2]", [1, -2] },
        { "<i4", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], "int32[2]", [1, -2] },
        { ">i4", [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], "int32[2]", [1, -2] },
        { "<i8", [1, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "int64[2]", [1, -2] },
        { ">i8", [0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE], "int64[2]", [1, -2] },
        { "|u1", [1, 0xFE], "uint8[2]", [1, 254] },
        { "<u2", [1, 0, 0xFE, 0xFF], "int32[2]", [1, 65534] },
        { ">u2", [0, 1, 0xFF, 0xFE], "int32[2]", [1, 65534] },
        { "<u4", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], "int64[2]", [1, 4294967294] },
        { ">u4", [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], "int64[2]", [1, 4294967294] },
        { "<u8", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], "int64[2]", [1, 4294967296] },
        { ">u8", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0], "int64[2]", [1, 4294967296] },
        { "|b1", [0, 2], "bool[2]", [0, 1] },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "empty", [], "empty: a .npy file begins with 93 4E 55 4D 50 59 and a version of 2 bytes; this one begins with nothing." },
        { "zip", [0x50, 0x4B, 3, 4], "zip: a .npy file begins with 93 4E 55 4D 50 59 and a version of 2 bytes; this one begins with 50 4B 03 04." },
        { "v4", Npy.Of("<f4", "()", new byte[4], version: 4), "v4: Lamina reads .npy of versions 1.0, 2.0 and 3.0; this file has 4.0." },
        { "no length", [0x93, .. "NUMPY"u8, 2, 0, 1], "no length: the length of the header takes 4 bytes; the file ends after 1 of them." },
        { "long header", [0x93, .. "NUMPY"u8, 2, 0, 0, 0, 0, 255], "long header: Lamina reads headers of .npy of at most 1048576 bytes; this one claims 4278190080." },
        { "cut header", Npy.Of("<f4", "()", [])[..20], "cut header: the header is 56 bytes long; the file ends after 10 of them." },
        { "cut", Npy.Of("<f4", "(2, 3)", new byte[23]), "cut: the header states the shape [2, 3] of type '<f4', which is 24 bytes; the file ends after 23." },
        { "huge", Npy.Of("<f8", "(2000000000,)", new byte[9]), "huge: the header states the shape [2000000000] of type '<f8', which is 16000000000 bytes; the file ends after 9." },
        { "overflow", Npy.Of("<f4", "(65536, 65536, 65536)", []), "overflow: the header states the shape (65536, 65536, 65536); a tensor holds at most 2147483591 elements." },
        { "negative", Npy.Of("<f4", "(-1, 2)", []), "negative: the header states the shape (-1, 2); a tensor holds at most 2147483591 elements." },
        { "bignum", Npy.Of("<f4", "(99999999999999999999,)", []), "bignum: the header needs an integer of at most 64 bits at character 51; it has '9'." },
        { "axes", Npy.Of("<f4", $"({string.Concat(Enumerable.Repeat("1, ", 65))})", []), "axes: an array of NumPy has at most 64 axes; the header states 65." },
        { "objects", Npy.Of("|O", "(1,)", []), "objects: Lamina reads booleans, integers and floats of NumPy; this array has the type '|O' (Python objects, which could run code when read)." },
        { "text", Npy.Of("<U5", "(1,)", []), "text: Lamina reads booleans, integers and floats of NumPy; this array has the type '<U5' (text)." },
        { "complex", Npy.Of("<c8", "(1,)", []), "complex: Lamina reads booleans, integers and floats of NumPy; this array has the type '<c8' (complex numbers)." },
        { "long double", Npy.Of("<f16", "(1,)", []), "long double: Lamina reads booleans, integers and floats of NumPy; this array has the type '<f16' (a float of that many bytes)." },
        { "uint64", Npy.Of("<u8", "(1,)", [0, 0, 0, 0, 0, 0, 0, 0x80]), "uint64: uint64 is read as int64, whose largest value is 9223372036854775807; the array holds 9223372036854775808." },
        { "records", Npy.WithHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", []), "records: the array has structured elements (records of named fields); a tensor holds numbers of one type.\n  hint: save each field as an array of its own." },
        { "no shape", Npy.WithHeader("{'descr': '<f4', 'fortran_order': False}", []), "no shape: a header of .npy has the keys descr, fortran_order and shape; this one lacks shape." },
        { "twice", Npy.WithHeader("{'descr': '<f4', 'descr': '<f8'}", []), "twice: a header of .npy has the keys descr, fortran_order and shape, each once; this one has 'descr' before character 25." },
        { "extra", Npy.WithHeader("{'x': 1}", []), "extra: a header of .npy has the keys descr, fortran_order and shape, each once; this one has 'x' before character 5." },
        { "no dict", Npy.WithHeader("[1]", []), "no dict: the header needs '{' at character 0; it has '['." },
        { "open", Npy.WithHeader("{'shape': (3,", []), "open: the header needs an integer of at most 64 bits at character 13; it ends there." },
        { "no tuple", Npy.WithHeader("{'shape': (3)}", []), "no tuple: the header needs ',' at character 12; it has ')'." },
        { "no bool", Npy.WithHeader("{'fortran_order': 1}", []), "no bool: the header needs True or False at character 18; it has '1'." },
        { "code", Npy.WithHeader("{'shape': (3,)} or f()", []), "code: the header needs nothing after the closing brace at character 16; it has 'o'." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Types))]
    public void Every_type_is_read_in_both_byte_orders(string descr, byte[] data, string type, double[] values)
    {
        var tensor = NpyFile.Read(new MemoryStream(Npy.Of(descr, "(2,)", data)), "a");
        Assert.Equal(type, tensor.ToString());
        Assert.Equal(values, AsDoubles(tensor));
    }

    [Theory]
    [InlineData("(3L, 2L)", 2)]
    [InlineData("(3,2)", 3)]
    [InlineData("( 3 , 2 , )", 1)]
    public void Every_version_and_spelling_is_read(string shape, byte version) =>
        Assert.Equal("uint8[3, 2]", NpyFile.Read(new MemoryStream(Npy.Of("|u1", shape, new byte[6], version: version)), "a").ToString());

    [Fact]
    public void Fortran_order_becomes_row_major()
    {
        byte[] values = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        var tensor = NpyFile.Read(new MemoryStream(Npy.Of("|u1", "(2, 3, 4)", values, fortran: true)), "a");
        var expected = from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 4) select (byte)(i + (2 * j) + (6 * k));
        Assert.Equal(expected, tensor.Values<byte>());
        Assert.Equal("uint8[0, 3]", NpyFile.Read(new MemoryStream(Npy.Of("|u1", "(0, 3)", [], fortran: true)), "a").ToString());
    }

    [Theory, MemberData(nameof(Bad))]
    public void Bad_data_is_refused_with_its_numbers(string name, byte[] data, string message)
    {
        // Through a stream of unknown length, too, where nothing can be known beforehand.
        Assert.Equal(message, Assert.Throws<LaminaFormatException>(() => NpyFile.Read(new MemoryStream(data), name)).Message);
        using var pipe = new GZipStream(new MemoryStream(Gzip(data)), CompressionMode.Decompress);
        Assert.Equal(message, Assert.Throws<LaminaFormatException>(() => NpyFile.Read(pipe, name)).Message);
    }

    [Fact]
    public void A_false_promise_costs_only_what_arrives()
    {
        var data = new MemoryStream(Npy.Of("<f8", "(2000000000,)", new byte[100]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LaminaFormatException>(() => NpyFile.Read(data, "a"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void A_stream_is_left_behind_the_array_and_a_file_must_end_there()
    {
        byte[] two = [.. Npy.Of("|u1", "(2,)", [1, 2]), .. Npy.Of("|u1", "()", [3])];
        var stream = new MemoryStream(two);
        Assert.Equal([1, 2], NpyFile.Read(stream, "a").Values<byte>());
        Assert.Equal([3], NpyFile.Read(stream, "a").Values<byte>());

        File.WriteAllBytes(_folder["two.npy"], two);
        var e = Assert.Throws<LaminaFormatException>(() => NpyFile.Read(_folder["two.npy"]));
        Assert.Equal(
            $"{_folder["two.npy"]}: the header states uint8[2]; the file goes on after its elements."
            + "\n  hint: a file of several arrays is read with NpyFile.Read(stream, name), once for each.",
            e.Message);
    }

    [Fact]
    public void What_is_written_is_what_NumPy_writes()
    {
        var stream = new MemoryStream();
        NpyFile.Write(stream, new float[,] { { 1, 2 } });
        var expected = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
        Assert.Equal(Npy.WithHeader(expected.PadRight(117) + '\n', [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]), stream.ToArray());
    }

    [Fact]
    public void Every_dtype_and_shape_comes_back()
    {
        foreach (var tensor in NumpyExamples.All.Values)
        {
            NpyFile.Write(_folder["a.npy"], tensor);
            var back = NpyFile.Read(_folder["a.npy"]);
            Assert.Equal(tensor.ToString(), back.ToString());
            Assert.Equal(AsDoubles(tensor), AsDoubles(back));
        }
    }

    [Fact]
    public void A_large_array_passes_in_pieces()
    {
        var values = Enumerable.Range(0, 700_001).Select(i => i * 0.5f).ToArray();
        NpyFile.Write(_folder["a.npy"], values);
        using var pipe = new GZipStream(new MemoryStream(Gzip(File.ReadAllBytes(_folder["a.npy"]))), CompressionMode.Decompress);
        Assert.Equal(values, NpyFile.Read(pipe, "pipe").Values<float>());
        Assert.Equal(values, NpyFile.Read(_folder["a.npy"]).Values<float>());
    }

    [Fact]
    public void A_formula_is_not_written()
    {
        File.WriteAllText(_folder["a.npy"], "old");
        var weight = new Variable("kernel", "dense/kernel", [2], DType.Float32, trainable: true);
        var e = Assert.Throws<InvalidOperationException>(() => NpyFile.Write(_folder["a.npy"], weight.Value));
        Assert.Equal(
            $"{_folder["a.npy"]}: only tensors that have values can be written; this one is computed by Variable(dense/kernel):"
            + " float32[2].\n  hint: compute it first and write the result.",
            e.Message);
        Assert.Equal("old", File.ReadAllText(_folder["a.npy"]));
    }

    internal static double[] AsDoubles(Tensor tensor) =>
        [.. Lamina.Formats.ConcreteValues.TryGet(tensor)!.Cast<object>().Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture))];

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
