using System.Globalization;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <content>Weights, constants, and what follows from them alone.</content>
internal sealed partial class OnnxEmitter
{
    /// <summary>What follows from weights and constants alone.</summary>
    /// <param name="formula">How.</param>
    /// <param name="hint">What it is called after.</param>
    public OnnxValue Fixed(Tensor formula, string hint = "") =>
        new("", [.. formula.Shape.Select(length => grid.Fixed(length))], formula.DType)
        {
            Formula = formula,
            Hint = hint.Length > 0 ? hint : HintOf(formula),
        };

    /// <summary>A number.</summary>
    public OnnxValue Scalar(double value, DType dtype) => Fixed(Tensor.Scalar(value, dtype), "constant");

    /// <summary>Whole numbers, as operators take them.</summary>
    public OnnxValue Longs(params IEnumerable<long> values) => Fixed(Tensor.Wrap(values.ToArray(), [values.Count()]), "constant");

    private string NameOf(OnnxValue value)
    {
        if (value is not { Formula: { } formula })
        {
            return value.IsPlain ? value.Id : throw new InvalidOperationException($"{value} has to be made plain before it is used.");
        }

        if (!_weights.TryGetValue(formula, out var weight))
        {
            weight = formula.Shape.Size <= 16 && ConcreteValues.TryGet(formula) is { } values
                ? Shared(formula, values, value.Hint)
                : new OnnxWeight($"%w{_count++}", formula, value.Hint);
            _weights[formula] = weight;
        }

        return weight.Id;
    }

    private OnnxWeight Shared(Tensor formula, Array values, string hint)
    {
        var key = $"{formula.Type}{string.Join(',', values.Cast<object>().Select(x => string.Format(CultureInfo.InvariantCulture, "{0:R}", x)))}";
        return _constants.TryGetValue(key, out var same) ? same : _constants[key] = new OnnxWeight($"%w{_count++}", formula, hint);
    }

    // A weight in another layout is still that weight.
    private string HintOf(Tensor formula) => formula.Op switch
    {
        ReadVariable read => read.Variable.Path,
        _ when formula.Node.Inputs.Length == 1 && formula.Op is Ops.Reshape or Ops.Transpose or Broadcast => HintOf(formula.Node.Inputs[0]),
        Constant or Fill => "constant",
        _ => $"{(_path.Length == 0 ? "" : $"{_path}/")}constant",
    };
}
