using System.Reflection;
using Lamina.NN;

namespace Lamina.Tests.Parity;

/// <summary>The public types and members of Lamina by the names that a program writes.</summary>
internal static class PublicMembers
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.FlattenHierarchy;

    private static readonly Type[] Types = typeof(Layer).Assembly.GetExportedTypes();

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

    /// <summary>Whether there is a type <c>Name</c>, or in it a member <c>Name.Member</c>: an operator, an inherited or a
    /// protected one, or one of a static class of extensions whose name begins with the type's.</summary>
    public static bool Has(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return Types.Any(type => NameOf(type) == name);
        }

        var (owner, member) = (name[..dot], Operators.GetValueOrDefault(name[(dot + 1)..], name[(dot + 1)..]));
        return Types
            .Where(type => NameOf(type) == owner || (IsStatic(type) && NameOf(type).StartsWith(owner, StringComparison.Ordinal)))
            .Any(type => type.GetMember(member, All).Any(IsOpen));
    }

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static bool IsStatic(Type type) => type is { IsAbstract: true, IsSealed: true };

    // To callers or to derived types.
    private static bool IsOpen(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetMethod is { } getter && IsOpen(getter),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => member is TypeInfo { IsNestedPublic: true },
    };
}
