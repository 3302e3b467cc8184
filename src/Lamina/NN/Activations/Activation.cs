namespace Lamina.NN;

/// <summary>A function between layers: of each element, or along one axis.</summary>
/// <remarks>
/// <para>Compared by value. One with arguments is varied by <c>with</c>:
/// <c>Activation.LeakyRelu with { NegativeSlope = 0.1 }</c>. Where a layer takes an activation, Keras's name does as
/// well: <c>"relu"</c>.</para>
/// <para>All are composed of tensor operations, so gradients and compilation come with them, and all are written so
/// that neither they nor their gradients overflow where the result is finite; NaN stays NaN.</para>
/// </remarks>
public abstract partial record Activation
{
    /// <summary>Keras's name, such as <c>log_softmax</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The function's values; of x's shape, but for <see cref="Glu"/>, which halves an axis.</summary>
    public abstract Tensor Apply(Tensor x);

    /// <summary>An activation from a function of tensors.</summary>
    /// <param name="name">What it is called in summaries and files.</param>
    /// <param name="function">What it computes.</param>
    public static Activation Custom(string name, Func<Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        return new CustomActivation(name, function);
    }

    /// <summary>The activation that Keras knows by a name, with Keras's default arguments.</summary>
    /// <exception cref="ArgumentException">There is no such activation; the message offers the nearest
    /// name.</exception>
    public static Activation Get(string name) => Known.Create(name);

    /// <summary>The activation that Keras knows by a name, with Keras's default arguments.</summary>
    public static implicit operator Activation(string name) => Get(name);

    /// <summary>Whether the name alone says which activation it is.</summary>
    internal static bool IsDefault(Activation activation) =>
        activation is not ThresholdActivation
        && Known.Contains(activation.Name)
        && Known.Create(activation.Name) == activation;

    private sealed record CustomActivation(string Label, Func<Tensor, Tensor> Function) : Activation
    {
        public override string Name => Label;

        public override Tensor Apply(Tensor x) => Function(x);
    }
}
