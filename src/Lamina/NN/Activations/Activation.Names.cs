namespace Lamina.NN;

// Keras's activations with their default arguments, by the names that Keras gives them and as properties.
public abstract partial record Activation
{
    /// <summary>x itself.</summary>
    public static Activation Linear { get; } = new LinearActivation();

    /// <summary><c>max(x, 0)</c>; see <see cref="ReluActivation"/> for its arguments.</summary>
    public static ReluActivation Relu { get; } = new();

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    public static Activation Relu6 { get; } = new Relu6Activation();

    /// <summary>x above 0, <c>0.2·x</c> below.</summary>
    public static LeakyReluActivation LeakyRelu { get; } = new();

    /// <summary>x above 0, <c>eˣ − 1</c> below.</summary>
    public static EluActivation Elu { get; } = new();

    /// <summary>x above 0, <c>α·(e^(x/α) − 1)</c> below.</summary>
    public static CeluActivation Celu { get; } = new();

    /// <summary>The scaled exponential unit, which keeps mean 0 and variance 1 from layer to layer.</summary>
    public static Activation Selu { get; } = new SeluActivation();

    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    public static Activation Softplus { get; } = new SoftplusActivation();

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    public static Activation Softsign { get; } = new SoftsignActivation();

    /// <summary>0 up to −1, <c>¼(x + 1)²</c> up to 1, x beyond.</summary>
    public static Activation SparsePlus { get; } = new SparsePlusActivation();

    /// <summary><c>½(x + √(x² + 4))</c>.</summary>
    public static SquareplusActivation Squareplus { get; } = new();

    /// <summary><c>x·σ(x)</c>, also called swish.</summary>
    public static Activation Silu { get; } = new SiluActivation();

    /// <summary><c>x·min(max(x + 3, 0), 6)/6</c>, also called hard swish.</summary>
    public static Activation HardSilu { get; } = new HardSiluActivation();

    /// <summary><c>x·Φ(x)</c> with the normal distribution's Φ.</summary>
    public static GeluActivation Gelu { get; } = new();

    /// <summary><c>x·tanh(ln(1 + eˣ))</c>.</summary>
    public static Activation Mish { get; } = new MishActivation();

    /// <summary>One half of an axis times the sigmoid of the other.</summary>
    public static GluActivation Glu { get; } = new();

    /// <summary><c>1/(1 + e⁻ˣ)</c>.</summary>
    public static Activation Sigmoid { get; } = new SigmoidActivation();

    /// <summary><c>min(max(x + 3, 0), 6)/6</c>.</summary>
    public static Activation HardSigmoid { get; } = new HardSigmoidActivation();

    /// <summary><c>min(max(x/5 + ½, 0), 1)</c>: what <c>hard_sigmoid</c> was in Keras 1 and 2, and still is in models that
    /// those saved.</summary>
    /// <remarks>Keras 3 has no name for it. Lamina writes it as a function registered under
    /// <c>lamina&gt;keras2_hard_sigmoid</c>; Keras reads such a file where the same is registered by
    /// <c>@keras.saving.register_keras_serializable("lamina")</c> above
    /// <c>def keras2_hard_sigmoid(x): return keras.ops.clip(0.2 * x + 0.5, 0, 1)</c>.</remarks>
    public static Activation Keras2HardSigmoid { get; } = new Keras2HardSigmoidActivation();

    /// <summary><c>ln(1/(1 + e⁻ˣ))</c>.</summary>
    public static Activation LogSigmoid { get; } = new LogSigmoidActivation();

    /// <summary><c>½(x + 1)</c> between −1 and 1, 0 below, 1 above.</summary>
    public static Activation SparseSigmoid { get; } = new SparseSigmoidActivation();

    /// <summary>Hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new TanhActivation();

    /// <summary>x between −1 and 1, −1 below, 1 above.</summary>
    public static Activation HardTanh { get; } = new HardTanhActivation();

    /// <summary><c>x − tanh x</c>.</summary>
    public static Activation TanhShrink { get; } = new TanhShrinkActivation();

    /// <summary>x beyond ±0.5, 0 between.</summary>
    public static HardShrinkActivation HardShrink { get; } = new();

    /// <summary>x drawn towards 0 by 0.5, and 0 between ±0.5.</summary>
    public static SoftShrinkActivation SoftShrink { get; } = new();

    /// <summary><c>eˣ</c>.</summary>
    public static Activation Exponential { get; } = new ExponentialActivation();

    /// <summary><c>e^(xᵢ) / Σⱼ e^(xⱼ)</c> along the last axis.</summary>
    public static SoftmaxActivation Softmax { get; } = new();

    /// <summary><c>ln softmax(x)</c> along the last axis.</summary>
    public static LogSoftmaxActivation LogSoftmax { get; } = new();

    /// <summary>Large scores stay, the others become exactly 0, along the last axis.</summary>
    public static SparsemaxActivation Sparsemax { get; } = new();

    private static readonly Registry<Activation> Known = new(
        "activation",
        ("linear", static () => Linear),
        ("relu", static () => Relu),
        ("relu6", static () => Relu6),
        ("leaky_relu", static () => LeakyRelu),
        ("elu", static () => Elu),
        ("celu", static () => Celu),
        ("selu", static () => Selu),
        ("softplus", static () => Softplus),
        ("softsign", static () => Softsign),
        ("sparse_plus", static () => SparsePlus),
        ("squareplus", static () => Squareplus),
        ("silu", static () => Silu),
        ("swish", static () => Silu),
        ("hard_silu", static () => HardSilu),
        ("hard_swish", static () => HardSilu),
        ("gelu", static () => Gelu),
        ("mish", static () => Mish),
        ("glu", static () => Glu),
        ("sigmoid", static () => Sigmoid),
        ("hard_sigmoid", static () => HardSigmoid),
        (Keras2HardSigmoidActivation.FileName, static () => Keras2HardSigmoid),
        ("log_sigmoid", static () => LogSigmoid),
        ("sparse_sigmoid", static () => SparseSigmoid),
        ("tanh", static () => Tanh),
        ("hard_tanh", static () => HardTanh),
        ("tanh_shrink", static () => TanhShrink),
        ("hard_shrink", static () => HardShrink),
        ("soft_shrink", static () => SoftShrink),
        ("threshold", static () => throw new ArgumentException(
            "activation 'threshold' has no default arguments; write new ThresholdActivation(threshold, value).")),
        ("exponential", static () => Exponential),
        ("softmax", static () => Softmax),
        ("log_softmax", static () => LogSoftmax),
        ("sparsemax", static () => Sparsemax));

    /// <summary>All names that <see cref="Get"/> knows.</summary>
    internal static IReadOnlyList<string> Names => Known.Names;
}
