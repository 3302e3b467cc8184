using Lamina.NN;
using Axes = Lamina.Ops.Axes;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What stands around a map, as layers of Keras say it: same, valid, or a layer of zeros in front.</summary>
/// <param name="Padding">The padding of the layer.</param>
/// <param name="Before">The zeros before each axis of places that a layer in front puts there.</param>
/// <param name="After">Those behind.</param>
internal sealed record WindowPadding(Padding Padding, int[] Before, int[] After)
{
    /// <summary>Whether a layer in front is needed.</summary>
    public bool IsExplicit => Before.Any(count => count > 0) || After.Any(count => count > 0);

    /// <summary>The padding of some windows over maps of some lengths; null where no layer has such.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="lengths">The lengths, as far as they are known.</param>
    public static WindowPadding? Of(OnnxWindows windows, Shape lengths)
    {
        var none = new int[windows.Sizes.Length];
        var isCeiled = windows.Call.Whole("ceil_mode", 0) != 0;
        if (windows.AutoPad == "SAME_UPPER")
        {
            return new WindowPadding(Padding.Same, none, none);
        }

        if ((windows.AutoPad == "SAME_LOWER" || isCeiled) && !lengths.IsKnown)
        {
            return null;
        }

        var (before, after) = windows.Pads(lengths);
        for (var i = 0; isCeiled && i < after.Length; i++)
        {
            after[i] += windows.Beyond(i, lengths[i], before[i], after[i]);
        }

        return before.Concat(after).Any(count => count < 0) ? null
            : IsSame(windows, lengths, before, after) ? new WindowPadding(Padding.Same, none, none)
            : new WindowPadding(Padding.Valid, before, after);
    }

    /// <summary>Puts the zeros in front of a map.</summary>
    public KerasTensor Around(NodeImport node, KerasTensor map, DataFormat format) => IsExplicit
        ? node.Placer.Place(Zeros(node.Placer.Names.Unique($"{node.Node.OpType.ToLowerInvariant()}_pad"), Before, After, format), map)
        : map;

    /// <summary>A layer of zeros around maps.</summary>
    public static Layer Zeros(string name, int[] before, int[] after, DataFormat format)
    {
        ValueList<Axes> padding = [.. before.Zip(after, (first, second) => new Axes([first, second]))];
        return before.Length switch
        {
            1 => new ZeroPadding1D(new ZeroPadding1DConfig { Name = name, Padding = padding[0], DataFormat = format }),
            2 => new ZeroPadding2D(new ZeroPadding2DConfig { Name = name, Padding = padding, DataFormat = format }),
            _ => new ZeroPadding3D(new ZeroPadding3DConfig { Name = name, Padding = padding, DataFormat = format }),
        };
    }

    // As Keras pads: as much as gives a window for each stride, the larger half behind. Where the length is open, that is
    // known only of windows that move by 1.
    private static bool IsSame(OnnxWindows windows, Shape lengths, int[] before, int[] after)
    {
        var isAny = false;
        for (var i = 0; i < before.Length; i++)
        {
            if (lengths[i] == Shape.Unknown && windows.Strides[i] != 1)
            {
                return false;
            }

            var length = lengths[i] == Shape.Unknown ? windows.Extent(i) : lengths[i];
            var count = (length + windows.Strides[i] - 1) / windows.Strides[i];
            var missing = Math.Max(0, ((count - 1) * windows.Strides[i]) + windows.Extent(i) - length);
            if (before[i] != missing / 2 || after[i] != missing - (missing / 2))
            {
                return false;
            }

            isAny |= missing > 0;
        }

        return isAny;
    }
}
