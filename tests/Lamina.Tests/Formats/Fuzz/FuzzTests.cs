using FsCheck;
using FsCheck.Fluent;
using Lamina.Formats;
using Xunit.Abstractions;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damaged files are refused in words, or read; nothing else may come of them.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Generators => [.. GeneratedFiles.All.Keys];

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

    [Theory, MemberData(nameof(Generators))]
    public void Files_made_at_random_are_refused_in_words_or_read(string name)
    {
        var (reader, files) = (FuzzReaders.All.Single(reader => reader.Name == name), GeneratedFiles.All[name]);
        using var run = new FuzzRun(reader);
        run.Run(check => Prop.ForAll(files.ToArbitrary(), check)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(GeneratedFiles.Count).WithReplay(12345, 6789)));
        output.WriteLine($"{name}: {run.Count} files, {run.Loaded} read");
        Assert.InRange(run.Count, GeneratedFiles.Count, int.MaxValue);
    }

    [Fact]
    public void Each_format_that_can_be_loaded_has_a_reader_here() => Assert.Empty(
        FileFormats.All.Where(format => format.Model is not null || format.Weights is not null).Select(format => format.Name)
            .Except(FuzzReaders.All.SelectMany(reader => reader.Formats)));

    [Fact]
    public void There_are_at_least_twenty_thousand_mutants() =>
        Assert.InRange(FuzzReaders.All.Sum(reader => reader.Share), 20_000, int.MaxValue);
}
