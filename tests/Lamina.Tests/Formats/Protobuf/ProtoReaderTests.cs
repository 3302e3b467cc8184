using Lamina.Formats.Protobuf;

namespace Lamina.Tests.Formats.Protobuf;

public sealed class ProtoReaderTests
{
    private static readonly float[] Floats = [1.5f, -2, 1e-30f];
    private static readonly double[] Doubles = [0.1, -1e300];
    private static readonly long[] Wholes = [0, 1, 127, 128, -1, long.MinValue, long.MaxValue];

    public static TheoryData<string, string> Damaged => new()
    {
        { "08", "a.onnx: in m, field 1: it ends within a number." },
        { "08FFFFFFFFFFFFFFFFFFFF01", "a.onnx: in m, field 1: a number has more than 10 bytes." },
        { "0D0000", "a.onnx: in m, field 1: its value has wire type 5 (Fixed32) where 0 (Varint) belongs." },
        { "1205414243", "a.onnx: in m, field 2: 5 bytes are promised, and 3 are left." },
        { "12FFFFFFFFFFFFFFFFFF01", "a.onnx: in m, field 2: 18446744073709551615 bytes are promised, and 0 are left." },
        { "1202C328", "a.onnx: in m, field 2: the text is not UTF-8." },
        { "1A021205", "a.onnx: in m.inner, field 2: 5 bytes are promised, and 0 are left." },
        { "2203000000", "a.onnx: in m, field 4: 3 bytes are no whole count of numbers of 4." },
        { "2500", "a.onnx: in m, field 4: 4 bytes are needed, and 1 are left." },
        { "0B", "a.onnx: in m, field 1: wire type 3 is none of 0, 1, 2 and 5." },
        { "00", "a.onnx: in m: a field cannot have the number 0." },
        { "0880808080808001", "a.onnx: in m, field 1: 4398046511104 does not fit in 32 bits." },
    };

    [Fact]
    public void What_is_written_is_read()
    {
        var inner = new ProtoMessage().Text(1, "größer").Bytes(2, new ReadOnlyMemory<byte>(new byte[5000]));
        var message = new ProtoMessage().Wholes(1, Wholes).PackedWholes(1, Wholes).Singles(2, Floats).PackedSingles(2, Floats)
            .Double(3, Doubles[0]).PackedDoubles(3, Doubles).Whole(9, 7).Message(4, inner).Text(5, "end");
        var bytes = message.ToArray();
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        Assert.Equal(bytes, stream.ToArray());
        Assert.Equal(bytes.Length, message.Length);

        List<long> wholes = [];
        List<float> floats = [];
        List<double> doubles = [];
        var texts = "";
        var length = 0;
        var reader = new ProtoReader(bytes, "a.onnx", "m");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddWholes(wholes);
                    break;
                case 2:
                    reader.AddNumbers(floats);
                    break;
                case 3:
                    reader.AddNumbers(doubles);
                    break;
                case 4:
                    var within = reader.Message("inner");
                    Assert.Equal("m.inner", within.Path);
                    Assert.True(within.Next());
                    texts += within.Text();
                    Assert.True(within.Next());
                    length = within.Bytes().Length;
                    Assert.False(within.Next());
                    break;
                case 5:
                    texts += reader.Text();
                    break;
            }
        }

        Assert.Equal([.. Wholes, .. Wholes], wholes);
        Assert.Equal([.. Floats, .. Floats], floats);
        Assert.Equal([Doubles[0], .. Doubles], doubles);
        Assert.Equal("größerend", texts);
        Assert.Equal(5000, length);
    }

    [Theory, MemberData(nameof(Damaged))]
    public void What_is_damaged_is_refused_with_its_place(string hex, string message)
    {
        var error = Assert.Throws<LaminaFormatException>(() => ReadAll(Convert.FromHexString(hex)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Messages_nest_no_deeper_than_the_limit()
    {
        var message = new ProtoMessage();
        for (var depth = 0; depth < 200; depth++)
        {
            message = new ProtoMessage().Message(3, message);
        }

        var error = Assert.Throws<LaminaFormatException>(() => ReadAll(message.ToArray()));
        Assert.EndsWith("field 3: messages nest deeper than 100.", error.Message);
    }

    private static void ReadAll(byte[] bytes) => ReadAll(new ProtoReader(bytes, "a.onnx", "m"));

    private static void ReadAll(ProtoReader reader)
    {
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.Int();
                    break;
                case 2:
                    reader.Text();
                    break;
                case 3:
                    ReadAll(reader.Message("inner"));
                    break;
                case 4:
                    reader.AddNumbers(new List<float>());
                    break;
            }
        }
    }
}
