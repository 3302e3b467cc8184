using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Normalization"/> layer is made of.</summary>
public sealed record NormalizationConfig : LayerConfig
{
    /// <summary>The axes whose elements are normalized each for itself; null: one mean and variance for all.</summary>
    public IReadOnlyList<int>? Axis { get; init; } = [-1];

    /// <summary>Whether the layer undoes the normalization.</summary>
    public bool Invert { get; init; }

    /// <summary>A given mean, instead of adapting.</summary>
    public IReadOnlyList<double>? Mean { get; init; }

    /// <summary>A given variance, instead of adapting.</summary>
    public IReadOnlyList<double>? Variance { get; init; }
}

/// <summary>Standardizes each feature by the mean and variance of the data it was adapted to:
/// <c>y = (x − μ)/max(σ, ε)</c> with ε = 1e-7.</summary>
public sealed class Normalization : Layer<NormalizationConfig>
{
    private const double Epsilon = 1e-7;
    private Variable? _mean;
    private Variable? _variance;
    private Variable? _count;

    /// <summary>A layer to adapt, or with given mean and variance.</summary>
    public Normalization(int axis = -1)
        : this(new NormalizationConfig { Axis = [axis] })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Normalization(NormalizationConfig config)
        : base(config)
    {
        if (config.Mean is null != config.Variance is null)
        {
            throw new ArgumentException("Normalization needs both Mean and Variance, or neither and Adapt.", nameof(config));
        }
    }

    /// <summary>Learns mean and variance (divided by n) from data, in double precision.</summary>
    /// <param name="data">The data: [samples, ..].</param>
    /// <exception cref="ArgumentException">There are no samples, a value is not finite, or mean and variance are given.</exception>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Config.Mean is not null)
        {
            throw new ArgumentException("Normalization was given Mean and Variance; it has nothing to adapt.", nameof(data));
        }

        if (data.Shape.Size == 0)
        {
            throw new ArgumentException($"Adapt needs at least one sample; data has the shape {data.Shape}.", nameof(data));
        }

        BuildOnce([data.Shape.With(0, Shape.Unknown)], "");
        var (mean, variance) = Statistics(data);
        for (var i = 0; i < mean.Length; i++)
        {
            if (!double.IsFinite(mean[i]) || !double.IsFinite(variance[i]))
            {
                throw new ArgumentException($"Adapt needs finite data; feature {i} of data holds NaN or infinity.", nameof(data));
            }

        }

        _mean!.Set(mean);
        _variance!.Set(variance);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        var axes = KeptAxes(input);
        Shape shape = [.. axes.Select(axis => input[axis])];
        if (!shape.IsKnown)
        {
            throw Mismatch.Shapes("Normalization needs the axes that it keeps to be known.", ("input", input));
        }

        if (Config.Mean is { } mean && Config.Variance is { } variance)
        {
            _mean = Given("mean", mean, shape);
            _variance = Given("variance", variance, shape);
            return;
        }

        _mean = AddWeight("mean", shape, Initializer.Zeros, trainable: false);
        _variance = AddWeight("variance", shape, Initializer.Ones, trainable: false);
        _count = AddWeight("count", [], Initializer.Zeros, trainable: false, dtype: DType.Int32);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = KeptAxes(x.Shape);
        Shape aligned = [.. Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? x.Shape[axis] : 1)];
        var mean = _mean!.Value.Reshape(aligned);
        var deviation = Tensor.Maximum(_variance!.Value.Sqrt(), Epsilon).Reshape(aligned);
        x = x.Cast(Precision);
        return Config.Invert ? x * deviation + mean : (x - mean) / deviation;
    }

    private Variable Given(string name, IReadOnlyList<double> values, Shape shape)
    {
        if (values.Count != shape.Size && values.Count != 1)
        {
            throw Mismatch.Shapes($"Normalization was given {values.Count} values of {name} for features of shape {shape}.");
        }

        var variable = new Variable(name, name, shape, Precision, trainable: false);
        variable.Set(values.Count == 1 ? [.. Enumerable.Repeat(values[0], shape.Size)] : values.ToArray());
        return variable;
    }

    private int[] KeptAxes(Shape input) => [.. (Config.Axis ?? []).Select(axis => input.NormalizeAxis(axis)).Order()];

    // Two passes: the mean first, then the squares around it.
    private (double[] Mean, double[] Variance) Statistics(Tensor data)
    {
        var values = data.ToArray<double>();
        var axes = KeptAxes(data.Shape);
        var groups = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (place, group, stride) = (i, 0, 1);
            for (var axis = data.Rank - 1; axis >= 0; axis--)
            {
                var kept = axes.Contains(axis);
                group += kept ? place % data.Shape[axis] * stride : 0;
                stride *= kept ? data.Shape[axis] : 1;
                place /= data.Shape[axis];
            }

            groups[i] = group;
        }

        var count = (double)values.Length / _mean!.Shape.Size;
        var mean = new double[_mean.Shape.Size];
        var variance = new double[mean.Length];
        for (var i = 0; i < values.Length; i++)
        {
            mean[groups[i]] += values[i] / count;
        }

        for (var i = 0; i < values.Length; i++)
        {
            variance[groups[i]] += (values[i] - mean[groups[i]]) * (values[i] - mean[groups[i]]) / count;
        }

        return (mean, variance);
    }
}
