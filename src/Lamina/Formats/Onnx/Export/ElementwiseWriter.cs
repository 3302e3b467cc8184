namespace Lamina.Formats.Onnx.Export;

/// <summary>Adds elementwise operators whose operands have been brought together.</summary>
/// <param name="emitter">Where nodes are added.</param>
/// <param name="dtype">The type of what comes out.</param>
internal sealed class ElementwiseWriter(OnnxEmitter emitter, DType dtype)
{
    public bool IsFloat => dtype.IsFloat;

    /// <summary>A number of the type of what comes out.</summary>
    public OnnxValue Number(double value) => emitter.Scalar(value, dtype);

    /// <summary>An operator that gives the type of what comes out.</summary>
    public OnnxValue Op(string op, params OnnxValue[] x) => Typed(op, dtype, x);

    /// <summary>An operator that gives the type of what comes out.</summary>
    public OnnxValue Op(string op, OnnxValue[] x, params OnnxAttribute[] attributes) =>
        emitter.Add(op, x, ShapeOf(x), dtype, attributes);

    /// <summary>An operator that gives truth values.</summary>
    public OnnxValue Truth(string op, params OnnxValue[] x) => Typed(op, DType.Bool, x);

    /// <summary>An operator that gives some type.</summary>
    public OnnxValue Typed(string op, DType type, params OnnxValue[] x) => emitter.Add(op, x, ShapeOf(x), type);

    private static Length[] ShapeOf(OnnxValue[] x) => Lengths.Broadcast([.. x.Select(value => value.Base)]);
}
