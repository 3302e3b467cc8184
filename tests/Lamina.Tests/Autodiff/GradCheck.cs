using Lamina.Backends.Reference;
using Lamina.Graphs;

namespace Lamina.Tests.Autodiff;

/// <summary>Compares gradient rules with central differences, in float64 on the reference interpreter.</summary>
internal static class GradCheck
{
    // Differences err by h² (the third derivative) and 10⁻¹⁶/h (rounding); both are far below the tolerance.
    private const double H = 1e-5;
    private static readonly (double Relative, double Absolute) Tolerance = (1e-6, 1e-7);

    /// <summary>Asks that along a random direction v the difference of <c>Σ u·y</c> is <c>⟨Jᵀu, v⟩</c>; and then, order
    /// by order, that the same holds of the gradient itself.</summary>
    public static void Run(GradCase c, int order)
    {
        var random = new Random(1);
        var x = c.Parameters();
        var at = c.Values(random);
        var y = c.Function(x);
        var scalar = (y * Normal(y, random)).Sum();
        for (var i = 1; i <= order; i++)
        {
            var gradients = Gradient.Of(scalar, x);
            AssertShapes(x, gradients);
            Compare(scalar, gradients, at, random, $"{c.Name}, order {i}");
            scalar = gradients.Select(g => (g * Normal(g, random)).Sum()).Aggregate((a, b) => a + b);
        }
    }

    private static void Compare(Tensor scalar, Tensor[] gradients, double[][] at, Random random, string what)
    {
        double[][] v = [.. at.Select(values => values.Select(_ => GradCase.Normal(random)).ToArray())];
        var graph = new Graph([scalar]);
        double Along(double step) =>
            ReferenceBackend.Run(graph, [.. at.Zip(v, (a, b) => a.Zip(b, (p, q) => p + (step * q)).ToArray())])[0][0];
        var differences = (Along(H) - Along(-H)) / (2 * H);
        var rule = ReferenceBackend.Run(new Graph(gradients), at)
            .Zip(v, (g, direction) => g.Zip(direction, (p, q) => p * q).Sum()).Sum();
        Near.Assert([differences], [rule], Tolerance, what);
    }

    private static void AssertShapes(Tensor[] x, Tensor[] gradients)
    {
        foreach (var (input, gradient) in x.Zip(gradients))
        {
            Assert.Equal(input.Type, gradient.Type);
        }
    }

    private static Tensor Normal(Tensor like, Random random) => Tensor.Wrap(
        Enumerable.Range(0, like.Shape.Size).Select(_ => GradCase.Normal(random)).ToArray(), like.Shape);
}
