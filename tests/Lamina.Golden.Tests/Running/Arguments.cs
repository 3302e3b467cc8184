using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>The arguments of a constructor as Keras names them. Each is taken once; what nobody takes is an error.</summary>
internal sealed class Arguments(string of, JsonElement config)
{
    private readonly Dictionary<string, JsonElement> _left = config.ValueKind == JsonValueKind.Object
        ? config.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value)
        : [];

    public string Text(string name, string byDefault) => Take(name, byDefault, value => value.GetString()!);

    public double Number(string name, double byDefault) => Take(name, byDefault, value => value.GetDouble());

    public double? Optional(string name) => Take<double?>(name, null, value => value.GetDouble());

    public int Whole(string name, int byDefault) => Take(name, byDefault, value => value.GetInt32());

    public int[] Numbers(string name) => Take<int[]>(name, [], value => [.. value.EnumerateArray().Select(item => item.GetInt32())]);

    public bool Flag(string name, bool byDefault = false) => Take(name, byDefault, value => value.GetBoolean());

    /// <summary>A number of batches; null for <c>"epoch"</c>.</summary>
    public int? Frequency(string name) => Take<int?>(
        name, null, value => value.ValueKind == JsonValueKind.String && value.GetString() == "epoch" ? null : value.GetInt32());

    /// <summary>A value of an enum, by Keras's small letters.</summary>
    public T Word<T>(string name, T byDefault)
        where T : struct, Enum =>
        Take(name, byDefault, value => Enum.GetValues<T>().Single(x => SnakeCased(x) == value.GetString()));

    /// <summary>Passes on what was made of the arguments, if they all were taken.</summary>
    public T All<T>(T made) => _left.Count == 0
        ? made
        : throw new InvalidOperationException($"{of} has no argument {string.Join(", ", _left.Keys.Select(key => $"'{key}'"))} here.");

    private static string SnakeCased<T>(T value)
        where T : struct, Enum => NN.SnakeCase.Of(value.ToString());

    private T Take<T>(string name, T byDefault, Func<JsonElement, T> read) =>
        _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? read(value) : byDefault;
}
