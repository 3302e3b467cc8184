using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Operations that stand among the layers of a model, by their names in Keras; a new one is a row here and one in the
/// attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NotEqualLayerConfig))]
[JsonSerializable(typeof(AnyLayerConfig))]
internal sealed partial class OperationJson : JsonSerializerContext
{
    private const string Module = "keras.src.ops.numpy";

    public static KerasClass[] Rows { get; } =
    [
        Of(new NotEqualLayerConfig(), static config => new NotEqualLayer(config), "NotEqual", ["name"], CallForm.Operation),
        Of(
            new AnyLayerConfig(), static config => new AnyLayer(config), "Any",
            ["name", OneOrMore("axis"), Named("keepdims", "keep_dims")], CallForm.Plain),
    ];

    private static KerasClass Of<T>(T prototype, Func<T, Layer> make, string name, KerasKey[] keys, CallForm call)
        where T : LayerConfig =>
        new(Module, prototype, name)
        {
            Keys = keys,
            Make = config => make((T)config),
            CallForm = call,
            RegisteredName = name,
        };
}
