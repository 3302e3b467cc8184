using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="CategoryEncoding"/> layer is made of.</summary>
public sealed record CategoryEncodingConfig : LayerConfig
{
    /// <summary>The number of categories: numbers are from 0 to one less.</summary>
    public required int NumTokens { get; init; }

    /// <summary>The form of the output: one-hot, multi-hot or count.</summary>
    public OutputMode OutputMode { get; init; } = OutputMode.MultiHot;
}

/// <summary>Vectors of the numbers of categories.</summary>
/// <remarks>
/// <para>Shapes: numbers [batch, n] → [batch, categories] as multi-hot or count; [batch, .., 1] → [batch, .., categories] or
/// [batch, .., n] → [batch, .., n, categories] as one-hot. A vector of numbers is one sample, but for one-hot.</para>
/// <para>A second input, in the shape of the first, says how much each number counts where counts are asked for.</para>
/// </remarks>
public sealed class CategoryEncoding : ConfiguredLayer<CategoryEncodingConfig>, IIndexReader
{
    /// <summary>A layer for some categories.</summary>
    /// <param name="numTokens">The number of categories.</param>
    /// <param name="outputMode">The form of the output: one-hot, multi-hot or count.</param>
    public CategoryEncoding(int numTokens, OutputMode outputMode = OutputMode.MultiHot)
        : this(new CategoryEncodingConfig { NumTokens = numTokens, OutputMode = outputMode })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">An argument has no meaning; the message names it.</exception>
    public CategoryEncoding(CategoryEncodingConfig config)
        : base(config)
    {
        if (config.NumTokens < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(config), $"'{Name}' (CategoryEncoding) needs NumTokens of at least 1; it was given {config.NumTokens}.");
        }

        if (config.OutputMode is OutputMode.Int or OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"'{Name}' (CategoryEncoding) needs OutputMode OneHot, MultiHot or Count; it was given {config.OutputMode}.", nameof(config));
        }
    }

    /// <summary>The layer applied to numbers, each of which counts as much as is said.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="countWeights">How much each counts, in the shape of the numbers.</param>
    public Tensor Apply(Tensor x, Tensor countWeights) => Apply([x, countWeights], new CallContext(training: false))[0];

    /// <summary>Makes sure that data hold only numbers of categories.</summary>
    /// <param name="indices">The data: [samples, ..].</param>
    /// <exception cref="ArgumentException">A value is not from 0 to below the number of categories; the message says where.</exception>
    public void CheckIndices(Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var values = indices.ToArray<double>();
        var sample = indices.Rank < 2 ? 1 : Math.Max(1, indices.Shape[1..].Size);
        var at = Array.FindIndex(values, value => !(value >= 0 && value < Config.NumTokens));
        if (at >= 0)
        {
            throw new ArgumentException(
                $"'{Name}' (CategoryEncoding) has NumTokens = {Config.NumTokens}, so categories are 0..{Config.NumTokens - 1};"
                + FormattableString.Invariant($" sample {at / sample}, position {at % sample}, is {values[at]}.")
                + "\n  hint: give the layer a larger NumTokens, or map values with IntegerLookup first.",
                nameof(indices));
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count > 2 || (inputs.Count == 2 && Config.OutputMode != OutputMode.Count))
        {
            throw new ArgumentException(
                $"'{Name}' (CategoryEncoding) takes numbers and, where OutputMode is Count, weights;"
                + $" it was given {inputs.Count} inputs and has {Config.OutputMode}.");
        }

        var weights = inputs.Count == 2 ? inputs[1] : null;
        if (weights is not null && weights.Shape != inputs[0].Shape)
        {
            throw Mismatch.Shapes(
                $"'{Name}' (CategoryEncoding) needs a weight for each number.", ("x", inputs[0].Shape), ("countWeights", weights.Shape));
        }

        if (inputs[0].DType == DType.String)
        {
            throw new DTypeMismatchException(
                $"'{Name}' (CategoryEncoding) reads whole numbers; the input is {inputs[0]}."
                + "\n  hint: StringLookup and Hashing read string.");
        }

        if (inputs[0].Op is Ops.Constant)
        {
            CheckIndices(inputs[0]);
        }

        return [CategoricalOutput.Encode(inputs[0], Config.OutputMode, Config.NumTokens, Precision, weights)];
    }
}
