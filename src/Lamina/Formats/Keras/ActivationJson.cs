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
[JsonSerializable(typeof(Keras2HardSigmoidActivation))]
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
        new(KerasModule.Activations, new LinearActivation(), "linear"),
        new(KerasModule.Activations, new ReluActivation(), "relu"),
        new(KerasModule.Activations, new Relu6Activation(), "relu6"),
        new(KerasModule.Activations, new LeakyReluActivation(), "leaky_relu"),
        new(KerasModule.Activations, new ThresholdActivation(0, 0), "threshold"),
        new(KerasModule.Activations, new ExponentialActivation(), "exponential"),
        new(KerasModule.Activations, new EluActivation(), "elu"),
        new(KerasModule.Activations, new CeluActivation(), "celu"),
        new(KerasModule.Activations, new SeluActivation(), "selu"),
        new(KerasModule.Activations, new SoftplusActivation(), "softplus"),
        new(KerasModule.Activations, new SparsePlusActivation(), "sparse_plus"),
        new(KerasModule.Activations, new SquareplusActivation(), "squareplus"),
        new(KerasModule.Activations, new SiluActivation(), "silu"),
        new(KerasModule.Activations, new HardSiluActivation(), "hard_silu"),
        new(KerasModule.Activations, new GeluActivation(), "gelu"),
        new(KerasModule.Activations, new MishActivation(), "mish"),
        new(KerasModule.Activations, new GluActivation(), "glu"),
        new(KerasModule.Activations, new SigmoidActivation(), "sigmoid"),
        new(KerasModule.Activations, new HardSigmoidActivation(), "hard_sigmoid"),
        new(KerasModule.Activations, new Keras2HardSigmoidActivation(), NN.Keras2HardSigmoidActivation.FileName),
        new(KerasModule.Activations, new LogSigmoidActivation(), "log_sigmoid"),
        new(KerasModule.Activations, new SparseSigmoidActivation(), "sparse_sigmoid"),
        new(KerasModule.Activations, new TanhActivation(), "tanh"),
        new(KerasModule.Activations, new HardTanhActivation(), "hard_tanh"),
        new(KerasModule.Activations, new SoftsignActivation(), "softsign"),
        new(KerasModule.Activations, new TanhShrinkActivation(), "tanh_shrink"),
        new(KerasModule.Activations, new HardShrinkActivation(), "hard_shrink"),
        new(KerasModule.Activations, new SoftShrinkActivation(), "soft_shrink"),
        new(KerasModule.Activations, new SoftmaxActivation(), "softmax"),
        new(KerasModule.Activations, new LogSoftmaxActivation(), "log_softmax"),
        new(KerasModule.Activations, new SparsemaxActivation(), "sparsemax"),
    ];
}
