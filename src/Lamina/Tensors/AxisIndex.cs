namespace Lamina;

/// <summary>What is taken along an axis: one element, a range of them, or all; a new axis, or all axes that
/// remain.</summary>
/// <remarks>Integers, <c>^1</c> and <c>1..^1</c> convert: <c>x[0, 1..3, ^1]</c>.</remarks>
public readonly record struct AxisIndex
{
    private AxisIndex(Range range, bool keepsAxis, int step) =>
        (Range, KeepsAxis, Step, IsAxis) = (range, keepsAxis, step, true);

    /// <summary>A new axis of length 1.</summary>
    public static AxisIndex NewAxis { get; } = new() { IsNew = true };

    /// <summary>All of as many axes as the other indices leave.</summary>
    public static AxisIndex Rest { get; } = new() { IsRest = true };

    internal Range Range { get; }

    internal bool KeepsAxis { get; }

    internal int Step { get; }

    internal bool IsAxis { get; }

    internal bool IsNew { get; private init; }

    internal bool IsRest { get; private init; }

    /// <summary>One element; from the end if negative.</summary>
    public static implicit operator AxisIndex(int index) =>
        index < 0 ? new Index(-index, fromEnd: true) : new Index(index);

    /// <summary>One element.</summary>
    public static implicit operator AxisIndex(Index index) => new(new Range(index, index), keepsAxis: false, 1);

    /// <summary>Elements from the first to before the last.</summary>
    public static implicit operator AxisIndex(Range range) => new(range, keepsAxis: true, 1);

    /// <summary>Every so many elements of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="step">The distance of neighbours; if negative, backwards from the end of the range.</param>
    public static AxisIndex Every(Range range, int step) => step != 0
        ? new AxisIndex(range, keepsAxis: true, step)
        : throw new ArgumentOutOfRangeException(nameof(step), "Steps of 0 lead nowhere.");
}
