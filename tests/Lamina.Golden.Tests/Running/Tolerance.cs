namespace Lamina.Golden.Tests.Running;

/// <summary>How far a number may be from the one expected: <c>|a − e| ≤ Absolute + Relative·|e|</c>.</summary>
/// <remarks>The suggested ones are those of the golden files' own description: Keras computed in float32, and its
/// rounding is in the numbers.</remarks>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    /// <summary>Values of losses, metrics, activations.</summary>
    public static Tolerance Values { get; } = new(1e-5, 1e-5);

    /// <summary>Gradients, whose terms cancel more.</summary>
    public static Tolerance Gradients { get; } = new(1e-4, 1e-5);

    /// <summary>Weights and slots after steps of an optimizer.</summary>
    public static Tolerance Steps { get; } = new(1e-5, 1e-6);

    /// <summary>Logs, weights and predictions of whole trainings, in which rounding differences grow.</summary>
    public static Tolerance Trainings { get; } = new(5e-4, 5e-4);

    public bool Admits(double expected, double actual) =>
        expected.Equals(actual) || Math.Abs(actual - expected) <= Absolute + (Relative * Math.Abs(expected));
}
