using System.Text;
using Xunit.Abstractions;

namespace Lamina.Tests.Parity;

/// <summary>Keeps <c>docs/keras-parity.md</c> true: it is written by these tests, from the code.</summary>
/// <remarks>Run with <c>LAMINA_WRITE_DOCS=1</c>, they write the page anew.</remarks>
public sealed class ParityTests(ITestOutputHelper output)
{
    private const string Variable = "LAMINA_WRITE_DOCS";

    [SkippableFact]
    public void Page_says_what_stands_for_each_name_of_Keras()
    {
        var path = Path.Combine(Root(), "docs", "keras-parity.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
        {
            File.WriteAllText(path, page);
        }

        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == page,
            $"docs/keras-parity.md is not what the code says; run this test with {Variable}=1 to write it anew.");
    }

    [Fact]
    public void Nearly_all_classes_and_functions_of_Keras_have_a_counterpart()
    {
        var rows = Classes().Where(row => !row.WrapsAnother).ToList();
        output.WriteLine(string.Join('\n', rows.Where(row => row.Lamina is null)));
        Assert.InRange(Share(rows), 0.95, 1);
        Assert.InRange(Share(Ops()), 0.80, 1);
    }

    [Fact]
    public void Every_counterpart_is_a_public_type_or_member() => Assert.Empty(
        Classes().Concat(Ops()).Concat(RandomNumbers()).Where(row => row.Lamina is not null && !PublicMembers.Has(row.Lamina)).Select(row => $"{row.Keras}: {row.Lamina}"));

    [Fact]
    public void No_class_that_is_there_counts_as_missing() =>
        Assert.Empty(Classes().Where(row => row.Lamina is null && PublicMembers.Has(row.Keras)).Select(row => row.Keras));

    private static IEnumerable<ParityRow> Classes() => ClassTable.Modules.SelectMany(ClassTable.Rows);

    private static IEnumerable<ParityRow> Ops() =>
        OpsTable.Ops.Select(row => new ParityRow("ops", row.Keras, row.Member, row.Reason ?? ""));

    private static IEnumerable<ParityRow> RandomNumbers() =>
        OpsTable.Random.Select(row => new ParityRow("random", row.Keras, row.Member, row.Reason ?? ""));

    private static double Share(IEnumerable<ParityRow> rows) => rows.Average(row => row.Lamina is null ? 0.0 : 1.0);

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append("# Keras and Lamina, name by name\n\n");
        page.Append("Every public name of Keras 3.16 in the modules of layers, losses, metrics, optimizers, schedules, callbacks,\n");
        page.Append("initializers, regularizers, constraints and activations, and what stands for it here. Arguments are compared by name\n");
        page.Append("and default: a row without a note has them all. Tests write this page from the code and keep it true.\n\n");
        Table(page, "Classes and functions", [.. Classes()]);
        page.Append('\n');
        Table(page, "Operations", [.. Ops()]);
        page.Append('\n');
        Table(page, "Random numbers", [.. RandomNumbers()]);
        return page.ToString();
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<ParityRow> rows)
    {
        var counted = rows.Where(row => !row.WrapsAnother).ToList();
        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {title}\n\n");
        page.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{counted.Count(row => row.Lamina is not null)} of {counted.Count} names");
        page.Append(counted.Count < rows.Count ? ", without those that wrap another framework" : "").Append(".\n\n");
        page.Append("| module | Keras name | Lamina | note |\n|---|---|---|---|\n");
        foreach (var row in rows)
        {
            page.Append(row).Append('\n');
        }
    }

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
}
