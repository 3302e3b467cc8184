namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that give values which stand in the file, or follow from shapes.</summary>
internal static class SourceFunctions
{
    private static readonly string[] ConstantForms =
        ["value", "value_float", "value_floats", "value_int", "value_ints", "value_string", "value_strings", "sparse_value"];

    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Constant", Constant),
        OnnxFunction.Of("ConstantOfShape", ConstantOfShape),
        OnnxFunction.Of("Range", Range),
        OnnxFunction.Of("OneHot", OneHot),
        OnnxFunction.Of("EyeLike", EyeLike),
        OnnxFunction.Of("DequantizeLinear", Dequantize),
    ];

    private static Tensor Constant(OnnxCall call)
    {
        if (call.GivenTensor("value") is { } tensor)
        {
            return GivenTensors.Read(tensor.Name.Length > 0 ? tensor : tensor with { Name = call.Node.Output[0] }, call.File);
        }

        return call.Has("value_float") ? Tensor.Scalar(call.Number("value_float", 0))
            : call.Numbers("value_floats") is { } numbers ? Tensor.From<float>([.. numbers.Select(x => (float)x)])
            : call.Has("value_int") ? Tensor.Wrap(new[] { call.Whole("value_int", 0) }, Shape.Scalar)
            : call.Wholes("value_ints") is { } wholes ? Tensor.From<int>(wholes)
            : throw call.Error($"its value is none that Lamina reads; it has {string.Join(", ", ConstantForms.Where(call.Has))}.");
    }

    private static Tensor ConstantOfShape(OnnxCall call)
    {
        var shape = call.ShapeOf(0);
        if (call.GivenTensor("value") is not { } given)
        {
            return Tensor.Zeros(shape);
        }

        var value = GivenTensors.Read(given, call.File);
        return Tensor.Full(shape, value.Shape.Size == 1 ? OnnxCall.Known(value)![0] : throw call.Error(
            $"its value has the shape {value.Shape}; it must be a single number."), value.DType);
    }

    private static Tensor Range(OnnxCall call)
    {
        var (start, limit, step) = (call.ValueOf(0), call.ValueOf(1), call.ValueOf(2));
        var count = step == 0 ? double.NaN : Math.Max(0, Math.Ceiling((limit - start) / step));
        return count <= int.MaxValue
            ? (Tensor.Arange((int)count, call.X.DType) * step) + start
            : throw call.Error(FormattableString.Invariant($"from {start} to {limit} in steps of {step} there is no end."));
    }

    private static Tensor OneHot(OnnxCall call)
    {
        var depth = (int)call.ValueOf(1);
        var values = call[2];
        if (values.Shape.Size != 2 || depth < 1)
        {
            throw call.Error($"it needs a depth above 0 and two values; it was given {depth} and {values.Shape}.");
        }

        var indices = call.X.Cast(DType.Int32);
        var axis = call.Whole("axis", -1);
        var hot = Tensor.Where(indices < 0, indices + depth, indices).OneHot(depth, axis, DType.Bool);
        return Tensor.Where(hot, values.Ravel().Select(0, 1), values.Ravel().Select(0, 0));
    }

    private static Tensor EyeLike(OnnxCall call) => call.X.Rank == 2
        ? Tensor.Eye(call.X.Shape[0], call.X.Shape[1], call.Whole("k", 0), call.WholeOrNull("dtype") is { } type
            ? GivenTensors.DTypeOf((OnnxDataType)type, call.File)
            : call.X.DType)
        : throw call.Error($"it needs a matrix; it was given {call.X.Shape}.");

    private static Tensor Dequantize(OnnxCall call)
    {
        var (x, scale, zero) = (call.X, call[1], call.Find(2));
        var axis = scale.Rank == 0 ? 0 : call.Axis(x, call.Whole("axis", 1));
        var y = zero is null ? x.Cast(scale.DType) : (x - Along(zero)).Cast(scale.DType);
        return y * Along(scale);

        Tensor Along(Tensor part) => part.Rank == 0 ? part
            : part.Rank == 1 && (part.Shape[0] == 1 || part.Shape[0] == x.Shape[axis])
            ? part.Reshape([.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? part.Shape[0] : 1)])
            : throw call.Error($"its scales {part.Shape} are not one for all, nor one for each element of axis {axis} of {x.Shape}.");
    }
}
