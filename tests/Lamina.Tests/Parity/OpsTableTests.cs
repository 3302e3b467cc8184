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

    [Fact]
    public void Each_name_of_Keras_has_one_row() => Assert.Equal(
        KerasNames().Order(StringComparer.Ordinal), OpsTable.Rows.Select(row => row.Keras).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_member_exists() =>
        Assert.Empty(OpsTable.Rows.Where(row => row.Member is { } member && !Exists(member)).Select(row => row.Member));

    [Fact]
    public void What_is_missing_has_a_reason_and_is_little()
    {
        Assert.All(OpsTable.Rows, row => Assert.True(row.Member is null != row.Reason is null, row.Keras));
        Assert.InRange(OpsTable.Rows.Count(row => row.Member is not null), LeastShare * OpsTable.Rows.Length, OpsTable.Rows.Length);
    }

    // On the type itself, or on a class of extensions that begins with its name.
    private static bool Exists(string member)
    {
        var (type, name) = (member[..member.IndexOf('.', StringComparison.Ordinal)], member[(member.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        name = Operators.GetValueOrDefault(name, name);
        return typeof(Tensor).Assembly.GetExportedTypes()
            .Where(t => t.Name == type || (t is { IsAbstract: true, IsSealed: true } && t.Name.StartsWith(type, StringComparison.Ordinal)))
            .Any(t => t.GetMember(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Length > 0);
    }

    private static IEnumerable<string> KerasNames()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Parity", "keras_names.json"));
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.GetProperty("names").GetProperty("ops").EnumerateArray().Select(op => op.GetProperty("name").GetString()!)];
    }
}
