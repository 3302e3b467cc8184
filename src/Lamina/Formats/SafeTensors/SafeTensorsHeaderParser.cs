using System.Text.Json;
using System.Text.Unicode;

namespace Lamina.Formats.SafeTensors;

/// <summary>Reads the header's text: <c>{"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ..,
/// "__metadata__": {"KEY": "TEXT"}}</c>.</summary>
internal sealed class SafeTensorsHeaderParser(byte[] text, string name)
{
    /// <summary>The name that no tensor may have.</summary>
    public const string MetadataKey = "__metadata__";

    // More than any framework allows; keeps the numbers of a hostile file few.
    private const int MostAxes = 64;

    private readonly OrderedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private bool _hasMetadata;

    /// <summary>The tensors, in the order of the text.</summary>
    public OrderedDictionary<string, SafeTensorsEntry> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>What is noted besides.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="LaminaFormatException">It is something else.</exception>
    public void Parse()
    {
        if (!Utf8.IsValid(text))
        {
            throw new LaminaFormatException($"{name}: the header of a .safetensors file is UTF-8; this one is not.");
        }

        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }

            // Whatever follows is an error of the reader's; spaces are not.
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is what halves of surrogate pairs cause.
            throw new LaminaFormatException($"{name}: the header of a .safetensors file is JSON; this one is not: {e.Message}", e);
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var key = reader.GetString()!;
        var isTwice = key == MetadataKey ? _hasMetadata : Tensors.ContainsKey(key);
        if (isTwice)
        {
            throw new LaminaFormatException(
                $"{name}: every tensor of a .safetensors file has a name of its own; '{key}' is there twice.");
        }

        if (Next(ref reader) != JsonTokenType.StartObject)
        {
            throw Wrong(key, key == MetadataKey ? "an object of texts" : "an object with dtype, shape and data_offsets", ref reader);
        }

        if (key == MetadataKey)
        {
            ReadMetadata(ref reader);
        }
        else
        {
            Tensors.Add(key, ReadTensor(ref reader, key));
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        _hasMetadata = true;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            _metadata[key] = Next(ref reader) == JsonTokenType.String
                ? reader.GetString()!
                : throw Wrong($"{MetadataKey} › {key}", "a text", ref reader);
        }
    }

    private SafeTensorsEntry ReadTensor(ref Utf8JsonReader reader, string tensor)
    {
        string? dtype = null;
        long[]? shape = null, offsets = null;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Next(ref reader);
            switch (key)
            {
                case "dtype" when dtype is null:
                    dtype = reader.TokenType == JsonTokenType.String
                        ? reader.GetString()!
                        : throw Wrong($"{tensor} › dtype", "a text", ref reader);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, $"{tensor} › shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, $"{tensor} › data_offsets");
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw new LaminaFormatException($"{name} › {tensor}: {key} is there twice.");
                default:
                    reader.Skip();
                    break;
            }
        }

        return Entry(
            tensor, dtype ?? throw Missing(tensor, "dtype"), shape ?? throw Missing(tensor, "shape"),
            offsets ?? throw Missing(tensor, "data_offsets"));
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string place)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(place, "a list of whole numbers", ref reader);
        }

        var numbers = new List<long>();
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw Wrong(place, $"a list of whole numbers from 0 to {long.MaxValue}", ref reader);
            }

            numbers.Add(numbers.Count < MostAxes ? number : throw new LaminaFormatException(
                $"{name} › {place}: Lamina reads lists of at most {MostAxes} numbers there; this one is longer."));
        }

        return [.. numbers];
    }

    private SafeTensorsEntry Entry(string tensor, string dtype, long[] shape, long[] offsets)
    {
        var type = SafeTensorsType.TryGet(dtype) ?? throw new LaminaFormatException(
            $"{name} › {tensor}: '{dtype}' is no type that Lamina knows of .safetensors; it reads {SafeTensorsType.Readable}.");
        if (offsets is not [var begin, var end] || end < begin)
        {
            throw new LaminaFormatException(
                $"{name} › {tensor}: data_offsets are two numbers, begin and end; these are [{string.Join(", ", offsets)}].");
        }

        var bytes = type.BytesOf(shape);
        return bytes == end - begin ? new SafeTensorsEntry(tensor, type.Name, shape, begin, end) : throw new LaminaFormatException(
            $"{name} › {tensor}: {dtype} of shape [{string.Join(", ", shape)}] takes"
            + $" {(bytes is null ? "no possible number of" : bytes)} bytes; data_offsets [{begin}, {end}] are {end - begin}.");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private LaminaFormatException Missing(string tensor, string key) => new(
        $"{name} › {tensor}: a tensor of a .safetensors file has dtype, shape and data_offsets; this one lacks {key}.");

    private LaminaFormatException Wrong(string place, string expected, ref Utf8JsonReader reader) => new(
        $"{name} › {place}: here stands {expected}; this file has {Seen(ref reader)}.");

    private static string Seen(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => $"the number {System.Text.Encoding.UTF8.GetString(reader.ValueSpan)}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}
