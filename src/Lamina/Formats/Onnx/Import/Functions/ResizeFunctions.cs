namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that change the lengths of axes by interpolation.</summary>
internal static class ResizeFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Upsample", static call => Resize(call, OnnxResampling.OfUpsample(call))),
        OnnxFunction.Of("Resize", static call => Resize(call, OnnxResampling.OfResize(call))),
    ];

    private static Tensor Resize(OnnxCall call, OnnxResampling resampling)
    {
        var x = call.X;
        var (lengths, scales) = OnnxResampling.Target(call, x.Shape);
        for (var axis = 0; axis < x.Rank; axis++)
        {
            if (lengths[axis] != x.Shape[axis] || scales[axis] != 1)
            {
                x = resampling.Along(call, x, axis, lengths[axis], scales[axis]);
            }
        }

        return x;
    }
}
