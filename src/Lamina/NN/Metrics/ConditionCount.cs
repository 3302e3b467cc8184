namespace Lamina.NN;

/// <summary>A count of one kind of predictions at each threshold.</summary>
public abstract record ConditionCount : ConfusionMetric
{
    /// <summary>Sets the thresholds.</summary>
    /// <param name="thresholds">The thresholds, each from 0 to 1; ½ when null.</param>
    protected ConditionCount(ValueList<double>? thresholds) => Thresholds = thresholds;

    /// <summary>The thresholds, each from 0 to 1; ½ when null.</summary>
    public ValueList<double>? Thresholds { get; init => field = Guard.Fractions(value); }

    private protected override Cutoffs Cutoffs => Cutoffs.Of(Thresholds, 0.5);

    private protected override IReadOnlyList<string> Kept => ["accumulator"];

    /// <inheritdoc/>
    public sealed override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return OneOrAll(state[0]);
    }
}
