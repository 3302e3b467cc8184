using System.Text.Json;

namespace Lamina.Tests.Golden;

/// <summary>Reads what golden files hold.</summary>
internal static class GoldenJson
{
    public static double[] Numbers(this JsonElement tensor) =>
        [.. tensor.GetProperty("data").EnumerateArray().Select(Number)];

    public static Shape Shape(this JsonElement tensor) =>
        [.. tensor.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];

    /// <summary>A constant of the shape and dtype given.</summary>
    public static Tensor Tensor(this JsonElement tensor) => tensor.GetProperty("dtype").GetString() switch
    {
        "int32" or "int64" => Lamina.Tensor.Wrap(Array.ConvertAll(tensor.Numbers(), x => (int)x), tensor.Shape()),
        _ => Lamina.Tensor.Wrap(Array.ConvertAll(tensor.Numbers(), x => (float)x), tensor.Shape()),
    };

    public static double? Optional(this JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public static bool Flag(this JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static double Number(JsonElement x) => x.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => x.GetString() == "inf" ? double.PositiveInfinity : double.NegativeInfinity,
        _ => x.GetDouble(),
    };
}
