using Lamina.NN;

namespace Lamina.Formats.PyTorch;

/// <summary>Which modules of PyTorch compute what a layer of Keras computes, and how their parameters become its
/// weights.</summary>
/// <remarks>Source: the shapes of parameters as PyTorch's documentation of <c>torch.nn</c> states them.</remarks>
internal static class TorchLayers
{
    /// <summary>The modules of a layer's own weights; none where PyTorch has no counterpart.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="map">Of a layer behind a flattened map, the map's shape, channels last; else null.</param>
    public static IEnumerable<TorchLayer> Of(Layer layer, Shape? map)
    {
        TorchWeight?[] weights = [.. layer.OwnWeights.Select(weight => Row(layer, layer.GetConfig(), weight, map))];
        if (weights.Length == 0 || weights.Contains(null))
        {
            return [];
        }

        // Of a separable convolution PyTorch makes two, whose first has no bias.
        return layer.GetConfig() is SeparableConvolutionConfig
            ? [new TorchLayer(layer, [weights[0]!]), new TorchLayer(layer, [.. weights[1..]!])]
            : [new TorchLayer(layer, weights!)];
    }

    private static TorchWeight? Row(Layer layer, LayerConfig config, Variable weight, Shape? map) => (config, weight.Name) switch
    {
        (DenseConfig, "kernel") => OfDense(weight, map),
        (ConvolutionConfig or TransposedConvolutionConfig, "kernel") => OfWindows(weight),
        (DepthwiseConvolutionConfig, "kernel") => OfDepthwise(weight),
        (SeparableConvolutionConfig, "depthwise_kernel") => OfDepthwise(weight),
        (SeparableConvolutionConfig, "pointwise_kernel") => OfWindows(weight),
        (DenseConfig or ConvolutionalConfig, "bias") => Same(weight, "bias"),
        (EmbeddingConfig, "embeddings") => Same(weight, "weight"),
        (PReLUConfig, "alpha") => new(weight, ["weight"], [weight.Shape.Size], x => x[0].Reshape(weight.Shape)),
        (BatchNormalizationConfig or LayerNormalizationConfig or GroupNormalizationConfig, "gamma") => OfFeatures(weight, "weight", map),
        (BatchNormalizationConfig or LayerNormalizationConfig or GroupNormalizationConfig, "beta") => OfFeatures(weight, "bias", map),
        (BatchNormalizationConfig, "moving_mean") => OfFeatures(weight, "running_mean", map),
        (BatchNormalizationConfig, "moving_variance") => OfFeatures(weight, "running_var", map),
        (RMSNormalizationConfig, "scale") => OfFeatures(weight, "weight", map),
        (RecurrentCellConfig, _) => OfCell(layer, weight),
        _ => null,
    };

    private static TorchWeight Same(Variable weight, string parameter) => new(weight, [parameter], weight.Shape, x => x[0]);

    // [out, in] → [in, out]. PyTorch flattens [channels, ..places], Keras [..places, channels].
    private static TorchWeight OfDense(Variable weight, Shape? map)
    {
        var (inputs, units) = (weight.Shape[0], weight.Shape[1]);
        return new(weight, ["weight"], [units, inputs], x => map is { } shape && shape.Size == inputs
            ? x[0].Reshape([units, shape[^1], .. shape[..^1]]).Transpose(LastFirst(shape.Rank + 1)).Reshape(weight.Shape)
            : x[0].Transpose());
    }

    private static TorchWeight OfFeatures(Variable weight, string parameter, Shape? map) =>
        map is { } shape && weight.Shape == [shape.Size]
            ? new(weight, [parameter], weight.Shape, x => x[0]
                .Reshape([shape[^1], .. shape[..^1]]).Transpose([.. Enumerable.Range(1, shape.Rank - 1), 0]).Reshape(weight.Shape))
            : Same(weight, parameter);

    // [a, b, ..window] → [..window, b, a]: of a convolution, a are its outputs; of a transposed one, its inputs.
    private static TorchWeight OfWindows(Variable weight)
    {
        var shape = weight.Shape;
        return new(weight, ["weight"], [shape[^1], shape[^2], .. shape[..^2]], x => x[0].Transpose(LastFirst(shape.Rank)));
    }

    // [channels·multiplier, 1, ..window] → [..window, channels, multiplier].
    private static TorchWeight OfDepthwise(Variable weight)
    {
        var shape = weight.Shape;
        return new(weight, ["weight"], [shape[^2] * shape[^1], 1, .. shape[..^2]], x => x[0]
            .Reshape([shape[^2], shape[^1], .. shape[..^2]]).Transpose([.. Enumerable.Range(2, shape.Rank - 2), 0, 1]));
    }

    private static TorchWeight? OfCell(Layer cell, Variable weight)
    {
        if (cell is GRUCell { Config.ResetAfter: false })
        {
            throw new InvalidOperationException(
                "PyTorch's GRU applies its reset gate after the product with the recurrent kernel; the weights of"
                + $" '{weight.Path}' are of a GRU with ResetAfter = false, which computes something else.");
        }

        Func<Tensor, Tensor> order = cell is GRUCell ? OfUpdateFirst : static x => x;
        return cell is not (LSTMCell or GRUCell or SimpleRNNCell) ? null : weight.Name switch
        {
            "kernel" => Turned("weight_ih"),
            "recurrent_kernel" => Turned("weight_hh"),
            "bias" when cell is GRUCell =>
                new(weight, ["bias_ih", "bias_hh"], [weight.Shape[1]], x => Tensor.Stack([order(x[0]), order(x[1])])),
            "bias" => new(weight, ["bias_ih", "bias_hh"], weight.Shape, x => x[0] + x[1]),
            _ => null,
        };

        TorchWeight Turned(string parameter) =>
            new(weight, [parameter], [weight.Shape[1], weight.Shape[0]], x => order(x[0].Transpose()));
    }

    // PyTorch's gates of a GRU are reset, update, new; Keras's are update, reset, new. An LSTM's agree.
    private static Tensor OfUpdateFirst(Tensor gates)
    {
        var units = gates.Shape[^1] / 3;
        return Tensor.Concat([gates.Slice(-1, units, units), gates.Slice(-1, 0, units), gates.Slice(-1, 2 * units, units)]);
    }

    // The first two axes change places and go to the end.
    private static int[] LastFirst(int rank) => [.. Enumerable.Range(2, rank - 2), 1, 0];
}
