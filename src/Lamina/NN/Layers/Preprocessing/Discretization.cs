using System.Globalization;

namespace Lamina.NN;

/// <summary>What a <see cref="Discretization"/> layer is made of.</summary>
public sealed record DiscretizationConfig : LayerConfig
{
    /// <summary>The boundaries between bins, ascending; learnt by <c>Adapt</c> when null.</summary>
    public ValueList<double>? BinBoundaries { get; init; }

    /// <summary>How many bins to learn.</summary>
    public int? NumBins { get; init; }

    /// <summary>How exactly quantiles are learnt: some 1/ε values stand for the data.</summary>
    public double Epsilon { get; init; } = 0.01;

    /// <summary>The form of the output: all but tf-idf.</summary>
    public OutputMode OutputMode { get; init; }
}

/// <summary>The number of the bin of each value: ranges given by their boundaries, or learnt so that they hold about
/// equally many values.</summary>
/// <remarks>
/// <para>Formula: the number of boundaries that are not above the value; NaN lies behind all.</para>
/// <para>Shapes: as for <see cref="CategoryEncoding"/>; [batch, ..] → [batch, ..] as numbers.</para>
/// </remarks>
public sealed class Discretization : Layer<DiscretizationConfig>
{
    private QuantileSketch _sketch;
    private Variable? _boundaries;

    /// <summary>A layer with given boundaries.</summary>
    /// <param name="binBoundaries">The boundaries, ascending.</param>
    /// <param name="outputMode">The form of the output.</param>
    public Discretization(IReadOnlyList<double> binBoundaries, OutputMode outputMode = OutputMode.Int)
        : this(new DiscretizationConfig { BinBoundaries = [.. binBoundaries ?? []], OutputMode = outputMode })
    {
    }

    /// <summary>A layer that learns its boundaries.</summary>
    /// <param name="numBins">How many bins to learn.</param>
    /// <param name="epsilon">How exactly quantiles are learnt.</param>
    /// <param name="outputMode">The form of the output.</param>
    public Discretization(int numBins, double epsilon = 0.01, OutputMode outputMode = OutputMode.Int)
        : this(new DiscretizationConfig { NumBins = numBins, Epsilon = epsilon, OutputMode = outputMode })
    {
    }

    /// <summary>A layer of its config, which after <c>Adapt</c> has both bins and boundaries.</summary>
    /// <exception cref="ArgumentException">An argument has no meaning; the message names it.</exception>
    public Discretization(DiscretizationConfig config)
        : base(config)
    {
        Check(config);
        _sketch = new QuantileSketch(config.Epsilon);
        if (config.BinBoundaries is { } boundaries)
        {
            SetBoundaries([.. boundaries.Select(boundary => (float)boundary)]);
        }
    }

    /// <summary>The boundaries, given or learnt; null before.</summary>
    public IReadOnlyList<float>? BinBoundaries => _boundaries?.ToArray();

    /// <summary>Learns the boundaries: quantiles of the data.</summary>
    /// <param name="data">The data, of any shape.</param>
    /// <exception cref="InvalidOperationException">The layer was made with boundaries.</exception>
    public void Adapt(Tensor data) => Adapt([data]);

    /// <summary>Learns the boundaries from batches.</summary>
    /// <param name="batches">The values of some samples each.</param>
    public void Adapt(IEnumerable<Tensor> batches) => AdaptData.Run(batches, Reset, Update, Finish);

    /// <summary>Learns the boundaries from the batches of a dataset.</summary>
    /// <param name="data">The data.</param>
    /// <param name="steps">Batches to take; all by default.</param>
    /// <param name="input">Which of the inputs holds the values.</param>
    public void Adapt(IDataset data, int? steps = null, int input = 0) => Adapt(AdaptData.Of(this, data, steps, input));

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => (DiscretizationConfig)base.GetConfig() with
    {
        BinBoundaries = _boundaries is null ? null : [.. _boundaries.ToArray().Select(boundary => (double)boundary)],
    };

    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(
        IReadOnlyList<(Shape Shape, DType DType)> inputs, CallArguments arguments)
    {
        var (shape, dtype) = base.InferOutputs(inputs, arguments)[0];
        return [(shape, Config.OutputMode == OutputMode.Int ? DType.Int64 : dtype)];
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (_boundaries is null)
        {
            throw new InvalidOperationException(
                $"'{Name}' (Discretization) has no boundaries yet: call Adapt with data, or give it BinBoundaries.");
        }

        if (x.DType == DType.String)
        {
            throw new DTypeMismatchException(
                $"'{Name}' (Discretization) reads numbers; the input is {x}.\n  hint: StringLookup and Hashing read string.");
        }

        var count = _boundaries.Shape[0];
        var bins = count == 0
            ? Tensor.Zeros(x.Shape, DType.Int32)
            : (!(x.Cast(Precision).ExpandDims(-1) < _boundaries.Value.Cast(Precision))).Cast(DType.Int32).Sum(-1);
        return CategoricalOutput.Encode(bins, Config.OutputMode, count + 1, Precision);
    }

    private void Check(DiscretizationConfig config)
    {
        var title = $"'{Name}' (Discretization)";
        if (config.BinBoundaries is null && config.NumBins is null)
        {
            throw new ArgumentException($"{title} needs BinBoundaries, or NumBins and Adapt.", nameof(config));
        }

        if (config.NumBins <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(config), $"{title} needs NumBins greater than 0; it was given {config.NumBins}.");
        }

        if (!(config.Epsilon is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(config),
                string.Create(CultureInfo.InvariantCulture, $"{title} needs an Epsilon between 0 and 1; it was given {config.Epsilon}."));
        }

        if (config.OutputMode == OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"{title} needs OutputMode Int, OneHot, MultiHot or Count; it was given {config.OutputMode}.", nameof(config));
        }

        for (var i = 1; i < config.BinBoundaries?.Count; i++)
        {
            // NaN fails every comparison.
            var (last, next) = (config.BinBoundaries[i - 1], config.BinBoundaries[i]);
            if (!(last <= next))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{title} needs BinBoundaries that ascend; {next} at place {i} stands behind {last}.")
                    + "\n  hint: sort them.",
                    nameof(config));
            }
        }
    }

    private void Reset()
    {
        if (Config.NumBins is null)
        {
            throw new InvalidOperationException(
                $"'{Name}' (Discretization) was made with BinBoundaries, so there is nothing to adapt: give it NumBins instead.");
        }

        _sketch = new QuantileSketch(Config.Epsilon);
    }

    private void Update(Tensor batch)
    {
        var values = batch.ToArray();
        var at = Array.FindIndex(values, float.IsNaN);
        _sketch.Add(at < 0 ? values : throw new ArgumentException(
            $"'{Name}' (Discretization) learns from numbers; value {at} of the data is NaN."
            + "\n  hint: remove the sample, or fill in a value."));
    }

    private void Finish() => SetBoundaries(_sketch.Boundaries(Config.NumBins!.Value));

    // The same variable where the number of bins stays: plans that exist follow it.
    private void SetBoundaries(float[] boundaries)
    {
        if (_boundaries?.Shape[0] != boundaries.Length)
        {
            _boundaries = new Variable("bin_boundaries", $"{Name}/bin_boundaries", [boundaries.Length], DType.Float32, trainable: false);
        }

        boundaries.CopyTo(_boundaries.Floats);
    }
}
