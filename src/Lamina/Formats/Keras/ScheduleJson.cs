using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Learning rate schedules by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ExponentialDecay))]
[JsonSerializable(typeof(InverseTimeDecay))]
[JsonSerializable(typeof(PolynomialDecay))]
[JsonSerializable(typeof(PiecewiseConstantDecay))]
[JsonSerializable(typeof(CosineDecay))]
[JsonSerializable(typeof(CosineDecayRestarts))]
internal sealed partial class ScheduleJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        new(KerasModule.Schedules, new ExponentialDecay(0.1, 1, 1))
        {
            Keys = ["initial_learning_rate", Whole("decay_steps"), "decay_rate", "staircase", "name"],
        },
        new(KerasModule.Schedules, new InverseTimeDecay(0.1, 1, 1))
        {
            Keys = ["initial_learning_rate", Whole("decay_steps"), "decay_rate", "staircase", "name"],
        },
        new(KerasModule.Schedules, new PolynomialDecay(0.1, 1))
        {
            Keys = ["initial_learning_rate", Whole("decay_steps"), "end_learning_rate", "power", "cycle", "name"],
        },
        new(KerasModule.Schedules, new PiecewiseConstantDecay([], [0.1]))
        {
            Keys = [Whole("boundaries"), "values", "name"],
        },
        new(KerasModule.Schedules, new CosineDecay(0.1, 1))
        {
            Keys =
            [
                "initial_learning_rate", Whole("decay_steps"), "alpha", "name", "warmup_target", Whole("warmup_steps"),
            ],
        },
        new(KerasModule.Schedules, new CosineDecayRestarts(0.1, 1))
        {
            Keys =
            [
                "initial_learning_rate", Whole("first_decay_steps"), "t_mul", "m_mul",
                "alpha", "name",
            ],
        },
    ];
}
