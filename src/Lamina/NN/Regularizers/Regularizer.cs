namespace Lamina.NN;

/// <summary>A penalty on a weight or an output, added to the loss.</summary>
public abstract record Regularizer
{
    private static readonly Registry<Regularizer> Known = new(
        "regularizer",
        ("l1", static () => new L1()),
        ("l2", static () => new L2()),
        ("l1_l2", static () => new L1L2()),
        ("orthogonal_regularizer", static () => new OrthogonalRegularizer()));

    /// <summary>The penalty of a tensor: a scalar.</summary>
    public abstract Tensor Penalty(Tensor w);

    /// <summary>The regularizer that Keras knows by a name, with its defaults.</summary>
    /// <exception cref="ArgumentException">No regularizer has that name; the message offers the nearest.</exception>
    public static Regularizer Get(string name) => Known.Create(name);

    /// <summary>The regularizer that Keras knows by a name, with its defaults.</summary>
    public static implicit operator Regularizer(string name) => Get(name);
}
