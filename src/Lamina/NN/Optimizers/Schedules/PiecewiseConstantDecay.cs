using System.Globalization;

namespace Lamina.NN;

/// <summary>A learning rate that changes at given steps and is constant between them.</summary>
/// <remarks>Up to and with step <c>Boundaries[0]</c> it is <c>Values[0]</c>, then up to and with <c>Boundaries[1]</c> it is
/// <c>Values[1]</c>, and so on; behind the last boundary it is the last value.</remarks>
/// <param name="Boundaries">The last steps of each piece but the last, in growing order.</param>
/// <param name="Values">The rates: one more than there are boundaries.</param>
/// <exception cref="ArgumentException">The numbers of boundaries and values do not fit, or the boundaries do not
/// grow.</exception>
public sealed record PiecewiseConstantDecay(IReadOnlyList<double> Boundaries, IReadOnlyList<double> Values)
    : LearningRateSchedule
{
    /// <summary>The last steps of each piece but the last.</summary>
    public IReadOnlyList<double> Boundaries { get; init => field = Growing(value); } = Growing(Boundaries);

    /// <summary>The rates.</summary>
    public IReadOnlyList<double> Values { get; init => field = OneMore(value, Boundaries); } = OneMore(Values, Boundaries);

    private protected override string DefaultName => "PiecewiseConstant";

    /// <inheritdoc/>
    public override Tensor At(Tensor step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var rate = Tensor.Scalar(Values[^1]);
        for (var i = Boundaries.Count - 1; i >= 0; i--)
        {
            rate = Tensor.Where(step <= Boundaries[i], Values[i], rate);
        }

        return rate;
    }

    /// <summary>Whether both have the same name, boundaries and values.</summary>
    public bool Equals(PiecewiseConstantDecay? other) =>
        base.Equals(other) && Boundaries.SequenceEqual(other.Boundaries) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var number in Boundaries.Concat(Values))
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    private static IReadOnlyList<double> Growing(IReadOnlyList<double> boundaries)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        for (var i = 1; i < boundaries.Count; i++)
        {
            if (!(boundaries[i] > boundaries[i - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Boundaries must grow; {boundaries[i - 1]} is followed by {boundaries[i]}."), nameof(boundaries));
            }
        }

        return [.. boundaries];
    }

    private static IReadOnlyList<double> OneMore(IReadOnlyList<double> values, IReadOnlyList<double> boundaries)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == boundaries.Count + 1
            ? [.. values.Select(value => Guard.NonNegative(value, nameof(Values)))]
            : throw new ArgumentException(
                $"Values needs one number more than Boundaries: {boundaries.Count + 1}; it was given {values.Count}.",
                nameof(values));
    }
}
