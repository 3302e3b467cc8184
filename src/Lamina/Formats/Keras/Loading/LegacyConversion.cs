using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Makes the arrays that old versions of Keras stored for a layer into those of today.</summary>
/// <remarks>
/// <para>Keras 1 had arrays of their own for each gate, and kernels of convolutions as <c>[out, in, rows, columns]</c> where
/// channels come first. Theano turned kernels by 180 degrees as it convolved. cuDNN's recurrent layers kept kernels
/// transposed, and two biases.</para>
/// <para>Source: the conversions that Keras 2.2 makes as it reads older files.</para>
/// </remarks>
internal static class LegacyConversion
{
    private static readonly string[] Recurrent = ["kernel", "recurrent_kernel", "bias"];

    /// <summary>How many arrays Keras 1 stored for a layer that had some for each gate; null for other layers.</summary>
    public static int? SplitCount(Layer layer) => layer switch
    {
        LSTMCell or ConvLSTMCell => 12,
        GRUCell => 9,
        _ => null,
    };

    /// <summary>The arrays as the layer has them, where the file's can be made into them.</summary>
    /// <param name="layer">A layer with weights of its own.</param>
    /// <param name="arrays">The file's, in Keras's order.</param>
    /// <param name="dialect">Who wrote them.</param>
    public static SourceArray[] Apply(Layer layer, SourceArray[] arrays, LegacyDialect dialect)
    {
        var joined = SplitCount(layer) == arrays.Length && AreGates(arrays) ? JoinGates(layer, arrays) : arrays;
        return layer switch
        {
            LSTMCell => FromCuDnn(layer, joined, gates: 4),
            GRUCell => FromCuDnn(layer, joined, gates: 3),
            ConvLSTMCell => [.. joined.Select((array, i) => i < 2 ? Kernel(layer, i, array, dialect) : array)],
            _ when IsConvolution(layer) && joined.Length > 0 => [Kernel(layer, 0, joined[0], dialect), .. joined[1..]],
            SeparableConv2D when dialect.IsKeras1 =>
                [.. joined.Select((array, i) => i < 2 ? IfItFits(layer, i, array, [2, 3, 1, 0]) : array)],
            _ => joined,
        };
    }

    // Keras 1 wrote W, U and b of a gate one after another: i, c, f, o of an LSTM; z, r, h of a GRU.
    private static SourceArray[] JoinGates(Layer layer, SourceArray[] arrays)
    {
        int[] order = layer is GRUCell ? [0, 3, 6] : [0, 6, 3, 9];
        return [.. Recurrent.Select((name, i) =>
            SourceArray.Joined([.. order.Select(gate => OfGate(layer, i, arrays[gate + i]))], name, "gates joined"))];
    }

    // Gates lie along the last axis, so that of the filters must be there before they are joined.
    private static SourceArray OfGate(Layer layer, int place, SourceArray array) =>
        layer is ConvLSTMCell && array.Axes.Count == 4 && FormatOf(layer) == DataFormat.ChannelsFirst
        && Reordered(array, [2, 3, 1, 0]) is var other && layer.OwnWeights[place].Shape is var own
        && other.Axes[0] == own[0] && other.Axes[1] == own[1] && other.Axes[2] == own[2]
            ? other
            : array;

    // Each of the three kinds differs from gate to gate in nothing but its numbers.
    private static bool AreGates(SourceArray[] arrays) => arrays.Index().All(pair =>
        pair.Item.Axes.Count > 0 && pair.Item.Axes.SequenceEqual(arrays[pair.Index % 3].Axes));

    private static bool IsConvolution(Layer layer) => layer is Conv1D or Conv2D or Conv3D or Conv2DTranspose;

    private static SourceArray Kernel(Layer layer, int place, SourceArray kernel, LegacyDialect dialect)
    {
        var ordered = dialect.IsKeras1 ? FromKeras1(layer, place, kernel) : kernel;
        var turned = dialect.HasTurnedKernels && ordered.Axes.Count is >= 3 and <= 5 ? Turned(ordered) : ordered;
        return turned.HasShape(layer.OwnWeights[place].Shape) ? turned : IfItFits(layer, place, turned, [3, 2, 0, 1]);
    }

