using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

/// <summary>Files as versions of Keras from 1.0 to 3.9 wrote them, imitated by scripts in <c>imitations</c>, which compute
/// what is expected too: one row for each function marked <c>@case</c>.</summary>
public sealed partial class ImitatedFileTests(ImitatedFileTests.Writing writing) : IClassFixture<ImitatedFileTests.Writing>
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "imitations");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Scripts, "*.py").Order(StringComparer.Ordinal)
            .SelectMany(script => Case().Matches(File.ReadAllText(script)))
            .Select(match => match.Groups[1].Value)];

    [SkippableTheory, MemberData(nameof(Cases))]
    public void Does_what_is_expected(string name)
    {
        Skip.If(writing.Reason is not null, writing.Reason);
        var folder = new DirectoryInfo(Path.Combine(writing.Folder, name));
        Assert.NotEmpty(folder.GetFiles("*.json"));
        foreach (var json in folder.GetFiles("*.json"))
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(json.FullName));
            var file = Assert.Single(
                folder.GetFiles(Path.ChangeExtension(json.Name, "*")), file => file.Extension != ".json");
            ExpectedFile.Check(file.FullName, expected.RootElement);
        }
    }

    [GeneratedRegex(@"^@case\r?\ndef (\w+)\(\):", RegexOptions.Multiline)]
    private static partial Regex Case();

    /// <summary>Writes all files once.</summary>
    public sealed class Writing : IDisposable
    {
        private const string Python = "/usr/bin/python3";

        public Writing()
        {
            if (!File.Exists(Python))
            {
                Reason = $"{Python} is not installed.";
                return;
            }

            var start = new ProcessStartInfo(Python) { RedirectStandardError = true };
            foreach (var argument in new[] { "-B", Path.Combine(Scripts, "write.py"), Folder })
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            var missing = Module().Match(errors);
            Reason = missing.Success ? $"{Python} has no module {missing.Groups[1].Value}." : null;
            Assert.True(process.ExitCode == 0 || missing.Success, errors);
        }

        /// <summary>Where the files are, in a folder for each case.</summary>
        public string Folder { get; } = Directory.CreateTempSubdirectory("lamina-imitations-").FullName;

        /// <summary>Why there are none; null where there are.</summary>
        public string? Reason { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex("No module named '(h5py|numpy|torch)'")]
    private static partial Regex Module();
}
