using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam that keeps a row and a column of squares instead of all: little memory for large matrices.</summary>
/// <remarks>
/// <para>Formula: with <c>β = 1 − tᵖ</c> and <c>q = g² + ε₁</c>, a weight of two or more axes keeps <c>r</c>, the running mean
/// of q over its last axis, and <c>c</c>, over the one before, and <c>v = r/mean(r)·c</c>; others keep v itself. The step
/// is <c>u = g/√v</c>, divided by <c>max(1, rms(u)/d)</c> and multiplied by
/// <c>max(ε₂, rms(w))·min(η, 1/√t)</c>.</para>
/// <para>Source: N. Shazeer and M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML
/// 2018.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Adafactor(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Adafactor(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The power p by which the running means slow down; 0 or less.</summary>
    public double Beta2Decay { get; init => field = Guard.NonPositive(value); } = -0.8;

    /// <summary>The ε₁ that is added to squares.</summary>
    public double Epsilon1 { get; init => field = Guard.NonNegative(value); } = 1e-30;

    /// <summary>The least size ε₂ of a weight that steps are in proportion to.</summary>
    public double Epsilon2 { get; init => field = Guard.NonNegative(value); } = 1e-3;

    /// <summary>The greatest root mean square d of a step, before the learning rate.</summary>
    public double ClipThreshold { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether a constant learning rate is at most <c>1/√t</c>.</summary>
    public bool RelativeStep { get; init; } = true;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(w);
        var slowest = 1 / t.Sqrt();
        rate = RelativeStep && Schedule is null ? Tensor.Minimum(rate, slowest) : rate;
        var scale = Tensor.Maximum(RootMeanSquare(w), Epsilon2) * Tensor.Minimum(rate, slowest);
        var u = g / Spread(g.Square() + Epsilon1, slots, 1 - t.Pow(Beta2Decay)).Sqrt();
        return w - scale * (u / Tensor.Maximum(RootMeanSquare(u) / ClipThreshold, 1));
    }

    private static Tensor RootMeanSquare(Tensor x) => x.Square().Mean().Sqrt();

    // The running mean of squares, rebuilt from its rows and columns where there are both.
    private static Tensor Spread(Tensor squares, Slots slots, Tensor kept)
    {
        var shape = squares.Shape;
        if (shape.Rank < 2)
        {
            // Where nothing is factored, Keras stores two numbers that nobody reads.
            slots.Placeholder("r");
            slots.Placeholder("c");
            return slots["velocity"] = kept * slots["velocity"] + (1 - kept) * squares;
        }

        var r = slots.GetPlain("r", shape[..^1]);
        var c = slots.GetPlain("c", [.. shape[..^2], shape[^1]]);
        r = slots["r"] = kept * r + (1 - kept) * squares.Mean(-1);
        c = slots["c"] = kept * c + (1 - kept) * squares.Mean(-2);
        return slots["velocity"] = (r / r.Mean(-1, keepDims: true)).ExpandDims(-1) * c.ExpandDims(-2);
    }
}
