using System.Text.RegularExpressions;

namespace Lamina.Tests;

/// <summary>Who may use whom, read from the source.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Language = ["Ops", "Graphs"];

    /// <summary>What each folder may use besides itself and what users write with (the namespace <c>Lamina</c>).</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Tensors"] = Language,
        ["Ops"] = Language,
        ["Graphs"] = Language,
        ["Compiler"] = Language,
        ["Autodiff"] = [.. Language, "Compiler"],
        ["Backends"] = [.. Language, "Compiler"],
        ["Execution"] = [.. Language, "Compiler", "Backends"],
        ["NN"] = [.. Language, "Execution"],
        ["Formats"] = [.. Language, "NN", "Execution"],
        ["Data"] = [.. Language, "NN", "Formats", "Execution"],
    };

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    [SkippableTheory, MemberData(nameof(Folders))]
    public void Folder_uses_only_what_stands_before_it(string folder)
    {
        var others = MayUse.Keys.Concat(["Cli", "Dashboard"]).Except(MayUse[folder]).Where(other => other != folder && other != "Tensors").ToHashSet();
        var wrong = Sources(folder).SelectMany(file => Used(file)
            .Where(others.Contains)
            .Select(other => $"{Path.GetFileName(file)} uses {other}"));
        Assert.Empty(wrong);
    }

    [SkippableFact]
    public void Reference_knows_no_other_backend() =>
        Assert.DoesNotContain(Sources("Backends/Reference"), file => File.ReadAllText(file).Contains("Lamina.Backends.Cpu", StringComparison.Ordinal));

    [SkippableFact]
    public void Every_folder_of_the_core_has_a_rule()
    {
        var folders = Directory.GetDirectories(Core()).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj", "Properties"]);
        Assert.Empty(folders.Except(MayUse.Keys));
    }

    // In usings, in full names, and where a name begins with the folder: Backends.Cpu.Lanes.
    private static IEnumerable<string> Used(string file) => Reference().Matches(CommentOrText().Replace(File.ReadAllText(file), ""))
        .Select(match => match.Groups[1].Value + match.Groups[2].Value)
        .Distinct();

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Core(), folder), "*.cs", SearchOption.AllDirectories);

    private static string Core()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        Skip.If(root is null, "The source is not beside these tests.");
        return Path.Combine(root!.FullName, "src", "Lamina");
    }

    [GeneratedRegex(@"\bLamina\.(\w+)|(?<![\w.])(Backends|Compiler|Execution|NN|Formats)\.[A-Z]")]
    private static partial Regex Reference();

    [GeneratedRegex("//[^\n]*|\"[^\"\n]*\"")]
    private static partial Regex CommentOrText();
}
