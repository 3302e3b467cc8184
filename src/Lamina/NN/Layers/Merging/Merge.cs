using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Merging layers applied as they are made: <c>Merge.Add(x, y)</c> is <c>new Add().Apply(x, y)</c>.</summary>
public static class Merge
{
    /// <summary>The sum of the inputs.</summary>
    public static KerasTensor Add(params IReadOnlyList<KerasTensor> inputs) => new Add().Apply(inputs);

    /// <summary>The first of two inputs minus the second.</summary>
    public static KerasTensor Subtract(KerasTensor a, KerasTensor b) => new Subtract().Apply(a, b);

    /// <summary>The product of the inputs.</summary>
    public static KerasTensor Multiply(params IReadOnlyList<KerasTensor> inputs) => new Multiply().Apply(inputs);

    /// <summary>The mean of the inputs.</summary>
    public static KerasTensor Average(params IReadOnlyList<KerasTensor> inputs) => new Average().Apply(inputs);

    /// <summary>The largest of the inputs at each place.</summary>
    public static KerasTensor Maximum(params IReadOnlyList<KerasTensor> inputs) => new Maximum().Apply(inputs);

    /// <summary>The smallest of the inputs at each place.</summary>
    public static KerasTensor Minimum(params IReadOnlyList<KerasTensor> inputs) => new Minimum().Apply(inputs);

    /// <summary>The inputs one behind the other along the last axis.</summary>
    public static KerasTensor Concatenate(params IReadOnlyList<KerasTensor> inputs) => Concatenate(-1, inputs);

    /// <summary>The inputs one behind the other along an axis.</summary>
    public static KerasTensor Concatenate(int axis, params IReadOnlyList<KerasTensor> inputs) =>
        new Concatenate(axis).Apply(inputs);

    /// <summary>The product of two inputs, sample by sample, summed up along an axis of both, or of each.</summary>
    public static KerasTensor Dot(KerasTensor a, KerasTensor b, Axes axes, bool normalize = false) =>
        new Dot(axes, normalize).Apply(a, b);

    /// <summary>The product of two inputs, sample by sample, summed up along their last axes.</summary>
    public static KerasTensor Dot(KerasTensor a, KerasTensor b) => Dot(a, b, -1);
}
