using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>A tensor as golden files hold it, in the type in which the library is given it: Keras's working type for
/// all floats, and 32 bits for all integers.</summary>
internal sealed record GoldenTensor(Shape Shape, DType DType, double[] Values)
{
    public static GoldenTensor Parse(JsonElement json)
    {
        Shape shape = [.. json.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
        var values = json.GetProperty("data").EnumerateArray().Select(Number);
        return json.GetProperty("dtype").GetString() switch
        {
            "bool" => new(shape, DType.Bool, [.. values]),
            "int8" or "uint8" or "int32" or "int64" => new(shape, DType.Int32, [.. values]),
            _ => new(shape, DType.Float32, [.. values.Select(value => (double)(float)value)]),
        };
    }

    public Tensor ToTensor() => DType switch
    {
        DType.Bool => Tensor.Wrap(Array.ConvertAll(Values, value => value != 0), Shape),
        DType.Int32 => Tensor.Wrap(Array.ConvertAll(Values, value => (int)value), Shape),
        _ => Tensor.Wrap(Array.ConvertAll(Values, value => (float)value), Shape),
    };

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when value.GetString() == "inf" => double.PositiveInfinity,
        JsonValueKind.String when value.GetString() == "-inf" => double.NegativeInfinity,
        _ => value.GetDouble(),
    };
}
