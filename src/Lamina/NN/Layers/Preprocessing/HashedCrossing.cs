using System.Text;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="HashedCrossing"/> layer is made of.</summary>
public sealed record HashedCrossingConfig : LayerConfig
{
    /// <summary>The number of bins.</summary>
    public required int NumBins { get; init; }

    /// <summary>The form of the output: <see cref="OutputMode.Int"/> or <see cref="OutputMode.OneHot"/>.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>The type of the output: int64 or int32 for numbers, a floating-point type for vectors; int64 or the working
    /// type when null.</summary>
    public DType? DType { get; init; }
}

/// <summary>A bin for each combination of two or more categories, by a hash of them: crossed features.</summary>
/// <remarks>
/// <para>Formula: fingerprints of strings, and whole numbers as they are, are joined one after the other to one
/// fingerprint, taken modulo the number of bins. The bins are those of TensorFlow.</para>
/// <para>Shapes: inputs of one shape, [batch] or [batch, 1] → the same as numbers; [batch, bins] as one-hot.</para>
/// </remarks>
public sealed class HashedCrossing : HostLayer<HashedCrossingConfig>
{
    // What TensorFlow begins with.
    private const ulong Seed = 0xDECAFCAFFE;

    /// <summary>A layer of some bins.</summary>
    /// <param name="numBins">The number of bins.</param>
    /// <param name="outputMode">The form of the output.</param>
    public HashedCrossing(int numBins, OutputMode outputMode = OutputMode.Int)
        : this(new HashedCrossingConfig { NumBins = numBins, OutputMode = outputMode })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">An argument has no meaning; the message names it.</exception>
    public HashedCrossing(HashedCrossingConfig config)
        : base(config)
    {
        if (config.NumBins <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(config), $"{Title} needs NumBins greater than 0; it was given {config.NumBins}.");
        }

        if (config.OutputMode is not (OutputMode.Int or OutputMode.OneHot))
        {
            throw new ArgumentException(
                $"{Title} needs OutputMode Int or OneHot; it was given {config.OutputMode}.", nameof(config));
        }

        HashTypes.Check(Title, config.OutputMode, config.DType);
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (HashedCrossingConfig)base.GetConfig() with { DType = HashTypes.Of(Config.OutputMode, Config.DType, Precision) };

    private protected override void CheckInputs(IReadOnlyList<TensorType> inputs)
    {
        if (inputs.Count < 2)
        {
            throw new ArgumentException($"{Title} crosses at least two inputs; it was given {inputs.Count}.");
        }

        var shape = inputs[0].Shape;
        if (shape.Rank > 2 || (shape.Rank == 2 && shape[1] != 1) || inputs.Any(input => input.Shape != shape))
        {
            throw new ShapeMismatchException(
                $"{Title} needs inputs of one shape, [batch] or [batch, 1];"
                + $" it was given {string.Join(", ", inputs.Select(input => input.Shape))}.");
        }

        if (inputs.Any(input => !input.DType.IsInteger && input.DType != DType.String))
        {
            throw new DTypeMismatchException(
                $"{Title} needs string or whole numbers; it was given {string.Join(", ", inputs)}."
                + "\n  hint: Discretization makes whole numbers of others.");
        }
    }

    private protected override TensorType Infer(IReadOnlyList<TensorType> inputs) => new(
        CategoricalOutput.ShapeOf(inputs[0].Shape, Config.OutputMode, Config.NumBins),
        HashTypes.Of(Config.OutputMode, Config.DType, Precision));

    private protected override Tensor Read(IReadOnlyList<Tensor> values)
    {
        ulong[][] prints = [.. values.Select(Fingerprints)];
        var bins = new long[prints[0].Length];
        for (var i = 0; i < bins.Length; i++)
        {
            var hash = prints.Aggregate(Seed, (joined, column) => FarmHash.Concatenate(joined, column[i]));
            bins[i] = (long)(hash % (ulong)Config.NumBins);
        }

        return HashTypes.Numbers(bins, values[0].Shape, Config.DType);
    }

    private protected override Tensor Finish(Tensor read) => CategoricalOutput.Encode(
        read, Config.OutputMode, Config.NumBins, HashTypes.Of(Config.OutputMode, Config.DType, Precision));

    private static ulong[] Fingerprints(Tensor x) => x.DType == DType.String
        ? Array.ConvertAll((string[])x.Data(), static text => FarmHash.Fingerprint64(Encoding.UTF8.GetBytes(text)))
        : Array.ConvertAll(x.ToArray<long>(), static number => unchecked((ulong)number));
}
