namespace Lamina.NN;

/// <summary>The bins that an axis is divided into.</summary>
/// <param name="Length">The length of the axis.</param>
/// <param name="Count">How many bins there are.</param>
internal readonly record struct Bins(int Length, int Count)
{
    /// <summary>Whether bins are of one size and share no places.</summary>
    public bool AreEven => Length % Count == 0;

    /// <summary>Where a bin begins.</summary>
    public int Start(int bin) => (int)((long)bin * Length / Count);

    /// <summary>The place behind a bin's last.</summary>
    public int End(int bin) => (int)((((long)(bin + 1) * Length) + Count - 1) / Count);
}
