using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

// Tables of four bits: the dtype policy says that a table is one, another argument in which blocks.
internal sealed partial record KerasKey
{
    private const string Table = "quantization";
    private const string BlockSize = "block_size";
    private const string PolicyClass = "Int4DTypePolicy";
    private const string ConfigClass = "Int4QuantizationConfig";

    /// <summary>The dtype policy of a layer whose table may have four bits.</summary>
    public static KerasKey[] Int4Policy { get; } =
    [
        Policy with { Reading = static value => ConfigOf(value, PolicyClass) is null ? PrecisionOf(value) : null },
        new("dtype")
        {
            Property = Table,
            IsOmittedWhenNull = true,
            Reading = Int4Of,
            Writing = static table =>
                table is null ? null : ObjectOf("dtype_policies", PolicyClass, PolicyConfig(table)),
        },
    ];

    /// <summary>The blocks of a table of four bits; null for other tables.</summary>
    public static KerasKey Int4Config { get; } = new("quantization_config")
    {
        Property = Table,
        Reading = Int4Of,
        Writing = static table => table is null ? null : ObjectOf("quantizers", ConfigClass, BlockConfig(table)),
    };

    // Each of the two says what both say, or refuses them.
    private static JsonObject? Int4Of(JsonNode? argument)
    {
        if (argument?.Parent is not JsonObject layer)
        {
            return null;
        }

        var (policy, given) = (ConfigOf(layer["dtype"], PolicyClass), layer["quantization_config"]);
        if (policy is null && given is null)
        {
            return null;
        }

        var blocks = ConfigOf(given, ConfigClass);
        if (blocks?[BlockSize] is JsonValue size && size.TryGetValue(out int columns) && columns > 0)
        {
            var table = new JsonObject { [BlockSize] = columns };
            if (JsonNode.DeepEquals(policy, PolicyConfig(table)) && JsonNode.DeepEquals(blocks, BlockConfig(table)))
            {
                return table;
            }
        }

        throw new LaminaFormatException(
            "Lamina reads quantized tables with a dtype policy int4/N of float32 and a quantization_config of the"
            + $" block_size N without quantizers; the policy is {PythonJson.Write(layer["dtype"])}, and the"
            + $" quantization_config is {PythonJson.Write(given)}.");
    }

    private static JsonObject? ConfigOf(JsonNode? node, string className) =>
        node is JsonObject whole && KerasObject.TextOf(whole["class_name"]) == className
            ? whole["config"] as JsonObject ?? []
            : null;

    private static JsonObject PolicyConfig(JsonNode table) =>
        new() { ["mode"] = $"int4/{table[BlockSize]}", ["source_name"] = "float32" };

    private static JsonObject BlockConfig(JsonNode table) => new()
    {
        ["weight_quantizer"] = null,
        ["activation_quantizer"] = null,
        [BlockSize] = table[BlockSize]!.DeepClone(),
    };

    private static JsonObject ObjectOf(string module, string className, JsonObject config) => new()
    {
        ["module"] = $"keras.{module}",
        ["class_name"] = className,
        ["config"] = config,
        ["registered_name"] = null,
    };
}
