namespace Lamina.NN;

/// <summary>Huber loss: quadratic near zero, linear beyond <see cref="Delta"/>.</summary>
/// <remarks>
/// <para>Formula: with e = prediction − target, <c>½e²</c> if |e| ≤ δ, else <c>δ(|e| − ½δ)</c>; mean over the last
/// axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// <para>Source: P. J. Huber, "Robust Estimation of a Location Parameter", Ann. Math. Statist. 35(1), 1964.</para>
/// </remarks>
public sealed record Huber : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="delta">Where quadratic turns to linear; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not greater than 0.</exception>
    public Huber(double delta = 1) => Delta = delta;

    /// <summary>Where quadratic turns to linear; greater than 0.</summary>
    public double Delta { get; init => field = Guard.Positive(value); }

    private protected override string DefaultName => "huber_loss";

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        var error = (prediction - target).Abs();
        return Tensor.Where(error <= Delta, 0.5 * error.Square(), Delta * (error - (0.5 * Delta))).Mean(-1);
    }
}
