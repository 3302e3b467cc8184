using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Regularizers by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(L1))]
[JsonSerializable(typeof(L2))]
[JsonSerializable(typeof(L1L2))]
[JsonSerializable(typeof(OrthogonalRegularizer))]
internal sealed partial class RegularizerJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        // Of these numbers Keras keeps only those of L1 and of orthogonality in float32.
        new(KerasModule.Regularizers, new L1()) { Keys = [Single("l1", "factor")] },
        new(KerasModule.Regularizers, new L2()) { Keys = [Named("l2", "factor")] },
        new(KerasModule.Regularizers, new L1L2()) { Keys = ["l1", "l2"] },
        new(KerasModule.Regularizers, new OrthogonalRegularizer()) { Keys = [Single("factor"), "mode"] },
    ];
}
