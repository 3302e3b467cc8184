using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>What a <see cref="SpectralNormalization"/> layer is made of.</summary>
public sealed record SpectralNormalizationConfig : WrapperConfig
{
    /// <summary>How often a step of training improves its estimate of the greatest singular value.</summary>
    public int PowerIterations { get; init => field = Guard.Positive(value); } = 1;
}

/// <summary>A layer around another one, whose kernel is divided by its greatest singular value in each step of training, so that
/// it stretches nothing.</summary>
/// <remarks>
/// <para>Formula: with W [.., n] as a matrix of n columns, <c>v = W·u/‖W·u‖</c>, <c>u = Wᵀ·v/‖Wᵀ·v‖</c>, and <c>W/(vᵀ·W·u)</c> in
/// place of W; u is kept from step to step. The quotient itself becomes the kernel, and the optimizer goes on from it.</para>
/// <para>A kernel of zeros stays as it is.</para>
/// <para>Source: T. Miyato et al., "Spectral Normalization for Generative Adversarial Networks", ICLR 2018.</para>
/// </remarks>
public sealed class SpectralNormalization : Wrapper<SpectralNormalizationConfig>
{
    // Keras's ε, squared.
    private const double SmallestSquare = 1e-14;

    private Variable? _kernel;
    private Variable? _u;

    /// <summary>A layer around another one that has a kernel or embeddings.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="powerIterations">How often a step improves its estimate.</param>
    public SpectralNormalization(Layer layer, int powerIterations = 1)
        : base(new SpectralNormalizationConfig { Layer = layer, PowerIterations = powerIterations }, layer)
    {
    }

    /// <summary>A layer of its config.</summary>
    public SpectralNormalization(SpectralNormalizationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        base.Build(inputs);
        _kernel = Layer.OwnWeights.FirstOrDefault(weight => weight.Name == "kernel")
            ?? Layer.OwnWeights.FirstOrDefault(weight => weight.Name == "embeddings")
            ?? throw new ArgumentException(
                $"SpectralNormalization needs a layer with a kernel or with embeddings; '{Layer.Name}' ({Layer.KerasName}) has neither.");

        // The kernel is a weight of both layers, as it is in Keras's files.
        ShareWeight(_kernel);
        _u = AddWeight("vector_u", [1, _kernel.Shape[^1]], new TruncatedNormal(Deviation: 0.02), trainable: false);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsTraining)
        {
            return Layer.CallAt(inputs, context);
        }

        var kernel = context.Read(_kernel!);
        var normalized = Normalized(kernel, context);
        context.Write(_kernel!, normalized);
        using var reading = Tracer.Reading((_kernel!, normalized));
        return Layer.CallAt(inputs, context);
    }

    // The value of the quotient, with the gradient of the kernel.
    private Tensor Normalized(Tensor kernel, CallContext context)
    {
        var columns = kernel.Shape[^1];
        var w = kernel.Reshape([kernel.Shape.Size / columns, columns]).StopGradient();
        var before = context.Read(_u!);
        var (u, v) = (before, before);
        for (var i = 0; i < Config.PowerIterations; i++)
        {
            v = Unit(u.MatMul(w.TransposeLast()));
            u = Unit(v.MatMul(w));
        }

        var isZero = w.Abs().Max().EqualTo(0);
        var largest = Tensor.Where(isZero, 1, v.MatMul(w).MatMul(u.TransposeLast()).Reshape([]));
        context.Write(_u!, Tensor.Where(isZero, before, u));
        return kernel + (kernel / largest - kernel).StopGradient();
    }

    private static Tensor Unit(Tensor x) => x * Tensor.Maximum(x.Square().Sum(), SmallestSquare).Rsqrt();
}
