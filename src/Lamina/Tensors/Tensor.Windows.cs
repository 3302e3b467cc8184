using Lamina.Ops;

namespace Lamina;

public sealed partial class Tensor
{
    /// <summary>This map convolved with a kernel: x [batch, places.., cin], w [window.., cin/groups, cout] → [batch,
    /// windows.., cout].</summary>
    internal Tensor Convolve(Tensor kernel, Windows windows, int groups = 1) =>
        new Convolution(windows, groups).Of(this, kernel);

    /// <summary>The map of some places whose windows these are the results of: [batch, windows.., cout], w [window..,
    /// cin/groups, cout] → [batch, places.., cin].</summary>
    internal Tensor ConvolveTransposed(Tensor kernel, Windows windows, Shape places, int groups = 1) =>
        new TransposedConvolution(windows, places, groups).Of(this, kernel);

    /// <summary>The largest value of each channel in each window of this map.</summary>
    internal Tensor MaxPool(Windows windows) => new MaxPool(windows).Of(this);

    /// <summary>The mean of each channel in each window of this map; places around it count as zeros or not at all.</summary>
    internal Tensor AveragePool(Windows windows, bool countPadding = false) => new AveragePool(windows, countPadding).Of(this);
}
