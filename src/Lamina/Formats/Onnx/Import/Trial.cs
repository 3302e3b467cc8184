namespace Lamina.Formats.Onnx.Import;

/// <summary>Lengths that axes are tried with which the file leaves open: what is the same in two trials is fixed, and what
/// goes with the batch is the batch.</summary>
/// <param name="Batch">The number of samples.</param>
/// <param name="Length">The length of other open axes.</param>
internal readonly record struct Trial(int Batch, int Length)
{
    // A graph may hold only for lengths of some kind: at least a window, a multiple of strides, or no more than a table has.
    private static readonly (int First, int Second)[] Lengths = [(64, 128), (256, 512), (12, 24), (5, 7)];

    /// <summary>Pairs of trials, in the order in which they are made until one holds.</summary>
    /// <param name="batch">The number of samples where the file fixes it.</param>
    /// <param name="hasOpenAxes">Whether axes besides the batch are open.</param>
    public static IEnumerable<Trial[]> Pairs(int? batch, bool hasOpenAxes) =>
        (hasOpenAxes ? Lengths : Lengths[..1]).Select(pair =>
            new[] { new Trial(batch ?? 2, pair.First), new Trial(batch ?? 3, pair.Second) });
}
