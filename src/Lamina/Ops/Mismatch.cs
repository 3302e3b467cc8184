using System.Text;
using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>The errors of shape and dtype rules: first the rule with its numbers, then the operands and the place.</summary>
internal static class Mismatch
{
    public static ShapeMismatchException Broadcast(Op op, params ReadOnlySpan<(string Name, Shape Shape)> operands) =>
        Shapes($"{op.Name} needs shapes that broadcast: aligned at the last axis, equal or 1.", operands);

    public static ShapeMismatchException Axes(Op op, (string Name, Shape Shape, int Axis) a, (string Name, Shape Shape, int Axis) b) =>
        Shapes(
            $"{op.Name} needs axis {a.Axis} of {a.Name} ({a.Shape[a.Shape.NormalizeAxis(a.Axis)]}) to equal "
            + $"axis {b.Axis} of {b.Name} ({b.Shape[b.Shape.NormalizeAxis(b.Axis)]}).",
            (a.Name, a.Shape),
            (b.Name, b.Shape));

    public static ShapeMismatchException Shapes(string rule, params ReadOnlySpan<(string Name, Shape Shape)> operands)
    {
        var text = new StringBuilder(rule);
        foreach (var (name, shape) in operands)
        {
            text.Append($"\n  {name}: {shape}");
        }

        return new ShapeMismatchException(AtPlace(text));
    }

    public static DTypeMismatchException DTypes(Op op, params ReadOnlySpan<(string Name, DType DType)> operands)
    {
        var text = new StringBuilder($"{op.Name} needs operands of one dtype; use Cast to convert.");
        foreach (var (name, dtype) in operands)
        {
            text.Append($"\n  {name}: {dtype.KerasName}");
        }

        return new DTypeMismatchException(AtPlace(text));
    }

    public static DTypeMismatchException DType(Op op, string wanted, DType got) =>
        new(AtPlace(new StringBuilder($"{op.Name} needs {wanted}; it was given {got.KerasName}.")));

    /// <summary>No op takes strings.</summary>
    public static DTypeMismatchException Strings(Op op) => new(
        AtPlace(new StringBuilder($"{op.Name} needs numbers; it was given string."))
        + "\n  hint: StringLookup, TextVectorization and Hashing make numbers of strings.");

    private static string AtPlace(StringBuilder text)
    {
        if (Tracer.CurrentPath.Length > 0)
        {
            text.Append($"\n  in: {Tracer.CurrentPath}");
        }

        return text.ToString();
    }
}
