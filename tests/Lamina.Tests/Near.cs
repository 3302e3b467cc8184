namespace Lamina.Tests;

/// <summary>Comparison of numbers, with the tolerances that tests use.</summary>
internal static class Near
{
    /// <summary>One float32 op after another, as Keras rounds them: 10⁻⁵ of the value, 10⁻⁶ near 0.</summary>
    public static readonly (double Relative, double Absolute) Step = (1e-5, 1e-6);

    /// <summary>A whole formula in float32: losses, metrics, activations.</summary>
    public static readonly (double Relative, double Absolute) Formula = (1e-5, 1e-5);

    /// <summary>Two ways to one number in float64.</summary>
    public static readonly (double Relative, double Absolute) Float64 = (1e-12, 1e-12);

    public static void Assert(
        IReadOnlyList<double> expected,
        IReadOnlyList<double> actual,
        (double Relative, double Absolute) tolerance,
        string what = "values")
    {
        Xunit.Assert.True(
            expected.Count == actual.Count, $"{what}: {expected.Count} numbers expected, {actual.Count} given.");
        for (var i = 0; i < expected.Count; i++)
        {
            var bound = tolerance.Absolute + (tolerance.Relative * Math.Abs(expected[i]));
            var near = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= bound;
            Xunit.Assert.True(near, $"{what}, place {i}: expected {expected[i]:R}, given {actual[i]:R}.");
        }
    }
}
