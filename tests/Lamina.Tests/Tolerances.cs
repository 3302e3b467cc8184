namespace Lamina.Tests;

/// <summary>How far a float32 result may be from its definition in double precision, and why.</summary>
internal static class Tolerances
{
    /// <summary>One rounding, or none.</summary>
    public const double Rounding = 6e-8;

    /// <summary>Two or three roundings: 1/√x.</summary>
    public const double FewRoundings = 1.3e-7;

    /// <summary>
    /// A polynomial and a few roundings: what the elementwise functions promise, four units in the last place.
    /// </summary>
    public const double Transcendental = 3e-7;

    /// <summary>
    /// Rounding of x − max x, twenty at most in the tests, which the exponential makes relative; then a sum.
    /// </summary>
    public const double Softmax = 3e-6;

    /// <summary>A few roundings, relative to a difference that may be a hundred times smaller than what it is of.</summary>
    public const double Difference = 2e-5;

    /// <summary>A sum relative to the sum of magnitudes: short chains of additions in float32.</summary>
    public const double Sum = 1e-6;

    /// <summary>The smallest normal float: a result below may be a denormal or 0.</summary>
    public const double Underflow = 1.18e-38;
}
