using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that stand between the layers of networks.</summary>
internal static class ActivationFunctions
{
    // The numbers of the self-normalizing unit, as the specification gives them.
    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluGamma = 1.05070102214813232421875;

    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Relu", static call => call.X.Relu()),
        OnnxFunction.Of("Sigmoid", static call => call.X.Sigmoid()),
        OnnxFunction.Of("Tanh", static call => call.X.Tanh()),
        OnnxFunction.Of("Softplus", static call => call.X.Softplus()),
        OnnxFunction.Of("Softsign", static call => Activation.Softsign.Apply(call.X)),
        OnnxFunction.Of("Mish", static call => Activation.Mish.Apply(call.X)),
        OnnxFunction.Of("LeakyRelu", static call => new LeakyReluActivation(call.Number("alpha", 0.01f)).Apply(call.X)),
        OnnxFunction.Of("Elu", static call => Exponential(call.X, call.Number("alpha", 1), 1)),
        OnnxFunction.Of("Selu", static call => Exponential(
            call.X, call.Number("alpha", SeluAlpha), call.Number("gamma", SeluGamma))),
        OnnxFunction.Of("Celu", Celu),
        OnnxFunction.Of("PRelu", static call => call.X.Relu() - (Slope(call) * (-call.X).Relu())),
        OnnxFunction.Of("ThresholdedRelu", static call => Tensor.Where(call.X <= call.Number("alpha", 1), 0, call.X)),
        OnnxFunction.Of("HardSigmoid", static call => HardSigmoid(call.X, call.Number("alpha", 0.2f), call.Number("beta", 0.5))),
        OnnxFunction.Of("HardSwish", static call => call.X * HardSigmoid(call.X, 1.0 / 6, 0.5)),
        OnnxFunction.Of("Gelu", static call => new GeluActivation(call.Text("approximate", "none") == "tanh").Apply(call.X)),
        OnnxFunction.Of("Shrink", Shrink),
        OnnxFunction.Of("Softmax", static call => Along(call, static (x, axis) => x.Softmax(axis))),
        OnnxFunction.Of("LogSoftmax", static call => Along(call, static (x, axis) => x.LogSoftmax(axis))),
        OnnxFunction.Of("Hardmax", static call => Along(call, static (x, axis) =>
            x.ArgMax(axis).OneHot(x.Shape[axis], axis, x.DType))),
    ];

    /// <summary><c>max(0, min(1, αx + β))</c>.</summary>
    public static Tensor HardSigmoid(Tensor x, double alpha, double beta) => ((x * alpha) + beta).Clip(0, 1);

    /// <summary>The axis of a softmax and its kind: before version 13 all axes from it on are taken as one.</summary>
    public static int AxisOf(OnnxCall call) => call.Axis(call.X, call.Whole("axis", call.Opset < 13 ? 1 : -1));

    private static Tensor Along(OnnxCall call, Func<Tensor, int, Tensor> function)
    {
        // An older file may count an axis that a vector does not have.
        var x = call.X;
        var axis = call.Opset < 13 && x.Rank == 1 && !call.Has("axis") ? 0 : AxisOf(call);
        return call.Opset >= 13 || axis == x.Rank - 1
            ? function(x, axis)
            : function(x.Reshape([x.Shape[..axis].Size, x.Shape[axis..].Size]), 1).Reshape(x.Shape);
    }

    private static Tensor Exponential(Tensor x, double alpha, double gamma) =>
        Tensor.Where(x > 0, x, alpha * Tensor.Minimum(x, 0).Expm1()) * gamma;

    private static Tensor Celu(OnnxCall call)
    {
        var alpha = call.Number("alpha", 1);
        return call.X.Relu() + (alpha * Tensor.Minimum(call.X / alpha, 0).Expm1());
    }

    // Before version 7 a vector of slopes was for the channels, whatever stood behind them.
    private static Tensor Slope(OnnxCall call) => call.Opset < 7 && call[1].Rank == 1 && call.X.Rank > 2
        ? call[1].Reshape([call[1].Shape[0], .. Enumerable.Repeat(1, call.X.Rank - 2)])
        : call[1];

    private static Tensor Shrink(OnnxCall call)
    {
        var (x, edge, bias) = (call.X, call.Number("lambd", 0.5), call.Number("bias", 0));
        return Tensor.Where(x < -edge, x + bias, Tensor.Where(x > edge, x - bias, x.ZerosLike()));
    }
}
