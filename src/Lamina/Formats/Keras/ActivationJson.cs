using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Activations by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LinearActivation))]
[JsonSerializable(typeof(ReluActivation))]
[JsonSerializable(typeof(Relu6Activation))]
[JsonSerializable(typeof(LeakyReluActivation))]
[JsonSerializable(typeof(ThresholdActivation))]
[JsonSerializable(typeof(ExponentialActivation))]
[JsonSerializable(typeof(EluActivation))]
[JsonSerializable(typeof(CeluActivation))]
[JsonSerializable(typeof(SeluActivation))]
[JsonSerializable(typeof(SoftplusActivation))]
[JsonSerializable(typeof(SparsePlusActivation))]
[JsonSerializable(typeof(SquareplusActivation))]
[JsonSerializable(typeof(SiluActivation))]
[JsonSerializable(typeof(HardSiluActivation))]
[JsonSerializable(typeof(GeluActivation))]
[JsonSerializable(typeof(MishActivation))]
[JsonSerializable(typeof(GluActivation))]
[JsonSerializable(typeof(SigmoidActivation))]
[JsonSerializable(typeof(HardSigmoidActivation))]
[JsonSerializable(typeof(LogSigmoidActivation))]
[JsonSerializable(typeof(SparseSigmoidActivation))]
[JsonSerializable(typeof(TanhActivation))]
[JsonSerializable(typeof(HardTanhActivation))]
[JsonSerializable(typeof(SoftsignActivation))]
[JsonSerializable(typeof(TanhShrinkActivation))]
[JsonSerializable(typeof(HardShrinkActivation))]
[JsonSerializable(typeof(SoftShrinkActivation))]
[JsonSerializable(typeof(SoftmaxActivation))]
[JsonSerializable(typeof(LogSoftmaxActivation))]
[JsonSerializable(typeof(SparsemaxActivation))]
internal sealed partial class ActivationJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        KerasClass.Of<LinearActivation>(KerasModule.Activations, "linear"),
        KerasClass.Of<ReluActivation>(KerasModule.Activations, "relu"),
        KerasClass.Of<Relu6Activation>(KerasModule.Activations, "relu6"),
        KerasClass.Of<LeakyReluActivation>(KerasModule.Activations, "leaky_relu"),
        KerasClass.Of<ThresholdActivation>(KerasModule.Activations, "threshold"),
        KerasClass.Of<ExponentialActivation>(KerasModule.Activations, "exponential"),
        KerasClass.Of<EluActivation>(KerasModule.Activations, "elu"),
        KerasClass.Of<CeluActivation>(KerasModule.Activations, "celu"),
        KerasClass.Of<SeluActivation>(KerasModule.Activations, "selu"),
        KerasClass.Of<SoftplusActivation>(KerasModule.Activations, "softplus"),
        KerasClass.Of<SparsePlusActivation>(KerasModule.Activations, "sparse_plus"),
        KerasClass.Of<SquareplusActivation>(KerasModule.Activations, "squareplus"),
        KerasClass.Of<SiluActivation>(KerasModule.Activations, "silu"),
        KerasClass.Of<HardSiluActivation>(KerasModule.Activations, "hard_silu"),
        KerasClass.Of<GeluActivation>(KerasModule.Activations, "gelu"),
        KerasClass.Of<MishActivation>(KerasModule.Activations, "mish"),
        KerasClass.Of<GluActivation>(KerasModule.Activations, "glu"),
        KerasClass.Of<SigmoidActivation>(KerasModule.Activations, "sigmoid"),
        KerasClass.Of<HardSigmoidActivation>(KerasModule.Activations, "hard_sigmoid"),
        KerasClass.Of<LogSigmoidActivation>(KerasModule.Activations, "log_sigmoid"),
        KerasClass.Of<SparseSigmoidActivation>(KerasModule.Activations, "sparse_sigmoid"),
        KerasClass.Of<TanhActivation>(KerasModule.Activations, "tanh"),
        KerasClass.Of<HardTanhActivation>(KerasModule.Activations, "hard_tanh"),
        KerasClass.Of<SoftsignActivation>(KerasModule.Activations, "softsign"),
        KerasClass.Of<TanhShrinkActivation>(KerasModule.Activations, "tanh_shrink"),
        KerasClass.Of<HardShrinkActivation>(KerasModule.Activations, "hard_shrink"),
        KerasClass.Of<SoftShrinkActivation>(KerasModule.Activations, "soft_shrink"),
        KerasClass.Of<SoftmaxActivation>(KerasModule.Activations, "softmax"),
        KerasClass.Of<LogSoftmaxActivation>(KerasModule.Activations, "log_softmax"),
        KerasClass.Of<SparsemaxActivation>(KerasModule.Activations, "sparsemax"),
    ];
}
