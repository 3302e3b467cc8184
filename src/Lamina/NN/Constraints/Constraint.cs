using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a weight must be like after each step.</summary>
public abstract record Constraint
{
    // Keras's epsilon: no norm is divided by 0.
    private const double Epsilon = 1e-7;

    private static readonly Registry<Constraint> Known = new(
        "constraint",
        ("max_norm", static () => new MaxNorm()),
        ("non_neg", static () => new NonNeg()),
        ("unit_norm", static () => new UnitNorm()),
        ("min_max_norm", static () => new MinMaxNorm()));

    /// <summary>The weight made so; of the same shape.</summary>
    /// <param name="w">The weight after the optimizer's step.</param>
    public abstract Tensor Apply(Tensor w);

    /// <summary>The constraint that Keras knows by a name, with its defaults.</summary>
    /// <exception cref="ArgumentException">No constraint has that name; the message offers the nearest.</exception>
    public static Constraint Get(string name) => Known.Create(name);

    /// <summary>The constraint that Keras knows by a name, with its defaults.</summary>
    public static implicit operator Constraint(string name) => Get(name);

    /// <summary>The Euclidean norm over some axes, which stay with length 1.</summary>
    private protected static Tensor Norm(Tensor w, Axes axes)
    {
        ArgumentNullException.ThrowIfNull(w);
        return w.Square().Sum([.. axes], keepDims: true).Sqrt();
    }

    /// <summary>The weight, lengthened or shortened from one norm to another.</summary>
    private protected static Tensor Scaled(Tensor w, Tensor from, Tensor to) => w * (to / (from + Epsilon));

    /// <summary>The weight divided by its norm.</summary>
    private protected static Tensor Normalized(Tensor w, Axes axes) => w / (Norm(w, axes) + Epsilon);
}
