using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lamina.Guides.Tests;

/// <summary>The code of the guides stands in this project too, where it is compiled and run; these tests compare them.</summary>
public sealed partial class GuideTests
{
    [SkippableTheory]
    [InlineData("custom.md")]
    [InlineData("files.md")]
    [InlineData("onnx.md")]
    [InlineData("training.md")]
    [InlineData("transfer.md")]
    public void Code_of_guides_is_compiled(string guide)
    {
        var root = Root();
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(root, "tests/Lamina.Guides.Tests"), "*.cs").Select(Text).Select(Flat));
        var blocks = CodeBlock().Matches(Text(Path.Combine(root, "docs", guide))).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(source.Contains(Flat(block), StringComparison.Ordinal), $"{guide} has code that is not compiled:\n{block}"));
    }

    [Fact]
    public void Guides_are_written_from_outside()
    {
        var own = typeof(GuideTests).Assembly.GetName().Name;
        var friends = typeof(Layer).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), false).Cast<InternalsVisibleToAttribute>();
        Assert.DoesNotContain(own, friends.Select(friend => friend.AssemblyName));
    }

    // Without the indentation.
    private static string Flat(string code) => Indentation().Replace(code, "");

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        Skip.If(root is null, "The source is not beside these tests.");
        return root!.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
