using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Constraints by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MaxNorm))]
[JsonSerializable(typeof(NonNeg))]
[JsonSerializable(typeof(UnitNorm))]
[JsonSerializable(typeof(MinMaxNorm))]
internal sealed partial class ConstraintJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        new(KerasModule.Constraints, new MaxNorm()) { Keys = ["max_value", OneOrMore("axis")] },
        new(KerasModule.Constraints, new NonNeg()),
        new(KerasModule.Constraints, new UnitNorm()) { Keys = [OneOrMore("axis")] },
        new(KerasModule.Constraints, new MinMaxNorm()) { Keys = ["min_value", "max_value", "rate", OneOrMore("axis")] },
    ];
}
