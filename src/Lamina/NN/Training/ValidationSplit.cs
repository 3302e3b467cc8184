using System.Globalization;

namespace Lamina.NN;

/// <summary>Parts the last samples off for validation, as Keras does: behind <c>⌊n·(1 − share)⌋</c>, before shuffling.</summary>
internal static class ValidationSplit
{
    /// <summary>The number of samples left for training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, or leaves one side empty.</exception>
    public static int At(int samples, double validationSplit)
    {
        var split = validationSplit is > 0 and < 1 ? (int)Math.Floor(samples * (1 - validationSplit)) : 0;
        return split > 0 && split < samples
            ? split
            : throw new ArgumentOutOfRangeException(
                nameof(validationSplit),
                string.Create(CultureInfo.InvariantCulture, $"validationSplit is a share between 0 and 1 that leaves samples on both sides; {validationSplit} of {samples} samples does not."));
    }

    public static Tensor[] Before(IReadOnlyList<Tensor> tensors, int split) =>
        [.. tensors.Select(x => Part(x, 0, split))];

    public static Tensor[] Behind(IReadOnlyList<Tensor> tensors, int split) =>
        [.. tensors.Select(x => Part(x, split, x.Shape[0] - split))];

    private static Tensor Part(Tensor x, int start, int count)
    {
        x = x.Evaluate();
        var data = x.Data();
        var row = x.Shape[1..].Size;
        var part = data switch
        {
            float[] values => Copy(values),
            double[] values => Copy(values),
            int[] values => Copy(values),
            long[] values => Copy(values),
            byte[] values => Copy(values),
            string[] values => Copy(values),
            bool[] values => (Array)Copy(values),
            _ => throw new DTypeMismatchException($"No dtype is made of {data.GetType().GetElementType()}."),
        };
        return TensorValues.Give(part, x.Type with { Shape = x.Shape.With(0, count) });

        T[] Copy<T>(T[] values) => values.AsSpan(start * row, count * row).ToArray();
    }
}
