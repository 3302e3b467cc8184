using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>Tensors of golden files as layers read them before a plan runs: strings, and whole numbers of 64 bits.</summary>
internal static class LookupTensor
{
    public static Tensor Parse(JsonElement json)
    {
        Shape shape = [.. json.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
        var data = json.GetProperty("data").EnumerateArray();
        return json.GetProperty("dtype").GetString() switch
        {
            "string" => Tensor.From([.. data.Select(TextOf)], shape),
            "int64" or "int32" => Tensor.Wrap<long>([.. data.Select(value => value.GetInt64())], shape),
            _ => GoldenTensor.Parse(json).ToTensor(),
        };
    }

    /// <summary>A string, or a number as one writes it.</summary>
    public static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
