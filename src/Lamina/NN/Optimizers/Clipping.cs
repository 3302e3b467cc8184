namespace Lamina.NN;

/// <summary>What is done to gradients before an optimizer sees them: cut or shortened.</summary>
/// <remarks>Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks",
/// ICML 2013.</remarks>
internal static class Clipping
{
    public static IReadOnlyList<Tensor> Apply(Optimizer optimizer, IReadOnlyList<Tensor> gradients)
    {
        if (optimizer.ClipValue is { } most)
        {
            return [.. gradients.Select(g => g.Clip(-most, most))];
        }

        if (optimizer.ClipNorm is { } longest)
        {
            return [.. gradients.Select(g => g * Shortening(SquaredNorm(g), longest))];
        }

        if (optimizer.GlobalClipNorm is { } longestTogether && gradients.Count > 0)
        {
            var type = gradients[0].DType;
            var norms = gradients.Select(g => SquaredNorm(g).Cast(type));
            var scale = Shortening(norms.Aggregate((sum, x) => sum + x), longestTogether);
            return [.. gradients.Select(g => g * scale.Cast(g.DType))];
        }

        return gradients;
    }

    private static Tensor SquaredNorm(Tensor g) => g.Square().Sum();

    // 1 where the norm is within its bound: what is short enough stays as it is.
    private static Tensor Shortening(Tensor squaredNorm, double bound) =>
        bound / Tensor.Maximum(squaredNorm.Sqrt(), bound);
}
