namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that bring values to mean 0 and variance 1, or divide them by what stands around.</summary>
internal static class NormalizationFunctions
{
    private const double Epsilon = 1e-5f;

    // A window over channels is written out term by term.
    private const int MostTerms = 1024;

    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("BatchNormalization", BatchNormalize),
        OnnxFunction.Of("InstanceNormalization", static call =>
            Scaled(call, Normalized(call.X, Places(call.X), EpsilonOf(call)), call[1], call[2])),
        OnnxFunction.Of("GroupNormalization", GroupNormalize),
        OnnxFunction.Of("MeanVarianceNormalization", static call => Normalized(
            call.X, [.. (call.Wholes("axes") ?? [0, 2, 3]).Select(axis => call.Axis(call.X, axis))], 1e-9)),
        OnnxFunction.Of("LpNormalization", LpNormalize),
        OnnxFunction.Of("LRN", NormalizeLocally),
        new("LayerNormalization", LayerNormalize),
    ];

    /// <summary>What is added to a variance.</summary>
    public static double EpsilonOf(OnnxCall call) => call.Number("epsilon", Epsilon);

    /// <summary>Refuses a batch normalization of a kind that predicts otherwise than others.</summary>
    public static void CheckBatch(OnnxCall call)
    {
        if (call.Whole("training_mode", 0) != 0 || (call.Opset < 7 && call.Whole("is_test", 0) == 0 && call.Node.Output.Count > 1))
        {
            throw call.Error("it is exported for training, so that it gives the statistics of a batch.\n  hint: export the model for inference.");
        }

        if (call.Whole("spatial", 1) == 0)
        {
            throw call.Error("it has statistics for each place (spatial=0), which newer versions of ONNX do not have.");
        }
    }

    private static Tensor BatchNormalize(OnnxCall call)
    {
        CheckBatch(call);
        var scale = Aligned(call[1], call.X) * (Aligned(call[4], call.X) + EpsilonOf(call)).Rsqrt();
        return ((call.X - Aligned(call[3], call.X)) * scale) + Aligned(call[2], call.X);
    }

    private static Tensor GroupNormalize(OnnxCall call)
    {
        var (x, groups) = (call.X, call.Whole("num_groups", 0));
        if (groups < 1 || x.Rank < 2 || x.Shape[1] % groups != 0)
        {
            throw call.Error($"its {groups} groups do not divide the channels of {x.Shape}.");
        }

        var ofGroup = x.Shape[1] / groups;
        var y = Normalized(x.Reshape([x.Shape[0], groups, ofGroup, x.Shape[2..].Size]), [2, 3], EpsilonOf(call)).Reshape(x.Shape);
        return Scaled(call, y, ForChannels(call[1]), ForChannels(call[2]));

        Tensor ForChannels(Tensor part) => part.Shape[0] == groups && ofGroup > 1 ? part.Repeat(ofGroup, 0) : part;
    }

    private static Tensor[] LayerNormalize(OnnxCall call)
    {
        var x = call.X;
        int[] axes = [.. Enumerable.Range(call.Axis(x, call.Whole("axis", -1)), x.Rank - call.Axis(x, call.Whole("axis", -1)))];
        var mean = x.Mean(axes, keepDims: true);
        var inverse = ((x - mean).Square().Mean(axes, keepDims: true) + EpsilonOf(call)).Rsqrt();
        var y = (x - mean) * inverse * call[1];
        return [call.Find(2) is { } bias ? y + bias : y, mean, inverse];
    }

    private static Tensor LpNormalize(OnnxCall call)
    {
        var axis = call.Axis(call.X, call.Whole("axis", -1));
        var norm = call.Whole("p", 2) == 1
            ? call.X.Abs().Sum(axis, keepDims: true)
            : call.X.Square().Sum(axis, keepDims: true).Sqrt();
        return Tensor.DivideNoNan(call.X, norm);
    }

    private static Tensor NormalizeLocally(OnnxCall call)
    {
        var (x, size) = (call.X, call.Whole("size", 0));
        if (size is < 1 or > MostTerms || x.Rank < 2)
        {
            throw call.Error($"its size is {size}; it must be from 1 to {MostTerms}.");
        }

        var squares = x.Square().Pad(1, (size - 1) / 2, size / 2);
        var sum = squares.Slice(1, 0, x.Shape[1]);
        for (var i = 1; i < size; i++)
        {
            sum += squares.Slice(1, i, x.Shape[1]);
        }

        var scale = (sum * (call.Number("alpha", 1e-4f) / size)) + call.Number("bias", 1);
        return x / scale.Pow(call.Number("beta", 0.75));
    }

    private static Tensor Normalized(Tensor x, int[] axes, double epsilon)
    {
        var centred = x - x.Mean(axes, keepDims: true);
        return centred * (centred.Square().Mean(axes, keepDims: true) + epsilon).Rsqrt();
    }

    private static Tensor Scaled(OnnxCall call, Tensor y, Tensor scale, Tensor bias) =>
        (y * Aligned(scale, call.X)) + Aligned(bias, call.X);

    private static int[] Places(Tensor x) => [.. Enumerable.Range(2, Math.Max(0, x.Rank - 2))];

    // A vector of channels under the shape that broadcasts over x.
    private static Tensor Aligned(Tensor channels, Tensor x) =>
        channels.Reshape([channels.Shape.Size, .. Enumerable.Repeat(1, Math.Max(0, x.Rank - 2))]);
}
