using Lamina.Ops;

namespace Lamina;

// Axes split and joined: patterns, blocks of images, windows over images.
public sealed partial class Tensor
{
    /// <summary>Axes split, moved and joined by a pattern: <c>x.Rearrange("b (h p) c -&gt; b h (p c)", ("p",
    /// 2))</c>.</summary>
    /// <remarks>Names stand for axes, brackets join several to one, 1 is an axis of length 1 and three dots are the
    /// axes that
    /// are not named.</remarks>
    /// <param name="pattern">The axes as they are, an arrow, the axes as they shall be.</param>
    /// <param name="lengths">Lengths of axes that are split, where they do not follow.</param>
    /// <exception cref="ArgumentException">The pattern does not fit the tensor.</exception>
    public Tensor Rearrange(string pattern, params (string Name, int Length)[] lengths)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(lengths);
        return Rearrangement.Run(this, pattern, lengths);
    }

    /// <summary>Channels laid out as blocks of pixels: [batch, h, w, c·b²] → [batch, h·b, w·b, c].</summary>
    /// <param name="blockSize">The side b of a block.</param>
    /// <param name="channelsFirst">Whether channels stand before rows and columns, [batch, c, h, w].</param>
    public Tensor DepthToSpace(int blockSize, bool channelsFirst = false)
    {
        if (blockSize < 1 || Rank != 4 || Shape[channelsFirst ? 1 : 3] % (blockSize * blockSize) != 0)
        {
            throw Mismatch.Shapes(
                $"DepthToSpace needs images whose number of channels is a multiple of {blockSize}².", ("x", Shape));
        }

        var pattern = channelsFirst ? "n (c p q) h w -> n c (h p) (w q)" : "n h w (p q c) -> n (h p) (w q) c";
        return Rearrange(pattern, ("p", blockSize), ("q", blockSize));
    }

    /// <summary>Blocks of pixels laid out as channels: [batch, h·b, w·b, c] → [batch, h, w, c·b²].</summary>
    /// <inheritdoc cref="DepthToSpace"/>
    public Tensor SpaceToDepth(int blockSize, bool channelsFirst = false)
    {
        var first = channelsFirst ? 2 : 1;
        if (blockSize < 1 || Rank != 4 || Shape[first] % blockSize != 0 || Shape[first + 1] % blockSize != 0)
        {
            throw Mismatch.Shapes($"SpaceToDepth needs images whose sides are multiples of {blockSize}.", ("x", Shape));
        }

        var pattern = channelsFirst ? "n c (h p) (w q) -> n (c p q) h w" : "n (h p) (w q) c -> n h w (p q c)";
        return Rearrange(pattern, ("p", blockSize), ("q", blockSize));
    }

    /// <summary>Windows that slide over images, as columns: [batch, c, h, w] → [batch, c·kernel, windows].</summary>
    /// <param name="kernel">The sides of a window.</param>
    /// <param name="dilation">The distance of neighbours in a window.</param>
    /// <param name="padding">How many zeros before and behind rows and columns.</param>
    /// <param name="stride">How far the windows move.</param>
    public Tensor Unfold(
        (int Rows, int Columns) kernel, (int Rows, int Columns)? dilation = null, (int Rows, int Columns)? padding = null,
        (int Rows, int Columns)? stride = null)
    {
        var (dilate, pad, move) = (dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
        if (Rank != 4)
        {
            throw Mismatch.Shapes("Unfold needs images [batch, channels, height, width].", ("x", Shape));
        }

        var x = Pad([(0, 0), (0, 0), (pad.Rows, pad.Rows), (pad.Columns, pad.Columns)]);
        var rows = WindowPlaces(x.Shape[2], kernel.Rows, dilate.Rows, move.Rows);
        var columns = WindowPlaces(x.Shape[3], kernel.Columns, dilate.Columns, move.Columns);

        // [batch, c, kernel, windows, kernel, windows] → both kernels, both windows.
        return x.Take(rows, 2).Take(columns, 4).Transpose(0, 1, 2, 4, 3, 5)
            .Reshape([Shape[0], Shape[1] * kernel.Rows * kernel.Columns, rows.Shape[1] * columns.Shape[1]]);
    }

    /// <summary>Windows put back into images, those that overlap added: the reverse of <see cref="Unfold"/>, [batch,
    /// c·kernel,
    /// windows] → [batch, c, h, w].</summary>
    /// <param name="output">The sides of the images.</param>
    /// <param name="kernel">The sides of a window.</param>
    /// <param name="dilation">The distance of neighbours in a window.</param>
    /// <param name="padding">How many zeros before and behind rows and columns.</param>
    /// <param name="stride">How far the windows move.</param>
    public Tensor Fold(
        (int Rows, int Columns) output, (int Rows, int Columns) kernel, (int Rows, int Columns)? dilation = null,
        (int Rows, int Columns)? padding = null, (int Rows, int Columns)? stride = null)
    {
        var (dilate, pad, move) = (dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
        var (height, width) = (output.Rows + (2 * pad.Rows), output.Columns + (2 * pad.Columns));
        var rows = WindowPlaces(height, kernel.Rows, dilate.Rows, move.Rows);
        var columns = WindowPlaces(width, kernel.Columns, dilate.Columns, move.Columns);
        var (size, windows) = (kernel.Rows * kernel.Columns, rows.Shape[1] * columns.Shape[1]);
        if (Rank != 3 || Shape[1] % size != 0 || Shape[2] != windows)
        {
            throw Mismatch.Shapes($"Fold needs [batch, channels times {size}, {windows}].", ("x", Shape));
        }

        var channels = Shape[1] / size;
        var places = (rows.Reshape([kernel.Rows, 1, rows.Shape[1], 1]) * width)
            + columns.Reshape([1, kernel.Columns, 1, columns.Shape[1]]);
        var flat = Reshape([Shape[0], channels, size * windows]);
        var index = places.Reshape([1, 1, size * windows]).BroadcastTo(flat.Shape);
        return new AddAlong(2, height * width).Of(flat, index).Reshape([Shape[0], channels, height, width])
            .Slice(2, pad.Rows, output.Rows).Slice(3, pad.Columns, output.Columns);
    }

    // [kernel, windows]: the place of each element of each window along one axis.
    private static Tensor WindowPlaces(int length, int kernel, int dilation, int stride)
    {
        var count = ((length - (dilation * (kernel - 1)) - 1) / stride) + 1;
        var places = new int[kernel * count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i / count * dilation) + (i % count * stride);
        }

        return Wrap(places, [kernel, count]);
    }
}
