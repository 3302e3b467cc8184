using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="PReLU"/> layer is made of.</summary>
public sealed record PReLUConfig : LayerConfig
{
    /// <summary>How the slopes begin.</summary>
    public Initializer AlphaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the slopes, added to the loss.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>What the slopes must be like after each step.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>Axes whose places share a slope, counted with the batch axis as 0; none when null.</summary>
    public Axes? SharedAxes { get; init; }
}

/// <summary>The rectifier that learns its slopes: x above 0, <c>α·x</c> below, with an α for each place of a
/// sample.</summary>
/// <remarks>
/// <para>Shapes: α has the shape of a sample, and length 1 along shared axes.</para>
/// <para>Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers", ICCV 2015.</para>
/// </remarks>
public sealed class PReLU : Layer<PReLUConfig>
{
    private Variable? _alpha;

    /// <summary>A layer with Keras's defaults.</summary>
    public PReLU()
        : this(new PReLUConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public PReLU(PReLUConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        var shared = (Config.SharedAxes ?? []).Select(input.NormalizeAxis).ToHashSet();
        Shape shape = [.. input[1..].Select((axis, i) => shared.Contains(i + 1) ? 1 : axis)];
        _alpha = shape.IsKnown
            ? AddWeight(
                "alpha", shape, Config.AlphaInitializer,
                regularizer: Config.AlphaRegularizer, constraint: Config.AlphaConstraint)
            : throw Mismatch.Shapes("PReLU needs the axes that have slopes of their own to be known.", ("input", input));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Relu() - _alpha! * (-x).Relu();
    }
}
