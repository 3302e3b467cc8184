using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Initializers by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Zeros))]
[JsonSerializable(typeof(Ones))]
[JsonSerializable(typeof(Constant))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(Orthogonal))]
[JsonSerializable(typeof(RandomUniform))]
[JsonSerializable(typeof(RandomNormal))]
[JsonSerializable(typeof(TruncatedNormal))]
[JsonSerializable(typeof(VarianceScaling))]
[JsonSerializable(typeof(GlorotUniform))]
[JsonSerializable(typeof(GlorotNormal))]
[JsonSerializable(typeof(HeUniform))]
[JsonSerializable(typeof(HeNormal))]
[JsonSerializable(typeof(LecunUniform))]
[JsonSerializable(typeof(LecunNormal))]
[JsonSerializable(typeof(STFT))]
internal sealed partial class InitializerJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        new(KerasModule.Initializers, new Zeros()),
        new(KerasModule.Initializers, new Ones()),
        new(KerasModule.Initializers, new Constant()) { Keys = ["value"] },
        new(KerasModule.Initializers, new Identity()) { Keys = [Default("gain", "1.0")] },
        new(KerasModule.Initializers, new Orthogonal()) { Keys = ["seed", "gain"] },
        new(KerasModule.Initializers, new RandomUniform())
        {
            Keys = ["seed", Named("minval", "low"), Named("maxval", "high")],
        },
        new(KerasModule.Initializers, new RandomNormal()) { Keys = ["seed", "mean", Named("stddev", "deviation")] },
        new(KerasModule.Initializers, new TruncatedNormal()) { Keys = ["seed", "mean", Named("stddev", "deviation")] },
        new(KerasModule.Initializers, new VarianceScaling())
        {
            Keys = ["seed", "scale", "mode", "distribution", "input_axes", "output_axes"],
        },
        Fan(new GlorotUniform()),
        Fan(new GlorotNormal()),
        Fan(new HeUniform()),
        Fan(new HeNormal()),
        Fan(new LecunUniform()),
        Fan(new LecunNormal()),
        new(KerasModule.Initializers, new STFT()) { Keys = ["side", "window", "periodic", "scaling"] },
    ];

    private static KerasClass Fan(VarianceScaling prototype) =>
        new(KerasModule.Initializers, prototype) { Keys = ["seed", "input_axes", "output_axes"] };
}
