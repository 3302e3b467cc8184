using System.Text.RegularExpressions;

namespace Lamina.Cli.Tests;

/// <summary>The commands of docs/cli.md, run one after the other in an empty folder with the files that it shows.</summary>
[Collection("current folder")]
public sealed partial class GuideTests : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamina");

    public GuideTests() => Environment.CurrentDirectory = _folder.FullName;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Commands_run()
    {
        var guide = Repository.Read("docs", "cli.md");
        var verbs = new HashSet<string>();
        foreach (Match block in Block().Matches(guide))
        {
            var text = block.Groups["text"].Value;
            if (block.Groups["kind"].Value == "csv")
            {
                // The file is the last one that is named before.
                File.WriteAllText(FileName().Matches(guide[..block.Index])[^1].Groups[1].Value, text);
                continue;
            }

            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] words = line.Split(' ');
                Assert.Equal("lamina", words[0]);
                var run = CommandRun.Of(words[1..]);
                Assert.True(run.Code == 0, $"{line}\n{run.Error}");
                Assert.NotEqual("", run.Output);
                verbs.Add(words[1]);
            }
        }

        Assert.Equal(["convert", "evaluate", "inspect", "predict", "summary", "train"], verbs.Order());
        Assert.Equal(
            [
                "again.keras", "flowers.csv", "iris.h5", "iris.keras", "iris.onnx", "iris.safetensors", "iris.weights.h5", "new.csv",
                "predictions.csv", "predictions.npy",
            ],
            _folder.EnumerateFiles().Select(file => file.Name).Order());
    }

    [GeneratedRegex("^```(?<kind>sh|csv)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("`([a-z]+\\.csv)`")]
    private static partial Regex FileName();
}

/// <summary>Tests that change what relative paths mean, so that nothing else runs beside them.</summary>
[CollectionDefinition("current folder", DisableParallelization = true)]
public sealed class CurrentFolder;
