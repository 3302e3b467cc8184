using System.Diagnostics;
using Lamina.Formats.Numpy;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Models that Python's packages write while the tests run, with what these packages compute of them: for each
/// name a file <c>.onnx</c>, and one <c>.npz</c> of inputs and outputs.</summary>
public abstract class PythonModels : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string?> _obstacle;

    protected PythonModels(string package, string script) => _obstacle = new Lazy<string?>(() => Run(package, script));

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The path of a model; skips the test where Python or its package is missing.</summary>
    public string this[string name]
    {
        get
        {
            Skip.If(_obstacle.Value is not null, _obstacle.Value);
            return _folder[$"{name}.onnx"];
        }
    }

    /// <summary>The inputs and outputs of a model, in their order.</summary>
    public (Tensor[] Inputs, Tensor[] Outputs) ValuesOf(string name)
    {
        var arrays = NpzFile.Read(_folder[$"{name}.npz"]);
        return (Of("in"), Of("out"));

        Tensor[] Of(string kind) =>
            [.. Enumerable.Range(0, arrays.Count).TakeWhile(i => arrays.ContainsKey($"{kind}{i}")).Select(i => arrays[$"{kind}{i}"])];
    }

    /// <summary>All names, in the order of the alphabet.</summary>
    public string[] Names
    {
        get
        {
            Skip.If(_obstacle.Value is not null, _obstacle.Value);
            return [.. _folder.Files.Where(file => file.EndsWith(".onnx", StringComparison.Ordinal)).Select(file => file[..^5])];
        }
    }

    private string? Run(string package, string script)
    {
        if (!File.Exists(Python))
        {
            return $"{Python} is not installed.";
        }

        File.WriteAllText(_folder["make.py"], script);
        var start = new ProcessStartInfo(Python) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("make.py");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (errors.Result.Contains($"No module named '{package}'", StringComparison.Ordinal))
        {
            return $"{Python} has no {package}.";
        }

        Assert.True(process.ExitCode == 0, errors.Result);
        return null;
    }
}
