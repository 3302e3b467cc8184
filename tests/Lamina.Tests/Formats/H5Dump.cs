using System.Diagnostics;

namespace Lamina.Tests.Formats;

/// <summary>The program that prints HDF5 files, where this machine has it.</summary>
internal static class H5Dump
{
    /// <summary>What <c>h5dump</c> prints; it must not complain.</summary>
    public static string Run(string file, params string[] arguments)
    {
        const string Path = "/usr/bin/h5dump";
        Skip.IfNot(File.Exists(Path), $"{Path} is not installed.");
        var start = new ProcessStartInfo(Path, [.. arguments, file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, errors.Result);
        return output;
    }
}
