using Lamina.Ops;

namespace Lamina;

// What layers of normalization and attention are made of, and how near images are.
public sealed partial class Tensor
{
    private const double NormalEpsilon = 1e-7;

    /// <summary><c>(x − mean)/√(variance + ε)·scale + offset</c>, with numbers for each place of an axis.</summary>
    /// <param name="mean">A vector along the axis.</param>
    /// <param name="variance">A vector along the axis.</param>
    /// <param name="axis">The axis that is not averaged over.</param>
    /// <param name="offset">A vector along the axis; none where null.</param>
    /// <param name="scale">A vector along the axis; none where null.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public Tensor BatchNormalize(
        Tensor mean, Tensor variance, int axis, Tensor? offset = null, Tensor? scale = null, double epsilon = 1e-3)
    {
        var x = Floats();
        var shape = Enumerable.Repeat(1, Rank).ToArray();
        shape[Shape.NormalizeAxis(axis)] = Shape[Shape.NormalizeAxis(axis)];
        Tensor Along(Tensor vector) => vector.Cast(x.DType).Reshape(Shape.Create(shape));
        var factor = (Along(variance) + epsilon).Rsqrt();
        factor = scale is null ? factor : factor * Along(scale);
        var y = (x - Along(mean)) * factor;
        return offset is null ? y : y + Along(offset);
    }

    /// <summary><c>(x − mean)/√(variance + ε)·γ + β</c>, mean and variance taken along some axes.</summary>
    /// <param name="gamma">Of the shape of these axes; none where null.</param>
    /// <param name="beta">Of the shape of these axes; none where null.</param>
    /// <param name="axes">The axes; the last one where null.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public Tensor LayerNormalize(Tensor? gamma = null, Tensor? beta = null, int[]? axes = null, double epsilon = NormalEpsilon)
    {
        var x = Floats();
        var (mean, variance) = x.Moments(axes ?? [-1], keepDims: true);
        var y = (x - mean) * (variance + epsilon).Rsqrt();
        y = gamma is null ? y : y * x.OverAxes(gamma, axes);
        return beta is null ? y : y + x.OverAxes(beta, axes);
    }

    /// <summary><c>x/√(mean(x²) + ε)·scale</c>, the mean taken along some axes.</summary>
    /// <param name="scale">Of the shape of these axes; none where null.</param>
    /// <param name="axes">The axes; the last one where null.</param>
    /// <param name="epsilon">What is added to the mean.</param>
    public Tensor RmsNormalize(Tensor? scale = null, int[]? axes = null, double epsilon = NormalEpsilon)
    {
        var x = Floats();
        var y = x * (x.Square().Mean(axes ?? [-1], keepDims: true) + epsilon).Rsqrt();
        return scale is null ? y : y * x.OverAxes(scale, axes);
    }

    /// <summary>What each step sees of others, by the likeness of its query to their keys: <c>softmax(Q·Kᵀ·scale +
    /// bias)·V</c>
    /// for each head.</summary>
    /// <remarks>Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.</remarks>
    /// <param name="query">[batch, steps, heads, features].</param>
    /// <param name="key">[batch, others, heads, features]; a divisor of the heads of the query, each for several of
    /// these.</param>
    /// <param name="value">[batch, others, heads, features].</param>
    /// <param name="bias">What is added to the scores; broadcasts to [batch, heads, steps, others].</param>
    /// <param name="mask">True where a step may see another; broadcasts to [batch, heads, steps, others].</param>
    /// <param name="scale">What the scores are multiplied with; <c>1/√features</c> where null.</param>
    /// <param name="isCausal">Whether a step sees only others that do not come later.</param>
    /// <param name="softCap">If given, scores s become <c>cap·tanh(s/cap)</c>.</param>
    /// <returns>[batch, steps, heads, features].</returns>
    public static Tensor DotProductAttention(
        Tensor query, Tensor key, Tensor value, Tensor? bias = null, Tensor? mask = null, double? scale = null,
        bool isCausal = false, double? softCap = null)
    {
        (query, key) = FloatsAlike(query, key);
        ArgumentNullException.ThrowIfNull(value);
        if (query.Rank != 4 || key.Rank != 4 || value.Shape[..^1] != key.Shape[..^1] || query.Shape[^1] != key.Shape[^1]
            || query.Shape[0] != key.Shape[0] || key.Shape[2] == 0 || query.Shape[2] % key.Shape[2] != 0)
        {
            throw Mismatch.Shapes(
                "DotProductAttention needs query, key and value [batch, steps, heads, features] whose heads divide.",
                ("query", query.Shape), ("key", key.Shape), ("value", value.Shape));
        }

        var groups = query.Shape[2] / key.Shape[2];
        static Tensor HeadsFirst(Tensor x) => x.Transpose(0, 2, 1, 3);
        var (q, k, v) = (HeadsFirst(query), HeadsFirst(key.Repeat(groups, 2)), HeadsFirst(value.Repeat(groups, 2)));
        var scores = q.MatMul(k.TransposeLast()) * (scale ?? (1 / Math.Sqrt(query.Shape[^1])));
        scores = softCap is { } cap ? (scores / cap).Tanh() * cap : scores;
        scores = bias is null ? scores : scores + bias.Cast(scores.DType);
        var sees = isCausal ? Offsets(scores.Shape[^2], scores.Shape[^1]) <= 0 : null;
        sees = mask is null ? sees : sees is null ? mask.Truth() : sees & mask.Truth();
        scores = sees is null ? scores : Where(sees, scores, -0.7 * float.MaxValue);
        return scores.Softmax().MatMul(v.Cast(scores.DType)).Transpose(0, 2, 1, 3);
    }

    /// <summary>The ratio of the largest possible value to the noise between two images, in decibels:
    /// <c>20·log₁₀(max) − 10·log₁₀(mean((a − b)²))</c>.</summary>
    public static Tensor Psnr(Tensor a, Tensor b, double maximum)
    {
        (a, b) = FloatsAlike(a, b);
        return a.Shape == b.Shape
            ? (20 * Math.Log10(maximum)) - (10 * (a - b).Square().Mean().Log10())
            : throw Mismatch.Shapes("Psnr needs images of one shape.", ("a", a.Shape), ("b", b.Shape));
    }

    // A tensor of the shape of some axes, as one that broadcasts to all.
    private Tensor OverAxes(Tensor factors, int[]? axes)
    {
        int[] at = [.. (axes ?? [-1]).Select(Shape.NormalizeAxis)];
        return factors.Cast(DType).Reshape([.. Shape.Select((length, i) => at.Contains(i) ? length : 1)]);
    }
}
