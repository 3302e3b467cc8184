using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Dot"/> layer is made of.</summary>
public sealed record DotConfig : LayerConfig
{
    /// <summary>The axis of both inputs, or that of each, whose products are summed up; not that of the batch.</summary>
    public required Axes Axes { get; init; }

    /// <summary>Whether the inputs get the Euclidean norm 1 along their axes first, so that cosines come out.</summary>
    public bool Normalize { get; init; }
}

/// <summary>The product of two inputs, sample by sample, summed up along an axis of each.</summary>
/// <remarks>Shapes: of x [batch, .., n, ..] and y [batch, .., n, ..] → [batch, the others of x, the others of y]; of two inputs
/// [batch, n] → [batch, 1].</remarks>
public sealed class Dot : ConfiguredLayer<DotConfig>
{
    // Keras's ε, squared; a sample of zeros stays one.
    private const double SmallestSquare = 1e-14;

    /// <summary>A layer of an axis of both inputs, or of one of each.</summary>
    public Dot(Axes axes, bool normalize = false)
        : this(new DotConfig { Axes = axes, Normalize = normalize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">There are neither one nor two axes.</exception>
    public Dot(DotConfig config)
        : base(config)
    {
        if (config.Axes.Count is not (1 or 2))
        {
            throw new ArgumentException($"Dot needs an axis of both inputs, or one of each; it was given {config.Axes}.", nameof(config));
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>The layer applied to placeholders: <c>new Dot(1).Apply(x, y)</c>.</summary>
    public KerasTensor Apply(KerasTensor x, KerasTensor y) => Apply((IReadOnlyList<KerasTensor>)[x, y])[0];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => AxesOf(inputs);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (i, j) = AxesOf([.. inputs.Select(input => input.Shape)]);
        var (x, y) = Config.Normalize ? (Normalized(inputs[0], i), Normalized(inputs[1], j)) : (inputs[0], inputs[1]);
        if (x.Rank == 2 && y.Rank == 2)
        {
            return [(x * y).Sum(1, keepDims: true)];
        }

        // A letter for each axis: the batch is a, what is summed up is z, then come the others of x and of y.
        var others = Enumerable.Range('b', x.Rank + y.Rank - 4).Select(letter => (char)letter).ToArray();
        var ofX = Letters(others.AsSpan(0, x.Rank - 2), i);
        var ofY = Letters(others.AsSpan(x.Rank - 2), j);
        return [Tensor.Einsum($"{ofX},{ofY}->a{new string(others)}", x, y)];
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    private static string Letters(ReadOnlySpan<char> others, int summed) => $"a{others[..(summed - 1)]}z{others[(summed - 1)..]}";

    private static Tensor Normalized(Tensor x, int axis) =>
        x * Tensor.Maximum(x.Square().Sum(axis, keepDims: true), SmallestSquare).Rsqrt();

    private (int X, int Y) AxesOf(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 2)
        {
            throw new ArgumentException($"{Name} (Dot) takes two inputs; it was given {inputs.Count}.");
        }

        var (x, y) = (inputs[0], inputs[1]);
        if (x.Rank < 2 || y.Rank < 2)
        {
            throw Mismatch.Shapes("Dot needs inputs of at least two axes.", ("first", x), ("other", y));
        }

        var (i, j) = (x.NormalizeAxis(Config.Axes[0]), y.NormalizeAxis(Config.Axes[^1]));
        if (i == 0 || j == 0)
        {
            throw Mismatch.Shapes("Dot sums up along other axes than that of the batch.", ("first", x), ("other", y));
        }

        return x[i] == y[j] || x[i] == Shape.Unknown || y[j] == Shape.Unknown
            ? (i, j)
            : throw Mismatch.Shapes(
                $"Dot needs axis {i} of the first input ({x[i]}) to equal axis {j} of the other ({y[j]}).", ("first", x), ("other", y));
    }
}
