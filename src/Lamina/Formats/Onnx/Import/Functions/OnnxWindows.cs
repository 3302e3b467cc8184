using Lamina.NN;
using Windows = Lamina.Ops.Windows;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Windows as the attributes of convolutions and pools describe them.</summary>
/// <param name="Call">The node, with its attributes.</param>
/// <param name="Sizes">The elements of a window along each axis of places.</param>
internal sealed record OnnxWindows(OnnxCall Call, int[] Sizes)
{
    /// <summary>The places from one window to the next.</summary>
    public int[] Strides { get; } = Each(Call, "strides", Sizes.Length, least: 1);

    /// <summary>The places from one element of a window to the next.</summary>
    public int[] Dilations { get; } = Each(Call, "dilations", Sizes.Length, least: 1);

    /// <summary>How the padding follows from the lengths; <c>NOTSET</c> where it stands in numbers.</summary>
    public string AutoPad { get; } = Call.Text("auto_pad", "NOTSET") is var auto && auto is "" or "NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"
        ? auto.Length == 0 ? "NOTSET" : auto
        : throw Call.Error($"its auto_pad '{auto}' is none of NOTSET, VALID, SAME_UPPER and SAME_LOWER.");

    /// <summary>The windows of a node whose attribute says how large they are.</summary>
    public static OnnxWindows Of(OnnxCall call) => call.Wholes("kernel_shape") is { Length: > 0 } sizes && sizes.All(size => size > 0)
        ? new OnnxWindows(call, sizes)
        : throw call.Error("it needs the attribute 'kernel_shape', sizes greater than 0.");

    /// <summary>The places that a window covers.</summary>
    public int Extent(int axis) => checked(((Sizes[axis] - 1) * Dilations[axis]) + 1);

    /// <summary>The padding in numbers, for maps of some lengths.</summary>
    public (int[] Before, int[] After) Pads(IReadOnlyList<int> lengths)
    {
        var count = Sizes.Length;
        if (AutoPad == "NOTSET")
        {
            var pads = Call.Wholes("pads") ?? new int[2 * count];
            return pads.Length == 2 * count
                ? (pads[..count], pads[count..])
                : throw Call.Error($"it has {pads.Length} pads; {count} axes need {2 * count}.");
        }

        var (before, after) = (new int[count], new int[count]);
        for (var i = 0; i < count && AutoPad != "VALID"; i++)
        {
            var windows = (lengths[i] + Strides[i] - 1) / Strides[i];
            var missing = Math.Max(0, ((windows - 1) * Strides[i]) + Extent(i) - lengths[i]);
            before[i] = AutoPad == "SAME_UPPER" ? missing / 2 : missing - (missing / 2);
            after[i] = missing - before[i];
        }

        return (before, after);
    }

    /// <summary>The windows over maps of some lengths; with <c>ceil_mode</c> a last one may reach beyond.</summary>
    public Windows Over(IReadOnlyList<int> lengths)
    {
        var (before, after) = Pads(lengths);
        for (var i = 0; i < before.Length && Call.Whole("ceil_mode", 0) != 0; i++)
        {
            after[i] += Beyond(i, lengths[i], before[i], after[i]);
        }

        return new Windows([.. Sizes], [.. Strides], [.. Dilations], [.. before], [.. after]);
    }

    /// <summary>How far a last window reaches beyond the padded map, where there is one more that begins within.</summary>
    public int Beyond(int axis, int length, int before, int after)
    {
        var free = length + before + after - Extent(axis);
        var count = ((free + Strides[axis] - 1) / Strides[axis]) + 1;
        count -= (count - 1) * Strides[axis] >= length + before ? 1 : 0;
        return Math.Max(0, ((count - 1) * Strides[axis]) - free);
    }

    /// <summary>Numbers for each axis; 1 where the node says nothing.</summary>
    private static int[] Each(OnnxCall call, string name, int count, int least)
    {
        var values = call.Wholes(name) ?? [.. Enumerable.Repeat(1, count)];
        return values.Length == count && values.All(value => value >= least)
            ? values
            : throw call.Error($"its {name} [{string.Join(", ", values)}] are not {count} numbers from {least}.");
    }

    /// <summary>A map [batch, channels, places..] as functions of windows take it.</summary>
    public static Tensor Last(Tensor x) => DataFormat.ChannelsFirst.ToChannelsLast(x);

    /// <summary>A map [batch, places.., channels] as ONNX has it.</summary>
    public static Tensor First(Tensor x) => DataFormat.ChannelsFirst.FromChannelsLast(x);
}
