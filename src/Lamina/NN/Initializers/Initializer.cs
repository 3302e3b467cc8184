namespace Lamina.NN;

/// <summary>What a weight is before training.</summary>
public abstract record Initializer
{
    private static readonly Registry<Initializer> Known = new(
        "initializer",
        ("zeros", static () => Zeros),
        ("zero", static () => Zeros),
        ("ones", static () => Ones),
        ("one", static () => Ones),
        ("constant", static () => new Constant()),
        ("identity", static () => new Identity()),
        ("identity_initializer", static () => new Identity()),
        ("orthogonal", static () => new Orthogonal()),
        ("orthogonal_initializer", static () => new Orthogonal()),
        ("stft", static () => new STFT()),
        ("stft_initializer", static () => new STFT()),
        ("random_uniform", static () => new RandomUniform()),
        ("uniform", static () => new RandomUniform()),
        ("random_normal", static () => new RandomNormal()),
        ("normal", static () => new RandomNormal()),
        ("truncated_normal", static () => new TruncatedNormal()),
        ("variance_scaling", static () => new VarianceScaling()),
        ("glorot_uniform", static () => GlorotUniform),
        ("glorot_normal", static () => GlorotNormal),
        ("he_uniform", static () => HeUniform),
        ("he_normal", static () => HeNormal),
        ("lecun_uniform", static () => LecunUniform),
        ("lecun_normal", static () => LecunNormal));

    /// <inheritdoc cref="NN.Zeros"/>
    public static Initializer Zeros => new Zeros();

    /// <inheritdoc cref="NN.Ones"/>
    public static Initializer Ones => new Ones();

    /// <inheritdoc cref="NN.GlorotUniform"/>
    public static Initializer GlorotUniform => new GlorotUniform();

    /// <inheritdoc cref="NN.GlorotNormal"/>
    public static Initializer GlorotNormal => new GlorotNormal();

    /// <inheritdoc cref="NN.HeUniform"/>
    public static Initializer HeUniform => new HeUniform();

    /// <inheritdoc cref="NN.HeNormal"/>
    public static Initializer HeNormal => new HeNormal();

    /// <inheritdoc cref="NN.LecunUniform"/>
    public static Initializer LecunUniform => new LecunUniform();

    /// <inheritdoc cref="NN.LecunNormal"/>
    public static Initializer LecunNormal => new LecunNormal();

    /// <summary>Values for a weight, row-major.</summary>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="random">Where random initializers draw from.</param>
    public abstract float[] Sample(Shape shape, RandomStream random);

    /// <summary>The initializer that Keras knows by a name, with its defaults.</summary>
    /// <exception cref="ArgumentException">No initializer has that name; the message offers the nearest.</exception>
    public static Initializer Get(string name) => Known.Create(name);

    /// <summary>The initializer that Keras knows by a name, with its defaults.</summary>
    public static implicit operator Initializer(string name) => Get(name);

    /// <summary>The same number at every place.</summary>
    private protected static float[] Filled(Shape shape, double value)
    {
        var values = new float[shape.Size];
        Array.Fill(values, (float)value);
        return values;
    }
}
