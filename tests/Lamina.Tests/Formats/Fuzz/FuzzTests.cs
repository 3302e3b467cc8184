using FsCheck;
using FsCheck.Fluent;
using Lamina.Formats;
using Lamina.Formats.Keras;
using Lamina.NN;
using Lamina.Tests.Golden;
using Lamina.Tests.NN;
using Xunit.Abstractions;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damaged files are refused in words, or read; nothing else may come of them.</summary>
// The files come from seeded models, so that a mutant of a number is the same in every run.
[Collection(ProcessWide.Name)]
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Generators => [.. GeneratedFiles.All.Keys];

    public static TheoryData<string> Readers => [.. FuzzReaders.All.Select(reader => reader.Name)];

    [SkippableTheory, MemberData(nameof(Readers))]
    public void Damaged_files_are_refused_in_words_or_read(string name)
    {
        var reader = FuzzReaders.All.Single(reader => reader.Name == name);
        Skip.If(name == "wild" && !reader.Sources().Any(), GoldenFolder.WhyAbsent);
        using var run = new FuzzRun(reader);
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

    [Theory]
    [InlineData(".keras")]
    [InlineData(".h5")]
    [InlineData(".onnx")]
    [InlineData(".weights.h5")]
    [InlineData(".weights.npz")]
    [InlineData(".safetensors")]
    public void Reading_allocates_at_most_four_times_the_size_of_a_file(string ending)
    {
        using var folder = new TemporaryFolder();
        var (model, path) = (Large(), folder["large" + ending]);
        Action<Model> save = ending switch
        {
            ".onnx" => model => model.Export(path),
            ".safetensors" => model => NamedWeights.WriteSafeTensors(path, model),
            ".keras" or ".h5" => model => model.Save(path),
            _ => model => model.SaveWeights(path),
        };
        save(model);
        Action read = ending is ".keras" or ".h5" or ".onnx" ? () => Model.Load(path) : () => model.LoadWeights(path);
        read();
        var length = new FileInfo(path).Length;
        var cost = FuzzCost.Of(read, out var error);
        output.WriteLine($"{ending}: {cost.Bytes / (double)length:F2} times {length} bytes");
        Assert.Null(error);
        Assert.InRange(cost.Bytes, length, 4 * length);

        static Model Large() => new Sequential([new Input(1000), new Dense(2000, "relu"), new Dense(10)]);
    }

    [Fact]
    public void Each_format_that_can_be_loaded_has_a_reader_here() => Assert.Empty(
        FileFormats.All.Where(format => format.Model is not null || format.Weights is not null).Select(format => format.Name)
            .Except(FuzzReaders.All.SelectMany(reader => reader.Formats)));

    [Fact]
    public void There_are_at_least_twenty_thousand_mutants() =>
        Assert.InRange(FuzzReaders.All.Where(reader => reader.Name != "wild").Sum(reader => reader.Share), 20_000, int.MaxValue);
}
