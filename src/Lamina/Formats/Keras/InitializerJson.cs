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
internal sealed partial class InitializerJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        KerasClass.Of<Zeros>(KerasModule.Initializers),
        KerasClass.Of<Ones>(KerasModule.Initializers),
        KerasClass.Of(KerasModule.Initializers, new Constant(), null, "value"),
        KerasClass.Of(KerasModule.Initializers, new Identity(), null, Default("gain", "1.0")),
        KerasClass.Of(KerasModule.Initializers, new Orthogonal(), null, "seed", "gain"),
        KerasClass.Of(KerasModule.Initializers, new RandomUniform(), null, "seed", Named("minval", "low"), Named("maxval", "high")),
        KerasClass.Of(KerasModule.Initializers, new RandomNormal(), null, "seed", "mean", Named("stddev", "deviation")),
        KerasClass.Of(KerasModule.Initializers, new TruncatedNormal(), null, "seed", "mean", Named("stddev", "deviation")),
        KerasClass.Of(KerasModule.Initializers, new VarianceScaling(), null, "seed", "scale", "mode", "distribution", Fixed("input_axes"), Fixed("output_axes")),
        Fan(new GlorotUniform()),
        Fan(new GlorotNormal()),
        Fan(new HeUniform()),
        Fan(new HeNormal()),
        Fan(new LecunUniform()),
        Fan(new LecunNormal()),
    ];

    private static KerasClass Fan<T>(T prototype)
        where T : VarianceScaling =>
        KerasClass.Of(KerasModule.Initializers, prototype, null, "seed", Fixed("input_axes"), Fixed("output_axes"));
}
