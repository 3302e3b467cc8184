using System.Reflection;
using Lamina.NN;

namespace Lamina.Tests.Parity;

/// <summary>The public types and members of Lamina by the names that a program writes.</summary>
internal static class PublicMembers
{
    private static readonly ILookup<string, Type> Types = typeof(Layer).Assembly.GetExportedTypes()
        .ToLookup(type => type.Name.Split('`')[0]);

    /// <summary>Whether there is a type <c>Name</c>, or in it a member <c>Name.Member</c>, also an inherited, a protected one or
    /// an operator.</summary>
    public static bool Has(string name)
    {
        var (type, member) = name.Split('.', 2) is [var first, var rest] ? (first, rest) : (name, null);
        return Types[type].Any(found => member is null || MembersOf(found).Contains(member)) || IsExtension(member);
    }

    private static HashSet<string> MembersOf(Type type) =>
    [
        .. type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Where(member => member is not MethodBase { IsPrivate: true } and not MethodBase { IsAssembly: true })
            .Select(member => Operators.GetValueOrDefault(member.Name, member.Name)),
    ];

    // Extension members look like members of the type that they extend.
    private static bool IsExtension(string? member) => member is not null && Types.SelectMany(group => group)
        .Where(type => type is { IsAbstract: true, IsSealed: true })
        .Any(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.Name == member || method.Name == $"get_{member}"));

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "operator +",
        ["op_Subtraction"] = "operator -",
        ["op_Multiply"] = "operator *",
        ["op_Division"] = "operator /",
        ["op_UnaryNegation"] = "operator -x",
        ["op_Modulus"] = "operator %",
        ["op_LessThan"] = "operator <",
        ["op_LessThanOrEqual"] = "operator <=",
        ["op_GreaterThan"] = "operator >",
        ["op_GreaterThanOrEqual"] = "operator >=",
        ["op_BitwiseAnd"] = "operator &",
        ["op_BitwiseOr"] = "operator |",
        ["op_ExclusiveOr"] = "operator ^",
        ["op_LogicalNot"] = "operator !",
        ["op_OnesComplement"] = "operator ~",
        ["op_LeftShift"] = "operator <<",
        ["op_RightShift"] = "operator >>",
    };
}
