using System.Reflection;
using System.Text.Json;

namespace Lamina.Tests.Parity;

/// <summary>The table names what is there, and leaves nothing out.</summary>
public sealed class OpsTableTests
{
    private const double LeastShare = 0.85;

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["operator +"] = "op_Addition",
        ["operator -"] = "op_Subtraction",
        ["operator -x"] = "op_UnaryNegation",
        ["operator *"] = "op_Multiply",
        ["operator /"] = "op_Division",
        ["operator <"] = "op_LessThan",
        ["operator >"] = "op_GreaterThan",
        ["operator <="] = "op_LessThanOrEqual",
        ["operator >="] = "op_GreaterThanOrEqual",
    };

    public static TheoryData<string> Modules => ["ops", "random"];

    [Theory, MemberData(nameof(Modules))]
    public void Each_name_of_Keras_has_one_row(string module) => Assert.Equal(
        KerasNames(module).Order(StringComparer.Ordinal), Rows(module).Select(row => row.Keras).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Modules))]
    public void Each_member_exists(string module) =>
        Assert.Empty(Rows(module).Where(row => row.Member is { } member && !Exists(member)).Select(row => row.Member));

    [Theory, MemberData(nameof(Modules))]
    public void What_is_missing_has_a_reason_and_is_little(string module)
    {
        var rows = Rows(module);
        Assert.All(rows, row => Assert.True(row.Member is null != row.Reason is null, row.Keras));
        Assert.InRange(rows.Count(row => row.Member is not null), LeastShare * rows.Length, rows.Length);
    }

    private static OpsTable.Row[] Rows(string module) => module == "ops" ? OpsTable.Ops : OpsTable.Random;

    // On the type itself, or on a class of extensions that begins with its name.
    private static bool Exists(string member)
    {
        var dot = member.IndexOf('.', StringComparison.Ordinal);
        var (type, name) = (member[..dot], member[(dot + 1)..]);
        name = Operators.GetValueOrDefault(name, name);
        return typeof(Tensor).Assembly.GetExportedTypes()
            .Where(t => t.Name == type
                || (t is { IsAbstract: true, IsSealed: true } && t.Name.StartsWith(type, StringComparison.Ordinal)))
            .Any(t => t.GetMember(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Length > 0);
    }

    private static IEnumerable<string> KerasNames(string module)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Parity", "keras_names.json"));
        using var json = JsonDocument.Parse(file);
        var names = json.RootElement.GetProperty("names").GetProperty(module);
        return [.. names.EnumerateArray().Select(op => op.GetProperty("name").GetString()!)];
    }
}
