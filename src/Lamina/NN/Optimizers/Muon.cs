using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Lamina.NN;

/// <summary>Steps along the momentum made orthogonal, for matrices; AdamW for all other weights.</summary>
/// <remarks>
/// <para>Formula: <c>m ← μ·m + g</c>, the direction <c>u = g + μ·m</c> in Nesterov's form or m itself, made nearly orthogonal by
/// iterations <c>X ← a·X + (b·A + c·A²)·X</c> with <c>A = X·Xᵀ</c>, and <c>w − η·√max(rows, columns)·r·u</c>.</para>
/// <para>Source: K. Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024; J. Liu et al., "Muon is
/// Scalable for LLM Training", arXiv:2502.16982, 2025.</para>
/// </remarks>
public sealed record Muon : Optimizer
{
    /// <summary>Makes one.</summary>
    /// <param name="LearningRate">The size η of a step.</param>
    [JsonConstructor]
    public Muon(double LearningRate = 1e-3)
        : base(LearningRate) => WeightDecay = 0.004;

    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Muon(LearningRateSchedule schedule)
        : base(schedule) => WeightDecay = 0.004;

    /// <summary>Patterns of the paths of weights that AdamW takes.</summary>
    public IReadOnlyList<string> ExcludeLayers { get; init => field = value.Count == 0 ? [] : value; } = [];

    /// <summary>Whether AdamW takes weights with <c>embedding</c> in their path.</summary>
    public bool ExcludeEmbeddings { get; init; } = true;

    /// <summary>The share μ that the momentum keeps at each step.</summary>
    public double Momentum { get; init => field = Guard.Fraction(value); } = 0.95;

    /// <summary>Whether to look ahead along the momentum.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>The factor r of the step; when null, steps are not scaled by the size of the matrix at all.</summary>
    public double? RmsRate { get; init => field = Guard.Positive(value); } = 0.2;

    /// <summary>How many iterations make the direction orthogonal.</summary>
    public int NsSteps { get; init => field = Guard.AtLeast(value, 0); } = 5;

    /// <summary>The coefficient a of the iteration.</summary>
    public double MuonA { get; init => field = Guard.Finite(value); } = 3.4445;

    /// <summary>The coefficient b of the iteration.</summary>
    public double MuonB { get; init => field = Guard.Finite(value); } = -4.775;

    /// <summary>The coefficient c of the iteration.</summary>
    public double MuonC { get; init => field = Guard.Finite(value); } = 2.0315;

    /// <summary>What the learning rate is multiplied by for AdamW.</summary>
    public double AdamLrRatio { get; init => field = Guard.NonNegative(value); } = 1;

    /// <summary>AdamW's β₁.</summary>
    public double AdamBeta1 { get; init => field = Guard.Decay(value); } = 0.9;

    /// <summary>AdamW's β₂.</summary>
    public double AdamBeta2 { get; init => field = Guard.Decay(value); } = 0.999;

    /// <summary>The decay of the weights that AdamW takes; none when null.</summary>
    public double? AdamWeightDecay { get; init => field = Guard.NonNegative(value); } = 0.004;

    /// <summary>AdamW's ε.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    private Adam Adam => new() { Beta1 = AdamBeta1, Beta2 = AdamBeta2, Epsilon = Epsilon };

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        if (IsForAdam(slots.Weight!))
        {
            return Adam.Step(w, g, slots, AdamLrRatio == 1 ? rate : rate * AdamLrRatio, t);
        }

        var m = slots["momentum"] = slots["momentum"] * Momentum + g;
        var u = Orthogonal(Nesterov ? g + Momentum * m : m);
        var scale = RmsRate is { } factor ? Math.Sqrt(Math.Max(u.Shape[0], u.Shape[1])) * factor : 1;
        return w - rate * scale * u;
    }

    /// <inheritdoc/>
    protected internal override double? DecayOf(Variable weight) => IsForAdam(weight) ? AdamWeightDecay : WeightDecay;

    private bool IsForAdam(Variable weight) =>
        weight.Shape.Rank != 2
        || (ExcludeEmbeddings && weight.Path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || ExcludeLayers.Any(pattern => Regex.IsMatch(weight.Path, pattern, RegexOptions.CultureInvariant));

    // All singular values come near 1; the wide form has the smaller square.
    private Tensor Orthogonal(Tensor x)
    {
        if (x.Shape[0] > x.Shape[1])
        {
            return Orthogonal(x.TransposeLast()).TransposeLast();
        }

        x /= x.Square().Sum().Sqrt() + 1e-7;
        for (var i = 0; i < NsSteps; i++)
        {
            var square = x.MatMul(x.TransposeLast());
            x = MuonA * x + (MuonB * square + MuonC * square.MatMul(square)).MatMul(x);
        }

        return x;
    }
}
