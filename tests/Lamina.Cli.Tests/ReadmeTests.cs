using System.Diagnostics;

namespace Lamina.Cli.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_is_the_sample()
    {
        var readme = Repository.Read("README.md");
        const string Begin = "```csharp\n";
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var example = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        // A file that runs by itself begins with a comment and the project that it needs.
        var sample = Repository.Read("samples", "digits.cs").Split('\n')
            .SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith('#'));
        Assert.Equal(string.Join('\n', sample), example);
    }

    [Fact]
    public async Task The_sample_runs()
    {
        var folder = Directory.CreateTempSubdirectory("lamina");
        var start = new ProcessStartInfo("dotnet", ["run", Path.Combine(Repository.Root, "samples", "digits.cs")])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test run tells its own MSBuild would mislead another one.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Epoch 50/50", output, StringComparison.Ordinal);
        Assert.Matches(@"accuracy: 0\.9\d+ - loss: 0\.\d+\s*$", output);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "digits.keras")));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("dotnet test --filter \"Category!=slow\"")]
    [InlineData("dotnet run -c Release --project src/Lamina.Cli -- train digits")]
    public void The_first_screen_says_what_to_run(string command)
    {
        var first = Repository.Read("README.md").Split('\n').Take(22);
        Assert.Contains(command, first);
    }
}
