namespace Lamina.NN;

/// <summary>What an <see cref="ActivityRegularization"/> layer is made of.</summary>
public sealed record ActivityRegularizationConfig : LayerConfig
{
    /// <summary>The weight of the sum of magnitudes.</summary>
    public double L1 { get; init => field = Guard.NonNegative(value); }

    /// <summary>The weight of the sum of squares.</summary>
    public double L2 { get; init => field = Guard.NonNegative(value); }
}

/// <summary>Adds <c>l₁·Σ|x| + l₂·Σx²</c>, divided by the batch size, to the loss, and gives x.</summary>
public sealed class ActivityRegularization : Layer<ActivityRegularizationConfig>
{
    /// <summary>A layer of weights of magnitudes and of squares.</summary>
    public ActivityRegularization(double l1 = 0, double l2 = 0)
        : this(new ActivityRegularizationConfig { L1 = l1, L2 = l2 })
    {
    }

    /// <summary>A layer of its config.</summary>
    public ActivityRegularization(ActivityRegularizationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.AddActivityLoss(new L1L2(Config.L1, Config.L2), x);
        return x;
    }
}
