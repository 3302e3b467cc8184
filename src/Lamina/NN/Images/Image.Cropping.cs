using Lamina.Ops;

namespace Lamina.NN;

public static partial class Image
{
    /// <summary>Images without some rows and columns at their edges. Of top, bottom and height two are given, and of left,
    /// right and width.</summary>
    /// <param name="images">The images.</param>
    /// <param name="topCropping">Rows left out at the top.</param>
    /// <param name="leftCropping">Columns left out at the left.</param>
    /// <param name="bottomCropping">Rows left out at the bottom.</param>
    /// <param name="rightCropping">Columns left out at the right.</param>
    /// <param name="targetHeight">The rows that are left.</param>
    /// <param name="targetWidth">The columns that are left.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">Not exactly two of three are given, or more would be left out than there is.</exception>
    public static Tensor CropImages(
        Tensor images, int? topCropping = null, int? leftCropping = null, int? bottomCropping = null, int? rightCropping = null,
        int? targetHeight = null, int? targetWidth = null, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        return OfBatch(nameof(CropImages), images, dataFormat, batch =>
        {
            var (top, height) = Cropping("top, bottom and height", batch.Shape[1], topCropping, bottomCropping, targetHeight);
            var (left, width) = Cropping("left, right and width", batch.Shape[2], leftCropping, rightCropping, targetWidth);
            return batch.Slice(1, top, height).Slice(2, left, width);
        });

        static (int Start, int Length) Cropping(string names, int length, int? before, int? after, int? target)
        {
            CheckTwo(nameof(CropImages), names, before, after, target);
            var start = before ?? length - target!.Value - after!.Value;
            var left = target ?? length - before!.Value - after!.Value;
            return start >= 0 && left >= 0 && start + left <= length
                ? (start, left)
                : throw new ArgumentException(
                    $"CropImages was given {Words(before, after, target)} as {names}; an image of {length} has not that many.");
        }
    }

    /// <summary>Images with zeros around them. Of top, bottom and height two are given, and of left, right and width.</summary>
    /// <param name="images">The images.</param>
    /// <param name="topPadding">Rows of zeros at the top.</param>
    /// <param name="leftPadding">Columns of zeros at the left.</param>
    /// <param name="bottomPadding">Rows of zeros at the bottom.</param>
    /// <param name="rightPadding">Columns of zeros at the right.</param>
    /// <param name="targetHeight">The rows of the result.</param>
    /// <param name="targetWidth">The columns of the result.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">Not exactly two of three are given, or the result would be smaller.</exception>
    public static Tensor PadImages(
        Tensor images, int? topPadding = null, int? leftPadding = null, int? bottomPadding = null, int? rightPadding = null,
        int? targetHeight = null, int? targetWidth = null, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        return OfBatch(nameof(PadImages), images, dataFormat, batch =>
        {
            var (top, bottom) = Padding("top, bottom and height", batch.Shape[1], topPadding, bottomPadding, targetHeight);
            var (left, right) = Padding("left, right and width", batch.Shape[2], leftPadding, rightPadding, targetWidth);
            return batch.Pad(1, top, bottom).Pad(2, left, right);
        });

        static (int Before, int After) Padding(string names, int length, int? before, int? after, int? target)
        {
            CheckTwo(nameof(PadImages), names, before, after, target);
            var first = before ?? target!.Value - after!.Value - length;
            var last = after ?? target!.Value - before!.Value - length;
            return first >= 0 && last >= 0
                ? (first, last)
                : throw new ArgumentException(
                    $"PadImages was given {Words(before, after, target)} as {names}; that leaves no room for an image of {length}.");
        }
    }

    /// <summary>Patches of images, each with its values in a row: [.., patches down, patches across, height·width·channels].</summary>
    /// <param name="images">The images.</param>
    /// <param name="size">Height and width of a patch; a single number for both.</param>
    /// <param name="strides">From one patch to the next; the size when null.</param>
    /// <param name="dilationRate">From one pixel of a patch to the next.</param>
    /// <param name="padding">Whether the image is padded so that there is a patch for each stride.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    public static Tensor ExtractPatches(
        Tensor images, Axes size, Axes? strides = null, int dilationRate = 1, Padding padding = Padding.Valid,
        DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        size = Guard.PerAxis(size, 2);
        var windows = new LayerWindows(
            size, strides is { } given ? Guard.PerAxis(given, 2, nameof(strides)) : size,
            Guard.PerAxis(dilationRate, 2, nameof(dilationRate)), padding);
        return OfBatch(nameof(ExtractPatches), images, dataFormat, batch =>
        {
            windows.Check(nameof(ExtractPatches), batch.Shape, DataFormat.ChannelsLast);
            return Tensor.Concat([.. Elements(batch, windows.Over(batch.Shape))]);
        });
    }

    // The elements of all patches one after the other, row-major: each [batch, patches down, patches across, channels].
    private static IEnumerable<Tensor> Elements(Tensor images, Windows windows)
    {
        var counts = windows.Counts(images.Shape[1..^1]);
        images = images.Pad(1, windows.Before[0], windows.After[0]).Pad(2, windows.Before[1], windows.After[1]);
        return
            from row in Enumerable.Range(0, windows.Sizes[0])
            from column in Enumerable.Range(0, windows.Sizes[1])
            select images
                .Slice(1, row * windows.Dilations[0], counts[0], windows.Strides[0])
                .Slice(2, column * windows.Dilations[1], counts[1], windows.Strides[1]);
    }

    // Rows and columns of one value around images [batch, height, width, channels].
    private static Tensor Filled(Tensor images, int top, int bottom, int left, int right, double value)
    {
        var padded = images.Pad(1, top, bottom).Pad(2, left, right);
        if (value == 0 || padded == images)
        {
            return padded;
        }

        var inside = Tensor.Ones([1, images.Shape[1], images.Shape[2], 1], images.DType).Pad(1, top, bottom).Pad(2, left, right);
        return Tensor.Where(inside > 0, padded, value);
    }

    private static void CheckTwo(string function, string names, int? before, int? after, int? target)
    {
        if ((before is null ? 1 : 0) + (after is null ? 1 : 0) + (target is null ? 1 : 0) != 1)
        {
            throw new ArgumentException($"{function} needs two of {names}; it was given {Words(before, after, target)}.");
        }
    }

    private static string Words(params int?[] numbers) => string.Join(", ", numbers.Select(number => number?.ToString(
        System.Globalization.CultureInfo.InvariantCulture) ?? "none"));
}
