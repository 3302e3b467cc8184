using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>What an attempt cost this thread.</summary>
/// <param name="Bytes">All that it allocated, whether or not it was needed at the same time.</param>
/// <param name="Seconds">The processor's time; where the system does not tell it, the clock's.</param>
internal readonly partial record struct FuzzCost(long Bytes, double Seconds)
{
    private const int ThreadClock = 3;

    /// <summary>Measures an attempt.</summary>
    public static FuzzCost Of(Action attempt, out Exception? error)
    {
        error = null;
        var (bytes, seconds) = (GC.GetAllocatedBytesForCurrentThread(), Clock());
        try
        {
            attempt();
        }
        catch (Exception e)
        {
            error = e;
        }

        return new FuzzCost(GC.GetAllocatedBytesForCurrentThread() - bytes, Clock() - seconds);
    }

    private static double Clock() => OperatingSystem.IsLinux() && clock_gettime(ThreadClock, out var time) == 0
        ? time.Seconds + (time.Nanoseconds * 1e-9)
        : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

/// <summary>What a reader may take for a file.</summary>
/// <param name="FileBytes">The length of the file that is right.</param>
/// <param name="OwnBytes">What reading that one allocates.</param>
internal readonly record struct FuzzLimit(long FileBytes, long OwnBytes)
{
    private const double MostSeconds = 1;
    private const int Factor = 4;

    // A piece of BoundedReader that a false promise costs, and as much for messages, buffers and tables of zip files.
    private const long Floor = 4 << 20;

    /// <summary>What is wrong with a cost; null where nothing is.</summary>
    /// <param name="cost">The cost of the first attempt.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="again">Tries again, for a thread may be charged with what the system did meanwhile.</param>
    public string? Complaint(FuzzCost cost, long length, Func<FuzzCost> again)
    {
        // Models are mostly built, and predict, whatever the length of their file.
        var most = (Factor * Math.Max(length, FileBytes)) + Floor + (2 * OwnBytes);
        if (cost.Bytes > most)
        {
            return $"{cost.Bytes:N0} bytes were allocated; {most:N0} are allowed for a file of {length:N0}.";
        }

        for (var i = 0; i < 2 && cost.Seconds > MostSeconds; i++)
        {
            cost = again();
        }

        return cost.Seconds > MostSeconds ? $"it took {cost.Seconds:F2} seconds." : null;
    }
}
