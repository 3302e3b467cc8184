namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A panel of the packed kernel: some columns of a group, all rows of a block of runs.</summary>
/// <param name="Runs">The block of runs.</param>
/// <param name="Phase">The phase that it is for.</param>
/// <param name="GoesOn">Whether the sums go on from those of the block before.</param>
/// <param name="Group">The group of filters.</param>
/// <param name="Column">Its first column within the group.</param>
/// <param name="Columns">How many.</param>
/// <param name="Start">Where it begins in the packed kernel.</param>
internal readonly record struct GatherPanel(
    GatherRuns Runs, int Phase, bool GoesOn, int Group, int Column, int Columns, long Start);
