using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Keras;

/// <summary>Fractions with the point that Python writes: <c>1.0</c>, not <c>1</c>.</summary>
internal sealed class FractionConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? reader.GetDouble()
            : throw new JsonException("It is a number.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteRawValue(PythonJson.Number(value));
}

/// <summary>Names of dtypes; a policy object counts by the name in it.</summary>
internal sealed class DTypeConverter : JsonConverter<DType>
{
    public override DType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        var name = (node is JsonObject policy ? policy["config"]?["name"] : node)?.ToString();
        foreach (var dtype in Enum.GetValues<DType>())
        {
            if (dtype.KerasName == name)
            {
                return dtype;
            }
        }

        var names = Enum.GetValues<DType>().Select(dtype => dtype.KerasName);
        throw new JsonException($"Dtypes here are {string.Join(", ", names)}.");
    }

    public override void Write(Utf8JsonWriter writer, DType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.KerasName);
}

/// <summary>Shapes as lists, with null for an axis that is not known.</summary>
internal sealed class ShapeConverter : JsonConverter<Shape>
{
    public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonArray axes
            ? Shape.Create([.. axes.Select(axis => axis?.GetValue<int>() ?? Shape.Unknown)])
            : throw new JsonException("It is a list of lengths.");

    public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var axis in value)
        {
            if (axis == Shape.Unknown)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteNumberValue(axis);
            }
        }

        writer.WriteEndArray();
    }
}

/// <summary>Axes as a number or a list of numbers.</summary>
internal sealed class AxesConverter : JsonConverter<Axes>
{
    public override Axes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) switch
        {
            JsonArray axes when axes.All(IsNumber) => [.. axes.Select(axis => axis!.GetValue<int>())],
            JsonValue axis when IsNumber(axis) => axis.GetValue<int>(),
            _ => throw new JsonException("It is an axis or a list of axes."),
        };

    public override void Write(Utf8JsonWriter writer, Axes value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var axis in value)
        {
            writer.WriteNumberValue(axis);
        }

        writer.WriteEndArray();
    }

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;
}

/// <summary>Lists of numbers; one number stands for a list of one, and is what such a list is written as.</summary>
internal sealed class NumberListConverter : JsonConverter<ValueList<double>>
{
    public override ValueList<double> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonNode.Parse(ref reader) switch
        {
            JsonArray items when items.All(item => item?.GetValueKind() == JsonValueKind.Number) =>
                [.. items.Select(item => item!.GetValue<double>())],
            JsonValue item when item.GetValueKind() == JsonValueKind.Number => item.GetValue<double>(),
            _ => throw new JsonException("It is a number or a list of numbers."),
        };

    public override void Write(Utf8JsonWriter writer, ValueList<double> value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
        {
            writer.WriteRawValue(PythonJson.Number(value[0]));
            return;
        }

        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteRawValue(PythonJson.Number(item));
        }

        writer.WriteEndArray();
    }
}

/// <summary>Lists of whole numbers.</summary>
internal sealed class IntegerListConverter : JsonConverter<ValueList<int>>
{
    public override ValueList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.Number)
            ? [.. items.Select(item => item!.GetValue<int>())]
            : throw new JsonException("It is a list of whole numbers.");

    public override void Write(Utf8JsonWriter writer, ValueList<int> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteNumberValue(item);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Reductions by Keras's names; null is none.</summary>
internal sealed class ReductionConverter : JsonConverter<Reduction>
{
    public override bool HandleNull => true;

    public override Reduction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? Reduction.None : JsonNode.Parse(ref reader)?.ToString() switch
        {
            "none" => Reduction.None,
            "sum" => Reduction.Sum,
            "sum_over_batch_size" => Reduction.SumOverBatchSize,
            "mean" => Reduction.Mean,
            "mean_with_sample_weight" => Reduction.MeanWithSampleWeight,
            _ => throw new JsonException("Reductions are none, sum, sum_over_batch_size, mean, mean_with_sample_weight."),
        };

    public override void Write(Utf8JsonWriter writer, Reduction value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value switch
        {
            Reduction.None => "none",
            Reduction.Sum => "sum",
            Reduction.SumOverBatchSize => "sum_over_batch_size",
            Reduction.Mean => "mean",
            _ => "mean_with_sample_weight",
        });
}

/// <summary>Initializers and regularizers: by name, or as objects.</summary>
internal sealed class KerasObjectConverter<T>(string module, Func<string, T> byName) : JsonConverter<T>
    where T : class
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(T);

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) switch
        {
            null => null,
            JsonValue name => Named(name.GetValue<string>()),
            var node => KerasObject.Read(node, module) as T
                ?? throw new JsonException($"It belongs to {module}."),
        };

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        KerasObject.Write(value).WriteTo(writer);

    // A function of one's own is a record here, as it was registered.
    private T Named(string name)
    {
        if (CustomObjects.Find(name)?.Class?.Defaults is T own)
        {
            return own;
        }

        try
        {
            return byName(name);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(
                $"{e.Message}\n  hint: one of your own is registered in code, and given as customObjects:"
                + $" new CustomObjects().Add{typeof(T).Name}(new MyClass(..), \"{name}\")", e);
        }
    }
}

/// <summary>Values of an enumeration by Keras's names.</summary>
internal sealed class NamedConverter<T>(params (string Name, T Value)[] names) : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var given = reader.GetString();
        return names.Any(pair => pair.Name == given)
            ? names.First(pair => pair.Name == given).Value
            : throw new JsonException($"It is one of {string.Join(", ", names.Select(pair => pair.Name))}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(names.First(pair => pair.Value.Equals(value)).Name);
}
