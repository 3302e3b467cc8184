using Lamina.Tests.NN;
using Xunit.Abstractions;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damaged files are refused in words, or read; nothing else may come of them.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Readers => [.. FuzzReaders.All.Select(reader => reader.Name)];

    [Theory, MemberData(nameof(Readers))]
    public void Damaged_files_are_refused_in_words_or_read(string name)
    {
        using var run = new FuzzRun(FuzzReaders.All.Single(reader => reader.Name == name));
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        run.Run();
        output.WriteLine($"{name}: {run.Count} mutants, {run.Loaded} read, {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        Assert.True(run.Problems.Count == 0, $"{run.Problems.Count} problems:\n{string.Join("\n", run.Problems)}");
    }
}
