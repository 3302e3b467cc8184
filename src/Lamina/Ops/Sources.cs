using System.Globalization;

namespace Lamina.Ops;

/// <summary>Given values, held as a .NET array of the dtype's element type, row-major.</summary>
internal sealed record Constant(TensorType Type, Array Data) : SourceOp(Type);

/// <summary>One number at every place. Scalars in formulas are fills without axes.</summary>
internal sealed record Fill(TensorType Type, double Value) : SourceOp(Type)
{
    public override string Name => $"Fill({Value.ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>A value handed over at each run.</summary>
/// <param name="Type">Shape and dtype of what is handed over.</param>
/// <param name="Label">Its name, for messages.</param>
/// <param name="Position">Its place among the graph's inputs.</param>
internal sealed record Parameter(TensorType Type, string Label, int Position) : SourceOp(Type)
{
    public override string Name => $"Parameter({Label})";
}

/// <summary>The value that a variable has when the run begins.</summary>
internal sealed record ReadVariable(Variable Variable) : SourceOp(new TensorType(Variable.Shape, Variable.DType))
{
    public override string Name => $"Variable({Variable.Path})";

    public bool Equals(ReadVariable? other) => ReferenceEquals(Variable, other?.Variable);

    public override int GetHashCode() => Variable.GetHashCode();
}

/// <summary>0, 1, 2, … along one axis, the same along the others.</summary>
internal sealed record Iota(TensorType Type, int Axis) : SourceOp(Type);
