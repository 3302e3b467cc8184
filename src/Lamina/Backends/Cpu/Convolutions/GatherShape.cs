using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Sizes of a sum over windows: each result adds up what its window reads of a map, times a kernel. Both a
/// convolution and, with other windows, its transpose are one.</summary>
/// <param name="Windows">The windows of the convolution.</param>
/// <param name="Transposed">Whether the map is what a convolution gives.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Places">The axes of places of the map that is read.</param>
/// <param name="Results">The axes of places of what is written.</param>
/// <param name="Channels">Channels of the map.</param>
/// <param name="Filters">Channels of what is written.</param>
/// <param name="Groups">Into how many groups both are divided.</param>
internal sealed record GatherShape(
    Windows Windows, bool Transposed, int Batch, Shape Places, Shape Results, int Channels, int Filters, int Groups)
{
    /// <summary>The shape of a convolution's node; of the kernel's gradient, that of its convolution.</summary>
    public static GatherShape Of(Node node)
    {
        var (op, a) = ((ConvolutionOp)node.Op, node.Inputs[0].Shape);
        var y = op is KernelConvolution ? node.Inputs[1].Shape : node.Output.Shape;
        return new GatherShape(
            op.Windows, op is TransposedConvolution, a[0], a[1..^1], y[1..^1], a[^1], y[^1], op.Groups);
    }

    /// <summary>How many channels stand for one of the map that is given: of a depthwise convolution of several filters a
    /// channel, each channel is read as so many.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>How many filters are added up to one of what is written: the transpose of the same.</summary>
    public int Fold { get; init; } = 1;

    /// <summary>Floats by which places are further apart in copies than their channels take: lines of cache that are a
    /// power of two apart drive each other out.</summary>
    public int Gap { get; init; }

    /// <summary>Whether each filter sees one channel of several for itself.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Channels && Groups == Filters;

    /// <summary>The same sums with as many channels as filters, if there are groups of one channel.</summary>
    public GatherShape Depthwise() => Groups == 1 || (Transposed ? Filters : Channels) != Groups || IsDepthwise ? this
        : Transposed ? this with { Filters = Channels, Groups = Channels, Fold = Channels / Groups }
        : this with { Channels = Filters, Groups = Filters, Repeat = Filters / Groups };

    /// <summary>Terms of a result's sum that one element of its window gives.</summary>
    public int Depth => Channels / Groups;

    /// <summary>Filters of a group.</summary>
    public int Columns => Filters / Groups;

    /// <summary>From a term's weights to the next term's, in floats: the kernel is [window.., channels/groups, filters], or
    /// for a transpose [window.., filters/groups, channels].</summary>
    public nint KernelRow => Transposed ? 1 : Filters;

    /// <summary>From a column's weights to the next column's.</summary>
    public nint KernelColumn => Transposed ? Channels : 1;

    /// <summary>From an element of the kernel to the next.</summary>
    public nint KernelElement => (nint)Channels * Columns;

    /// <summary>From a group of the kernel to the next.</summary>
    public nint KernelGroup => Transposed ? Depth : Columns;

    /// <summary>Floats of a sample of the map.</summary>
    public long MapFloats => (long)Places.Size * Channels / Repeat;

    /// <summary>Floats of a sample's results.</summary>
    public long ResultFloats => (long)Results.Size * Filters / Fold;

    /// <summary>Floating-point operations of a sample.</summary>
    public double SampleFlops => 2.0 * (Transposed ? Places : Results).Size * Channels * Columns * Windows.Elements;

    /// <summary>How results are walked along an axis.</summary>
    public AxisWalk[] Walks(int axis) => Transposed
        ? AxisWalk.Transposed(Windows, axis, Results[axis])
        : AxisWalk.Forward(Windows, axis, Results[axis]);
}
