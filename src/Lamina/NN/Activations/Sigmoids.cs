namespace Lamina.NN;

/// <summary><c>1/(1 + e⁻ˣ)</c>.</summary>
internal sealed record SigmoidActivation : Activation
{
    public override string Name => "sigmoid";

    public override Tensor Apply(Tensor x) => x.Sigmoid();
}

/// <summary><c>min(max(x + 3, 0), 6)/6</c>: a sigmoid of straight lines.</summary>
internal sealed record HardSigmoidActivation : Activation
{
    public override string Name => "hard_sigmoid";

    public override Tensor Apply(Tensor x) => (x + 3).Clip(0, 6) / 6;
}

/// <summary><c>min(max(x/5 + ½, 0), 1)</c>: what <c>hard_sigmoid</c> was in Keras 1 and 2.</summary>
/// <remarks>Keras 3 gave the name to another function, so files have another name for this one: a function that is
/// registered in Keras as <see cref="FileName"/>.</remarks>
internal sealed record Keras2HardSigmoidActivation : Activation
{
    /// <summary>What files call it.</summary>
    public const string FileName = "keras2_hard_sigmoid";

    public override string Name => FileName;

    public override Tensor Apply(Tensor x) => (0.2 * x + 0.5).Clip(0, 1);
}

/// <summary><c>ln(1/(1 + e⁻ˣ))</c>.</summary>
internal sealed record LogSigmoidActivation : Activation
{
    public override string Name => "log_sigmoid";

    public override Tensor Apply(Tensor x) => x.LogSigmoid();
}

/// <summary><c>½(x + 1)</c> between −1 and 1, 0 below, 1 above.</summary>
internal sealed record SparseSigmoidActivation : Activation
{
    public override string Name => "sparse_sigmoid";

    public override Tensor Apply(Tensor x) => (0.5 * (x + 1)).Clip(0, 1);
}

/// <summary>Hyperbolic tangent.</summary>
internal sealed record TanhActivation : Activation
{
    public override string Name => "tanh";

    public override Tensor Apply(Tensor x) => x.Tanh();
}

/// <summary>x between −1 and 1, −1 below, 1 above.</summary>
internal sealed record HardTanhActivation : Activation
{
    public override string Name => "hard_tanh";

    public override Tensor Apply(Tensor x) => x.Clip(-1, 1);
}

/// <summary><c>x / (1 + |x|)</c>.</summary>
/// <remarks>Source: J. Bergstra et al., "Quadratic Polynomials Learn Better Image Features", Université de Montréal,
/// 2009.</remarks>
internal sealed record SoftsignActivation : Activation
{
    public override string Name => "softsign";

    public override Tensor Apply(Tensor x) => x / (1 + x.Abs());
}
