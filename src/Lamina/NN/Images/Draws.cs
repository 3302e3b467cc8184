namespace Lamina.NN;

/// <summary>Random numbers within a step, of the distributions that augmentation needs; each call draws others.</summary>
/// <param name="uniform">Uniform numbers in [0, 1) of a shape.</param>
/// <param name="dtype">The type of what is drawn.</param>
internal sealed class Draws(Func<Shape, Tensor> uniform, DType dtype)
{
    // A candidate is refused with a probability of less than 5 %, so that all of these are in fewer than 3 of 10⁸ cases.
    private const int Candidates = 6;

    /// <summary>Uniform numbers from one bound to another.</summary>
    public Tensor Uniform(Shape shape, double lower = 0, double upper = 1) => lower == upper
        ? Tensor.Full(shape, lower, dtype)
        : (uniform(shape).Cast(dtype) * (upper - lower)) + lower;

    /// <summary>Uniform numbers between the bounds that a factor stands for.</summary>
    public Tensor Uniform(Shape shape, ValueList<double> factor)
    {
        var (lower, upper) = Factors.Bounds(factor);
        return Uniform(shape, lower, upper);
    }

    /// <summary>Whether something happens, with a probability that is itself drawn between two bounds.</summary>
    public Tensor Chance(Shape shape, ValueList<double> probability) => Uniform(shape) < Uniform(shape, probability);

    /// <summary>1 or −1.</summary>
    public Tensor Sign(Shape shape)
    {
        var half = Uniform(shape) > 0.5;
        return 1 - (2 * half.Cast(dtype));
    }

    /// <summary>Whole numbers from 0 to below a count, as floats.</summary>
    public Tensor Integers(Shape shape, int count) => (Uniform(shape) * count).Floor().Clip(0, count - 1);

    /// <summary>Normal numbers of mean 0 and deviation 1.</summary>
    /// <remarks>Source: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates", Ann. Math.
    /// Statist. 29(2), 1958.</remarks>
    public Tensor Normal(Shape shape) =>
        (-2 * (1 - Uniform(shape)).Log()).Sqrt() * (2 * Math.PI * Uniform(shape)).Cos();

    /// <summary>An order of some items, each equally likely: [count], int32.</summary>
    public Tensor Order(int count) => Uniform([count]).ArgSort();

    /// <summary>Numbers of the beta distribution whose parameters are both alpha, a scalar.</summary>
    public Tensor Beta(Shape shape, Tensor alpha) => (LogGamma(shape, alpha) - LogGamma(shape, alpha)).Sigmoid();

    /// <summary>Shares that add up to 1, of the Dirichlet distribution whose parameters are all alpha: [count].</summary>
    public Tensor Dirichlet(int count, double alpha) => LogGamma([count], Tensor.Scalar(alpha, dtype)).Softmax();

    // The logarithm of numbers of the gamma distribution: of alpha + 1, which is never refused for long, times u^(1/alpha).
    // Source: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3), 2000.
    private Tensor LogGamma(Shape shape, Tensor alpha)
    {
        var d = alpha + (2 / 3.0);
        var c = 1 / (9 * d).Sqrt();
        Tensor? logarithm = null;
        for (var i = 0; i < Candidates; i++)
        {
            var x = Normal(shape);
            var v = Tensor.Maximum(1 + (c * x), 1e-6);
            v = v * v * v;
            var candidate = (d * v).Log();
            var isTaken = (1 - Uniform(shape)).Log() < (0.5 * x * x) + (d * (1 - v + v.Log()));
            logarithm = logarithm is null ? candidate : Tensor.Where(isTaken, candidate, logarithm);
        }

        return logarithm! + ((1 - Uniform(shape)).Log() / alpha);
    }
}
