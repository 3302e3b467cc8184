using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Operands of an elementwise operator, brought to one order of axes; what they need not be repeated for is not
/// repeated.</summary>
internal sealed class Spread
{
    private readonly Axes? _order;
    private readonly Length[] _shape;

    /// <summary>Brings operands together.</summary>
    /// <param name="emitter">Where nodes are added.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="operands">The operands.</param>
    public Spread(OnnxEmitter emitter, Length[] shape, params OnnxValue[] operands)
    {
        _shape = shape;
        _order = Array.Find(operands, operand => operand.Order is not null && operand.Base.Length == shape.Length)?.Order;
        Operands = [.. operands.Select(operand => Bring(emitter, operand))];
    }

    /// <summary>The operands as values of the graph.</summary>
    public OnnxValue[] Operands { get; }


    /// <summary>The tensor of what an operator gives for the operands.</summary>
    public OnnxValue Result(OnnxValue value) => value with { Order = _order, Shape = _shape };

    private OnnxValue Bring(OnnxEmitter emitter, OnnxValue operand)
    {
        var bare = operand with { Shape = operand.Inner };
        if (_order is not { } order)
        {
            return emitter.Plain(bare);
        }

        if (bare.Order is { } own && own == order && bare.Base.Length == order.Count)
        {
            return new OnnxValue(bare.Id, bare.Base, bare.DType);
        }

        if (bare.Inner.Length == 0)
        {
            return bare;
        }

        var whole = emitter.Reshape(bare, bare.Inner.Padded(order.Count, emitter.One));
        return emitter.Plain(emitter.Transpose(whole, Lengths.Inverse(order)));
    }
}
