using System.Diagnostics;

namespace Lamina.Tests.Formats;

/// <summary>Programs of others that read and write the same files, where this machine has them.</summary>
internal static class OtherProgram
{
    private const string PythonPath = "/usr/bin/python3";

    /// <summary>What a script prints; the test is skipped where a module is missing.</summary>
    public static string Python(string folder, string script)
    {
        Skip.IfNot(File.Exists(PythonPath), $"{PythonPath} is not installed.");
        var (code, output, errors) = Run(PythonPath, folder, "-c", script);
        Skip.If(errors.Contains("ModuleNotFoundError", StringComparison.Ordinal), errors.TrimEnd().Split('\n')[^1]);
        Assert.True(code == 0, errors);
        return output;
    }

    /// <summary>What <c>h5dump</c> prints; it must not complain.</summary>
    public static string H5Dump(string file, params string[] arguments)
    {
        const string Path = "/usr/bin/h5dump";
        Skip.IfNot(File.Exists(Path), $"{Path} is not installed.");
        var (code, output, errors) = Run(Path, System.IO.Path.GetDirectoryName(file)!, [.. arguments, file]);
        Assert.True(code == 0 && errors.Length == 0, errors);
        return output;
    }

    private static (int Code, string Output, string Errors) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
