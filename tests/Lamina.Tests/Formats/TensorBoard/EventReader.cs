using System.Text;
using Lamina.Formats.TensorBoard;

namespace Lamina.Tests.Formats.TensorBoard;

/// <summary>One value of an event file, as a reader sees it.</summary>
internal sealed record ReadValue(string Tag, long Step, string Plugin, string Content, long DataClass, long DType, long[] Shape, byte[] Data)
{
    public double Scalar => BitConverter.ToSingle(Data);

    public double[] Numbers => [.. Enumerable.Range(0, Data.Length / 8).Select(i => BitConverter.ToDouble(Data, i * 8))];

    public string Text => Encoding.UTF8.GetString(Data);
}

/// <summary>A small reader of event files, written against the format's description alone.</summary>
internal static class EventReader
{
    public static (double Time, string Version, List<ReadValue> Values) Read(string path)
    {
        var events = Records(File.ReadAllBytes(path)).Select(Fields).ToList();
        var values =
            from fields in events.Skip(1)
            from summary in fields.Where(field => field.Number == 5)
            from value in Fields(summary.Bytes).Where(field => field.Number == 1)
            select Value(Fields(value.Bytes), fields);
        var time = BitConverter.ToDouble(events[0].Single(field => field.Number == 1).Bytes);
        return (time, Encoding.UTF8.GetString(events[0].Single(field => field.Number == 3).Bytes), [.. values]);
    }

    private static ReadValue Value(List<Field> value, List<Field> fields)
    {
        var metadata = Fields(value.Single(field => field.Number == 9).Bytes);
        var plugin = Fields(metadata.Single(field => field.Number == 1).Bytes);
        var tensor = Fields(value.Single(field => field.Number == 8).Bytes);
        var shape = Fields(tensor.Single(field => field.Number == 2).Bytes)
            .Select(axis => Fields(axis.Bytes).Single(field => field.Number == 1).Whole);
        return new ReadValue(
            Text(value.Single(field => field.Number == 1)),
            fields.SingleOrDefault(field => field.Number == 2)?.Whole ?? 0,
            Text(plugin.Single(field => field.Number == 1)),
            plugin.SingleOrDefault(field => field.Number == 2) is { } content ? Text(content) : "",
            metadata.SingleOrDefault(field => field.Number == 4)?.Whole ?? 0,
            tensor.Single(field => field.Number == 1).Whole,
            [.. shape],
            tensor.Single(field => field.Number is 4 or 8).Bytes);
    }

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        var at = 0;
        while (at < file.Length)
        {
            var length = (int)BitConverter.ToUInt64(file, at);
            Assert.Equal(Crc32C.Masked(file.AsSpan(at, 8)), BitConverter.ToUInt32(file, at + 8));
            var data = file.AsSpan(at + 12, length).ToArray();
            Assert.Equal(Crc32C.Masked(data), BitConverter.ToUInt32(file, at + 12 + length));
            at += 12 + length + 4;
            yield return data;
        }

        Assert.Equal(file.Length, at);
    }

    private static List<Field> Fields(byte[] message)
    {
        var fields = new List<Field>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var (number, kind) = ((int)(key >> 3), key & 7);
            switch (kind)
            {
                case 0:
                    fields.Add(new Field(number, Varint(message, ref at), []));
                    break;
                case 1:
                    fields.Add(new Field(number, 0, message[at..(at + 8)]));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(new Field(number, 0, message[at..(at + length)]));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {kind}.");
            }
        }

        return fields;
    }

    private static long Varint(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (long)(message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
            {
                return value;
            }
        }
    }

    private static string Text(Field field) => Encoding.UTF8.GetString(field.Bytes);

    private sealed record Field(int Number, long Whole, byte[] Bytes);
}
