using System.IO.Compression;
using System.Text;
using Lamina.Formats.SafeTensors;
using Lamina.Tests.Formats.Numpy;

namespace Lamina.Tests.Formats.SafeTensors;

public sealed class SafeTensorsFileTests : IDisposable
{
    private const string Rule = "the tensors of a .safetensors file lie without gaps one behind another; this one";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string, double[]> Types => new()
    {
        { "F16", [0x00, 0x3C, 0x00, 0xC1], "float32[2]", [1, -2.5] },
        { "BF16", [0x80, 0x3F, 0x20, 0xC0], "float32[2]", [1, -2.5] },
        { "F32", [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0], "float32[2]", [1, -2.5] },
        { "F64", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0], "float64[2]", [1, -2.5] },
        { "I8", [1, 0xFE], "int32[2]", [1, -2] },
        { "I16", [1, 0, 0xFE, 0xFF], "int32[2]", [1, -2] },
        { "I32", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], "int32[2]", [1, -2] },
        { "I64", [1, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "int64[2]", [1, -2] },
        { "U8", [1, 0xFE], "uint8[2]", [1, 254] },
        { "U16", [1, 0, 0xFE, 0xFF], "int32[2]", [1, 65534] },
        { "U32", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], "int64[2]", [1, 4294967294] },
        { "U64", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], "int64[2]", [1, 4294967296] },
        { "BOOL", [0, 2], "bool[2]", [0, 1] },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "empty", [], "empty: a .safetensors file begins with 8 bytes that state the length of its header; this file ends after 0 of them." },
        { "short", [1, 2, 3], "short: a .safetensors file begins with 8 bytes that state the length of its header; this file ends after 3 of them." },
        { "text", "A text that is none."u8.ToArray(), "text: the header of a .safetensors file is at most 100000000 bytes long; this one claims 8367816168101388353.\n  hint: the file may be of another format." },
        { "long", SafeTensorsBytes.WithLength(100_000_001, "{}"), "long: the header of a .safetensors file is at most 100000000 bytes long; this one claims 100000001.\n  hint: the file may be of another format." },
        { "negative", SafeTensorsBytes.WithLength(-1, "{}"), "negative: the header of a .safetensors file is at most 100000000 bytes long; this one claims 18446744073709551615.\n  hint: the file may be of another format." },
        { "cut header", SafeTensorsBytes.WithLength(99, "{}"), "cut header: the header is 99 bytes long; the file ends after 2 of them." },
        { "no header", SafeTensorsBytes.Of(""), "no header: the header of a .safetensors file begins with '{'; this one begins with nothing." },
        { "space first", SafeTensorsBytes.Of(" {}"), "space first: the header of a .safetensors file begins with '{'; this one begins with the byte 20." },
        { "list", SafeTensorsBytes.Of("[]"), "list: the header of a .safetensors file begins with '{'; this one begins with the byte 5B." },
        { "not UTF-8", [1, 0, 0, 0, 0, 0, 0, 0, 0xFF], "not UTF-8: the header of a .safetensors file begins with '{'; this one begins with the byte FF." },
        { "half UTF-8", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xC3], "half UTF-8: the header of a .safetensors file is UTF-8; this one is not." },
        { "number", SafeTensorsBytes.Of("""{"a":1}"""), "number › a: here stands an object with dtype, shape and data_offsets; this file has the number 1." },
        { "null", SafeTensorsBytes.Of("""{"a":null}"""), "null › a: here stands an object with dtype, shape and data_offsets; this file has null." },
        { "dtype", SafeTensorsBytes.Of("""{"a":{"dtype":{}}}"""), "dtype › a › dtype: here stands a text; this file has an object." },
        { "shape", SafeTensorsBytes.Of("""{"a":{"shape":"2"}}"""), "shape › a › shape: here stands a list of whole numbers; this file has a text." },
        { "axis", SafeTensorsBytes.Of("""{"a":{"shape":[-1]}}"""), "axis › a › shape: here stands a list of whole numbers from 0 to 9223372036854775807; this file has the number -1." },
        { "half an axis", SafeTensorsBytes.Of("""{"a":{"shape":[0.5]}}"""), "half an axis › a › shape: here stands a list of whole numbers from 0 to 9223372036854775807; this file has the number 0.5." },
        { "large axis", SafeTensorsBytes.Of("""{"a":{"shape":[9223372036854775808]}}"""), "large axis › a › shape: here stands a list of whole numbers from 0 to 9223372036854775807; this file has the number 9223372036854775808." },
        { "nested", SafeTensorsBytes.Of("""{"a":{"shape":[[2]]}}"""), "nested › a › shape: here stands a list of whole numbers from 0 to 9223372036854775807; this file has a list." },
        { "axes", SafeTensorsBytes.Of($$$"""{"a":{"shape":[{{{string.Join(',', Enumerable.Repeat(1, 65))}}}]}}"""), "axes › a › shape: Lamina reads lists of at most 64 numbers there; this one is longer." },
        { "offsets", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0]}}"""), "offsets › a: data_offsets are two numbers, begin and end; these are [0]." },
        { "turned", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}"""), "turned › a: data_offsets are two numbers, begin and end; these are [2, 0]." },
        { "no dtype", SafeTensorsBytes.Of("""{"a":{"shape":[2],"data_offsets":[0,2]}}"""), "no dtype › a: a tensor of a .safetensors file has dtype, shape and data_offsets; this one lacks dtype." },
        { "no shape", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","data_offsets":[0,2]}}"""), "no shape › a: a tensor of a .safetensors file has dtype, shape and data_offsets; this one lacks shape." },
        { "no offsets", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[2]}}"""), "no offsets › a: a tensor of a .safetensors file has dtype, shape and data_offsets; this one lacks data_offsets." },
        { "dtype twice", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","dtype":"U8"}}"""), "dtype twice › a: dtype is there twice." },
        { "twice", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{}}"""), "twice: every tensor of a .safetensors file has a name of its own; 'a' is there twice." },
        { "notes twice", SafeTensorsBytes.Of("""{"__metadata__":{},"__metadata__":{}}"""), "notes twice: every tensor of a .safetensors file has a name of its own; '__metadata__' is there twice." },
        { "notes", SafeTensorsBytes.Of("""{"__metadata__":[]}"""), "notes › __metadata__: here stands an object of texts; this file has a list." },
        { "note", SafeTensorsBytes.Of("""{"__metadata__":{"x":true}}"""), "note › __metadata__ › x: here stands a text; this file has true." },
        { "type", SafeTensorsBytes.OfTwo("Q9", [0, 0]), "type › a: 'Q9' is no type that Lamina knows of .safetensors; it reads BOOL, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64." },
        { "float8", SafeTensorsBytes.OfTwo("F8_E4M3", [0, 0]), "float8 › a: Lamina reads BOOL, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64 of .safetensors; this tensor is F8_E4M3.\n  hint: write it as F16 or BF16 where it was made." },
        { "float4", SafeTensorsBytes.OfTwo("F4", [0]), "float4 › a: Lamina reads BOOL, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64 of .safetensors; this tensor is F4.\n  hint: write it as F16 or BF16 where it was made." },
        { "bytes", SafeTensorsBytes.OfTwo("F32", [0, 0, 0]), "bytes › a: F32 of shape [2] takes 8 bytes; data_offsets [0, 3] are 3." },
        { "half a byte", SafeTensorsBytes.Of("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}""", 0, 0), "half a byte › a: F4 of shape [3] takes no possible number of bytes; data_offsets [0, 2] are 2." },
        { "overflow", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"""), "overflow › a: U8 of shape [4294967296, 4294967296] takes no possible number of bytes; data_offsets [0, 0] are 0." },
        { "empty, but large", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[0,4294967296],"data_offsets":[0,0]}}"""), "empty, but large › a: the header states the shape [0, 4294967296]; a tensor holds at most 2147483591 elements." },
        { "gap", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 1, 2, 3), $"gap › b: {Rule} begins at 2, where the one before ends at 1." },
        { "gap at the start", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 1, 2), $"gap at the start › a: {Rule} begins at 1, where the one before ends at 0." },
        { "overlap", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 1, 2, 3), $"overlap › b: {Rule} begins at 1, where the one before ends at 2." },
        { "cut", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", 1, 2), "cut: the header states tensors of 3 bytes in all; 2 follow it." },
        { "more", SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, 2), "more: the header states tensors of 1 bytes in all; 2 follow it." },
        { "huge", SafeTensorsBytes.Of("""{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}""", 1), "huge: the header states tensors of 4000000000 bytes in all; 1 follow it." },
        { "uint64", SafeTensorsBytes.Of("""{"a":{"dtype":"U64","shape":[],"data_offsets":[0,8]}}""", 0, 0, 0, 0, 0, 0, 0, 0x80), "uint64 › a: uint64 is read as int64, whose largest value is 9223372036854775807; the array holds 9223372036854775808." },
    };

    public static TheoryData<string> BadJson => ["{", "{}}", "{} x", "{\"a\"}", "{\"__metadata__\":{},}", "{'a':1}", "{}\0", "{\"\\ud800\":{}}", "{\"a\":{\"dtype\":\"\\udc00\"}}"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Types))]
    public void Types_are_read(string dtype, byte[] data, string expected, double[] values)
    {
        var tensor = SafeTensorsFile.Read(new MemoryStream(SafeTensorsBytes.OfTwo(dtype, data)), "t")["a"];
        Assert.Equal(expected, tensor.ToString());
        Assert.Equal(values, NpyFileTests.AsDoubles(tensor));
    }

    [Theory, MemberData(nameof(Bad))]
    public void What_is_wrong_is_said(string name, byte[] bytes, string expected)
    {
        Assert.Equal(expected, Assert.Throws<LaminaFormatException>(() => SafeTensorsFile.Read(new MemoryStream(bytes), name)).Message);
        Assert.Equal(expected, Assert.Throws<LaminaFormatException>(() => ReadOneByOne(new MemoryStream(bytes), name)).Message);
    }

    [Theory, MemberData(nameof(BadJson))]
    public void What_is_no_JSON_is_refused(string header)
    {
        var e = Assert.Throws<LaminaFormatException>(() => SafeTensorsFile.Read(new MemoryStream(SafeTensorsBytes.Of(header)), "j"));
        Assert.StartsWith("j: the header of a .safetensors file is JSON; this one is not: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_come_back_in_the_order_of_the_format()
    {
        SafeTensorsFile.Write(_folder["a.safetensors"], NumpyExamples.All);
        var back = SafeTensorsFile.Read(_folder["a.safetensors"]);
        Assert.Equal(["filled", "int64", "float64", "empty", "float32", "scalar", "axes", "int32", "uint8", "bool"], back.Keys);
        Assert.All(NumpyExamples.All, pair =>
        {
            Assert.Equal(pair.Value.ToString(), back[pair.Key].ToString());
            Assert.Equal(NpyFileTests.AsDoubles(pair.Value), NpyFileTests.AsDoubles(back[pair.Key]));
        });
    }

    [Fact]
    public void A_file_is_written_to_the_byte()
    {
        using var stream = new MemoryStream();
        KeyValuePair<string, Tensor>[] tensors =
        [
            new("b", new byte[] { 7 }), new("ä/\"", Tensor.From<float>([1], [1, 1])), new("a", Tensor.From<float>([2], Shape.Scalar)),
        ];
        SafeTensorsFile.Write(stream, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        var header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}"""
            + ""","ä/\"":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]},"b":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}""";
        var length = Encoding.UTF8.GetByteCount(header);
        var padded = header + new string(' ', (8 - (length % 8)) % 8);
        Assert.Equal(SafeTensorsBytes.Of(padded, 0, 0, 0, 0x40, 0, 0, 0x80, 0x3F, 7), stream.ToArray());
    }

    [Fact]
    public void An_empty_file_is_written_and_read()
    {
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, []);
        Assert.Equal(SafeTensorsBytes.Of("{}      "), stream.ToArray());
        stream.Position = 0;
        Assert.Empty(SafeTensorsFile.Read(stream, "none"));
    }

    [Fact]
    public void One_tensor_is_read_without_the_others()
    {
        var bytes = SafeTensorsBytes.Of(
            """{"b":{"dtype":"F8_E5M2","shape":[1,2],"data_offsets":[1,3],"more":{"x":[1]}},"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}    """, 5, 6, 7);
        using var reader = SafeTensorsReader.Open(new MemoryStream(bytes), "x");
        Assert.Equal(["a U8[1]", "b F8_E5M2[1, 2]"], reader.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([KeyValuePair.Create("format", "pt")], reader.Metadata);
        Assert.Equal([5], reader.Read("a").Values<byte>());
        Assert.Equal(
            "x holds no tensor 'c'; it holds 2 others. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => reader.Read("c")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_cannot_seek_is_read(bool isCut)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(isCut ? SafeTensorsBytes.OfTwo("U8", [1, 2])[..^1] : SafeTensorsBytes.OfTwo("U8", [1, 2]));
        }

        packed.Position = 0;
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        if (isCut)
        {
            var e = Assert.Throws<LaminaFormatException>(() => SafeTensorsFile.Read(stream, "g"));
            Assert.Equal("g › a: the header states the shape [2] of type '|u1', which is 2 bytes; the file ends after 1.", e.Message);
        }
        else
        {
            Assert.Equal([1, 2], SafeTensorsFile.Read(stream, "g")["a"].Values<byte>());
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("__metadata__", "kept for notes")]
    [InlineData("a", "given twice")]
    public void Names_that_no_tensor_can_have_are_refused(string name, string what)
    {
        KeyValuePair<string, Tensor>[] tensors = [new("a", new[] { 1 }), new(name, new[] { 2 })];
        var e = Assert.Throws<ArgumentException>(() => SafeTensorsFile.Write(_folder["x.safetensors"], tensors));
        Assert.Equal(
            $"{_folder["x.safetensors"]}: every tensor of a .safetensors file has a name of its own; '{name}' is {what}. (Parameter 'tensors')", e.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Strings_are_refused()
    {
        KeyValuePair<string, Tensor>[] tensors = [new("a", new[] { "x" })];
        Assert.Equal(
            "A .safetensors file holds numbers; it was given string.\n  hint: File.WriteAllLines keeps strings, one a line.",
            Assert.Throws<DTypeMismatchException>(() => SafeTensorsFile.Write(new MemoryStream(), tensors)).Message);
    }

    [Fact]
    public void Changed_bytes_give_tensors_or_the_error_of_formats()
    {
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, NumpyExamples.All, new Dictionary<string, string> { ["format"] = "pt" });
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 5000; i++)
        {
            var bytes = stream.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                SafeTensorsFile.Read(new MemoryStream(bytes[..(i % 4 == 0 ? random.Next(bytes.Length) : bytes.Length)]), "m");
            }
            catch (LaminaFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 2000, 4999);
    }

    [Fact]
    public void A_promise_costs_no_memory()
    {
        var bytes = SafeTensorsBytes.WithLength(99_999_999, "{");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LaminaFormatException>(() => SafeTensorsFile.Read(new MemoryStream(bytes), "p"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    private static void ReadOneByOne(Stream stream, string name)
    {
        using var reader = SafeTensorsReader.Open(stream, name);
        foreach (var tensor in reader.Tensors)
        {
            reader.Read(tensor.Name);
        }
    }
}
