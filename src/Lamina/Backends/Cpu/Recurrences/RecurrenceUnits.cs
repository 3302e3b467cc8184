namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>How the rows of a recurrence are divided: each unit takes some rows through all steps, so its states stay in
/// the cache of its thread, and threads wait for each other at the end alone.</summary>
/// <param name="Batch">All rows.</param>
/// <param name="Count">Units.</param>
internal readonly record struct RecurrenceUnits(int Batch, int Count)
{
    // Fewer rows make too little use of what they read of the kernel; more do not make better use of it.
    private const int FewestRows = 16;
    private const int MostRows = 64;

    // A smaller kernel stays in a core's own cache from step to step; for a larger one, rows count for more than units.
    private const int CachedKernelFloats = 128 * 1024;

    /// <summary>The most rows of a unit; others have one fewer.</summary>
    public int MostRowsOfOne => (Batch + Count - 1) / Count;

    /// <summary>The division for some sizes; a function of these alone.</summary>
    public static RecurrenceUnits Of(int batch, int kernelFloats)
    {
        var parts = kernelFloats > CachedKernelFloats ? 2 : 4;
        var rows = int.Clamp((batch + parts - 1) / parts, FewestRows, MostRows * (parts == 2 ? 2 : 1));
        return new RecurrenceUnits(batch, int.Max(1, (batch + (rows / 2)) / rows));
    }

    /// <summary>The first row of a unit; that of the unit behind the last is the end.</summary>
    public int First(int unit) => (int)((long)Batch * unit / Count);
}
