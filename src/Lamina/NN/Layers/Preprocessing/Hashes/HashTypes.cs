namespace Lamina.NN;

/// <summary>The types in which bins are given.</summary>
internal static class HashTypes
{
    /// <summary>The type of the output: what was asked for, or else int64 for numbers and the working type for vectors.</summary>
    public static DType Of(OutputMode mode, DType? asked, DType precision) =>
        asked ?? (mode == OutputMode.Int ? DType.Int64 : precision);

    /// <summary>Numbers of bins as int64, or as int32 where that was asked for.</summary>
    public static Tensor Numbers(long[] bins, Shape shape, DType? asked) => asked == DType.Int32
        ? Tensor.Wrap(Array.ConvertAll(bins, static bin => (int)bin), shape)
        : Tensor.Wrap(bins, shape);

    /// <summary>Numbers are integers, and vectors are floats.</summary>
    public static void Check(string title, OutputMode mode, DType? asked)
    {
        var isFit = asked is null || (mode == OutputMode.Int ? asked is DType.Int32 or DType.Int64 : asked.Value.IsFloat);
        if (!isFit)
        {
            throw new DTypeMismatchException(
                $"{title} gives {(mode == OutputMode.Int ? "int64 or int32" : "float32 or float64")} where OutputMode is {mode};"
                + $" it was asked for {asked!.Value.KerasName}.");
        }
    }
}
