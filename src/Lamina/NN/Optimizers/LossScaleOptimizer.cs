namespace Lamina.NN;

/// <summary>Another optimizer, whose loss is multiplied by a large factor so that small gradients do not underflow.</summary>
/// <remarks>
/// <para>Where a gradient is not finite, the step is left out and the factor halved; after so many good steps in a row it is
/// doubled. All this happens inside the compiled step.</para>
/// <para>Source: P. Micikevicius et al., "Mixed Precision Training", ICLR 2018.</para>
/// </remarks>
public sealed record LossScaleOptimizer : Optimizer
{
    /// <summary>Makes one.</summary>
    /// <param name="InnerOptimizer">The optimizer that makes the steps. Clipping, decay and the like are set there.</param>
    /// <param name="InitialScale">The factor at first; greater than 0.</param>
    /// <param name="DynamicGrowthSteps">The good steps after which the factor is doubled; greater than 0.</param>
    /// <exception cref="ArgumentException"><paramref name="InnerOptimizer"/> scales the loss itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LossScaleOptimizer(Optimizer InnerOptimizer, double InitialScale = 32768, int DynamicGrowthSteps = 2000)
        : base(0)
    {
        (this.InnerOptimizer, this.InitialScale) = (InnerOptimizer, InitialScale);
        this.DynamicGrowthSteps = DynamicGrowthSteps;
    }

    /// <summary>The optimizer that makes the steps.</summary>
    public Optimizer InnerOptimizer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value is LossScaleOptimizer
                ? throw new ArgumentException("A LossScaleOptimizer cannot be inside another: the loss is scaled once.")
                : value with { LossScaleFactor = null };
        }
    }

    /// <summary>The factor at first.</summary>
    public double InitialScale { get; init => field = Guard.Positive(value); }

    /// <summary>The good steps after which the factor is doubled.</summary>
    public int DynamicGrowthSteps { get; init => field = Guard.Positive(value); }

    /// <summary>The step of the optimizer inside.</summary>
    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t) =>
        InnerOptimizer.Step(w, g, slots, rate, t);
}