    private static SourceArray FromKeras1(Layer layer, int place, SourceArray kernel) =>
        (layer, FormatOf(layer) == DataFormat.ChannelsFirst) switch
        {
            (Conv1D, _) when kernel.Axes.Count == 4 => WithoutColumns(layer, kernel),
            (Conv2D, true) => IfItFits(layer, place, kernel, [2, 3, 1, 0]),
            (Conv2DTranspose, true) => IfItFits(layer, place, kernel, [2, 3, 0, 1]),
            (Conv2DTranspose, false) => IfItFits(layer, place, kernel, [0, 1, 3, 2]),
            (Conv3D, true) => IfItFits(layer, place, kernel, [2, 3, 4, 1, 0]),
            _ => kernel,
        };

    // [length, 1, in, out], and before Keras 1.1 [out, in, length, 1].
    private static SourceArray WithoutColumns(Layer layer, SourceArray kernel)
    {
        var own = layer.OwnWeights[0].Shape;
        var ordered = kernel.Axes[1] == 1 && kernel.Axes[0] == own[0] && kernel.Axes[3] == own[2]
            ? kernel
            : Reordered(kernel, [2, 3, 1, 0]);
        return ordered.Axes[1] == 1
            ? ordered.Made([ordered.Axes[0], .. ordered.Axes.Skip(2)], "without an axis", static x => x.Squeeze(1))
            : kernel;
    }

    // A file of Keras 1 does not say whether its backend kept kernels this way, so the shape is asked.
    private static SourceArray IfItFits(Layer layer, int place, SourceArray kernel, int[] order) =>
        kernel.Axes.Count == order.Length
        && Reordered(kernel, order) is var other && other.HasShape(layer.OwnWeights[place].Shape)
            ? other
            : kernel;

    private static SourceArray Reordered(SourceArray kernel, int[] order) => kernel.Made(
        [.. order.Select(axis => kernel.Axes[axis])], $"axes {string.Join(", ", order)}", x => x.Transpose(order));

    // The axes of places; the last two are channels.
    private static SourceArray Turned(SourceArray kernel) => kernel.Made(
        kernel.Axes, "kernel turned", static x => x.Flip([.. Enumerable.Range(0, x.Rank - 2)]));

    private static SourceArray[] FromCuDnn(Layer layer, SourceArray[] arrays, int gates)
    {
        // Twice as many biases on one axis are those of cuDNN.
        if (arrays.Length != 3 || layer.OwnWeights.Count != 3
            || !arrays[..2].Zip(layer.OwnWeights).All(pair => pair.First.HasShape(pair.Second.Shape))
            || arrays[2].Axes is not [var biases] || biases != 2 * gates * arrays[1].Axes[0])
        {
            return arrays;
        }

        const string From = "from cuDNN";
        var (kernel, recurrent, bias) = (arrays[0], arrays[1], arrays[2]);
        return
        [
            kernel.Made(
                kernel.Axes, From,
                x => EachGate(x, gates, static gate => gate.Reshape([gate.Shape[1], gate.Shape[0]]).Transpose(1, 0))),
            recurrent.Made(recurrent.Axes, From, x => EachGate(x, gates, static gate => gate.Transpose(1, 0))),
            gates == 3
                ? bias.Made([2, bias.Axes[0] / 2], From, static x => x.Reshape([2, x.Shape[0] / 2]))
                : bias.Made([bias.Axes[0] / 2], From, static x => x.Reshape([2, x.Shape[0] / 2]).Sum(0)),
        ];
    }

    private static Tensor EachGate(Tensor x, int gates, Func<Tensor, Tensor> change) =>
        Tensor.Concat([.. x.Split(gates, axis: 1).Select(change)], axis: 1);

    private static DataFormat FormatOf(Layer layer) => layer switch
    {
        ConvLSTMCell cell => cell.Options.DataFormat,
        _ => (layer.GetConfig() as ConvolutionalConfig)?.DataFormat ?? DataFormat.ChannelsLast,
    };
}
