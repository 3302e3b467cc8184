using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Normalization"/> layer is made of.</summary>
public sealed record NormalizationConfig : LayerConfig
{
    /// <summary>The axes whose elements are normalized each for itself; null: one mean and variance for all.</summary>
    public ValueList<int>? Axis { get; init; } = [-1];

    /// <summary>Whether the layer undoes the normalization.</summary>
    public bool Invert { get; init; }

    /// <summary>A given mean, instead of adapting: one number, or numbers that broadcast to the axes that are kept.</summary>
    public NumberGrid? Mean { get; init; }

    /// <summary>A given variance, instead of adapting, in the shape of the mean.</summary>
    public NumberGrid? Variance { get; init; }
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

        if (config.Mean?.Shape != config.Variance?.Shape)
        {
            throw Mismatch.Shapes(
                "Normalization needs Mean and Variance of one shape.", ("Mean", config.Mean!.Shape), ("Variance", config.Variance!.Shape));
        }

        if (config.Mean?.Shape.Rank > (config.Axis?.Count ?? 0))
        {
            throw Mismatch.Shapes(
                $"Normalization needs a Mean of at most as many axes as it keeps, which are {config.Axis?.Count ?? 0}.", ("Mean", config.Mean.Shape));
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Learns mean and variance (divided by n) from data, in double precision.</summary>
    /// <param name="data">The data: [samples, ..].</param>
    /// <exception cref="ArgumentException">There are no samples, a value is not finite, or mean and variance are given.</exception>
    public void Adapt(Tensor data) => Adapt([data]);

    /// <summary>Learns mean and variance from batches, as if they were one tensor.</summary>
    /// <param name="batches">Some samples each: [samples, ..].</param>
    /// <exception cref="ArgumentException">There are no samples, a value is not finite, or mean and variance are given.</exception>
    public void Adapt(IEnumerable<Tensor> batches)
    {
        if (Config.Mean is not null)
        {
            throw new ArgumentException("Normalization was given Mean and Variance; it has nothing to adapt.", nameof(batches));
        }

        Moments? total = null;
        AdaptData.Run(batches, static () => { }, batch => total = Add(total, batch), static () => { });
        if (total is null)
        {
            throw new ArgumentException("Adapt needs at least one sample; there was no batch.", nameof(batches));
        }

        _mean!.Set(total.Mean);
        _variance!.Set(total.Variance);
    }

    /// <summary>Learns mean and variance from the batches of a dataset.</summary>
    /// <param name="data">The data.</param>
    /// <param name="steps">Batches to take; all by default.</param>
    /// <param name="input">Which of the inputs holds the values.</param>
    public void Adapt(IDataset data, int? steps = null, int input = 0) => Adapt(AdaptData.Of(this, data, steps, input));

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

    private Variable Given(string name, NumberGrid values, Shape shape)
    {
        var variable = new Variable(name, name, shape, Precision, trainable: false);
        variable.Set(values.Broadcast(shape) ?? throw Mismatch.Shapes(
            $"Normalization needs a {name} that broadcasts to its features.", (name, values.Shape), ("features", shape)));
        return variable;
    }

    private int[] KeptAxes(Shape input) => [.. (Config.Axis ?? []).Select(axis => input.NormalizeAxis(axis)).Order()];

    private Moments Add(Moments? total, Tensor data)
    {
        if (data.DType == DType.String)
        {
            throw new DTypeMismatchException(
                $"'{Name}' (Normalization) reads numbers; data is {data}.\n  hint: StringLookup and Hashing read string.");
        }

        if (data.Shape.Size == 0)
        {
            throw new ArgumentException($"Adapt needs at least one sample; data has the shape {data.Shape}.", nameof(data));
        }

        BuildOnce([data.Shape.With(0, Shape.Unknown)], "");
        Shape kept = [.. KeptAxes(data.Shape).Select(axis => data.Shape[axis])];
        if (kept != _mean!.Shape)
        {
            throw Mismatch.Shapes($"'{Name}' (Normalization) keeps features of shape {_mean.Shape}; data has {kept}.", ("data", data.Shape));
        }

        var moments = Moments.Of(data.ToArray<double>(), Groups(data.Shape), _mean.Shape.Size);
        for (var i = 0; i < moments.Mean.Length; i++)
        {
            if (!double.IsFinite(moments.Mean[i]) || !double.IsFinite(moments.Variance[i]))
            {
                throw new ArgumentException($"Adapt needs finite data; feature {i} of data holds NaN or infinity.", nameof(data));
            }
        }

        return total is null ? moments : total.With(moments);
    }

    // For each value the number of its feature.
    private int[] Groups(Shape shape)
    {
        var axes = KeptAxes(shape);
        var groups = new int[shape.Size];
        for (var i = 0; i < groups.Length; i++)
        {
            var (place, group, stride) = (i, 0, 1);
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                var kept = axes.Contains(axis);
                group += kept ? place % shape[axis] * stride : 0;
                stride *= kept ? shape[axis] : 1;
                place /= shape[axis];
            }

            groups[i] = group;
        }

        return groups;
    }
}
