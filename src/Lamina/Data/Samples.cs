using Lamina.NN;

namespace Lamina.Data;

/// <summary>Inputs with their targets: row i of <see cref="X"/> belongs to row i of <see cref="Y"/>.</summary>
/// <remarks>Slices with ranges, so <c>train[..1000]</c> is the first thousand samples. Stands where a model asks for
/// validation data: <c>var (train, validation) = samples.Split(0.2, seed: 1)</c>, then
/// <c>model.Fit(train.X, train.Y, validationData: validation)</c>.</remarks>
/// <param name="X">The inputs: [n, ..].</param>
/// <param name="Y">The targets: [n, ..].</param>
/// <exception cref="ShapeMismatchException">X and Y differ in their first axis, or have none.</exception>
public sealed record Samples(Tensor X, Tensor Y)
{
    /// <summary>The inputs: [n, ..].</summary>
    public Tensor X { get; } = X;

    /// <summary>The targets: [n, ..].</summary>
    public Tensor Y { get; } = Y;

    /// <summary>How many samples there are.</summary>
    public int Count { get; } = CheckedCount(X, Y);

    /// <summary>All samples at once.</summary>
    public static implicit operator Batch(Samples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new Batch(samples.X, samples.Y);
    }

    /// <summary>The samples from <paramref name="start"/>, <paramref name="length"/> of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public Samples Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - start);
        return Select(Enumerable.Range(start, length).ToArray());
    }

    /// <summary>Splits off a part of the samples, for validation or test.</summary>
    /// <param name="fraction">The part split off: 0 to 1; its number of rows is rounded up.</param>
    /// <param name="seed">Rows are shuffled by this seed first, the same on every machine and in every version; when
    /// null, the last rows are split off and the order stays.</param>
    /// <returns>What remains, and the part split off.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    public (Samples Train, Samples Test) Split(double fraction, int? seed = null)
    {
        var test = RowsOf(fraction);
        var rows = Enumerable.Range(0, Count).ToArray();
        if (seed is { } value)
        {
            new SplitMix64((ulong)value).Shuffle(rows);
        }

        return (Select(rows.AsSpan(..^test)), Select(rows.AsSpan(^test..)));
    }

    /// <summary>Splits off a part of the samples in which every class has its share.</summary>
    /// <remarks>Each class gives its rows times the fraction, rounded down; what then lacks comes from the classes with
    /// the largest remainders, smaller labels first; but each class is in both parts, unless one part is empty. Both
    /// parts are shuffled.</remarks>
    /// <param name="fraction">The part split off: 0 to 1; its number of rows is rounded up.</param>
    /// <param name="seed">Decides which rows are drawn and their order, the same on every machine and in every
    /// version.</param>
    /// <returns>What remains, and the part split off.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">Y is not one integer label for each row, or a class has too few rows to
    /// be in both parts.</exception>
    public (Samples Train, Samples Test) StratifiedSplit(double fraction, int seed = 0)
    {
        var (train, test) = Stratified.Split(ClassLabels.Of(Y), RowsOf(fraction), new SplitMix64((ulong)seed));
        return (Select(train), Select(test));
    }

    private static int CheckedCount(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Rank == 0 || y.Rank == 0 || x.Shape[0] != y.Shape[0] || x.Shape[0] == Shape.Unknown)
        {
            throw new ShapeMismatchException(
                $"Samples need X and Y with the same number of rows (axis 0).\n  X: {x.Shape}\n  Y: {y.Shape}");
        }

        return x.Shape[0];
    }

    // The margin keeps 0.2 of 10 at 2: a fraction in binary is rarely exact.
    private int RowsOf(double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, "The part to split off is between 0 and 1.");
        }

        return (int)Math.Ceiling((Count * fraction) - 1e-9);
    }

    private Samples Select(ReadOnlySpan<int> rows) => new(Rows.Select(X, rows), Rows.Select(Y, rows));
}
