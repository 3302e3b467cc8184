using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Numbers of the words of texts, or vectors of them.</summary>
/// <remarks>
/// <para>Each text is standardized, split into tokens, and these joined to n-grams if wanted; then each has its number in
/// a vocabulary, given or learnt: 0 pads, 1 is unknown, words begin at 2. In vectors nothing pads, and 0 is unknown.</para>
/// <para>Case and punctuation are those of ASCII, and so is white space, as in Keras.</para>
/// <para>Shapes: texts [batch] or [batch, 1] → [batch, longest], or [batch, OutputSequenceLength]; as vectors [batch, size].
/// Without a length, data in memory are padded to the longest text of all, and batches of a dataset each to their own.</para>
/// </remarks>
public sealed class TextVectorization : VocabularyLayer<string, TextVectorizationConfig>
{
    // Vectors do not depend on padding, so lengths are rounded up to keep plans few.
    private const int LengthStep = 16;

    /// <summary>A layer with a vocabulary, or to adapt.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special places included.</param>
    /// <param name="outputMode">The form of the output.</param>
    /// <param name="outputSequenceLength">The length to which numbers are padded or cut.</param>
    /// <param name="ngrams">The lengths of n-grams: <c>[1, 2]</c> for words and pairs; words alone when null.</param>
    /// <param name="vocabulary">The words, each once.</param>
    /// <param name="standardize">What is done to texts first.</param>
    /// <param name="split">Where texts are split.</param>
    public TextVectorization(
        int? maxTokens = null, OutputMode outputMode = OutputMode.Int, int? outputSequenceLength = null,
        ValueList<int>? ngrams = null, IReadOnlyList<string>? vocabulary = null,
        TextStandardization standardize = TextStandardization.LowerAndStripPunctuation, TextSplit split = TextSplit.Whitespace)
        : this(new TextVectorizationConfig
        {
            MaxTokens = maxTokens,
            OutputMode = outputMode,
            OutputSequenceLength = outputSequenceLength,
            Ngrams = ngrams,
            Vocabulary = vocabulary is null ? null : [.. vocabulary],
            Standardize = standardize,
            Split = split,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Arguments do not fit together; the message names them.</exception>
    public TextVectorization(TextVectorizationConfig config)
        : this(config, null)
    {
    }

    private TextVectorization(TextVectorizationConfig config, string? file)
        : base(config, RulesOf(config), config.VocabularySize, config.Vocabulary is not null || file is not null)
    {
        VocabularyChecks.Sizes(Title, config.MaxTokens, 1, config.PadToMaxTokens);
        VocabularyChecks.Modes(
            Title, config.OutputMode, invert: false, config.IdfWeights, config.Vocabulary is not null || file is not null);
        Check(config);
        var given = file is null ? config.Vocabulary : (IReadOnlyList<string>)VocabularyChecks.ReadFile(Title, file, config.OutputMode);
        if (given is not null)
        {
            Vocabulary.Set(given, config.IdfWeights);
        }
    }

    private protected override bool HasVocabularyInConfig => Config.Vocabulary is not null;

    /// <summary>A layer whose vocabulary is in a file, a word a line. Saved models hold a copy of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">What the layer is made of besides.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TextVectorization FromFile(string path, TextVectorizationConfig? config = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new TextVectorization((config ?? new TextVectorizationConfig()) with { Vocabulary = null }, path);
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (TextVectorizationConfig)base.GetConfig() with { VocabularySize = Vocabulary.ExpectedSize };

    private protected override string TextOf(string token) => token;

    private protected override string TokenOf(string text) => text;

    private protected override void CheckInputs(IReadOnlyList<TensorType> inputs)
    {
        var type = Single(inputs);
        if (type.DType != DType.String)
        {
            throw new DTypeMismatchException(
                $"{Title} reads string; the input is {type}.\n  hint: numbers of words need no vocabulary: give them to Embedding.");
        }

        if (Config.Split != TextSplit.None && type.Shape.Rank > 1 && type.Shape[^1] != 1)
        {
            throw new ShapeMismatchException(
                $"{Title} splits texts of shape [batch] or [batch, .., 1]; the input has the shape {type.Shape}."
                + "\n  hint: texts that are split already need Split = TextSplit.None.");
        }
    }

    private protected override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        var shape = inputs[0].Shape;
        var lead = Lead(shape);
        if (Config.OutputMode != OutputMode.Int)
        {
            return new(CategoricalOutput.ShapeOf([.. lead, Shape.Unknown], Config.OutputMode, Vocabulary.Depth), Precision);
        }

        if (Config.Split == TextSplit.None && Config.Ngrams is null && (Config.OutputSequenceLength is null || shape.Rank == 0))
        {
            return new(shape, DType.Int64);
        }

        return new([.. lead, Config.OutputSequenceLength ?? Shape.Unknown], DType.Int64);
    }

    private protected override Tensor Read(IReadOnlyList<Tensor> values)
    {
        var x = values[0];
        var rows = TextTokens.Of((string[])x.Data(), RowLength(x.Shape), Config);
        var longest = rows.Select(row => row.Length).DefaultIfEmpty().Max();
        long[][] places = [.. rows.Select(row => Vocabulary.Find(row, row.Length))];
        if (Config.OutputMode == OutputMode.Int)
        {
            var length = Config.OutputSequenceLength ?? longest;
            Shape shape = x.Rank == 0 && Config.Split == TextSplit.None ? [] : [.. Lead(x.Shape), length];
            return Tensor.Wrap(Padded(places, shape.Rank == 0 ? 1 : length, 0L), shape);
        }

        var width = Math.Max(1, (longest + LengthStep - 1) / LengthStep) * LengthStep;
        return Tensor.Wrap(Array.ConvertAll(Padded(places, width, -1L), static place => (int)place), [.. Lead(x.Shape), width]);
    }

    private protected override Tensor Finish(Tensor read) => Encoded(read);

    private protected override void Count(Tensor batch)
    {
        CheckInputs([batch.Type]);
        var length = batch.Rank < 2 ? 1 : RowLength(batch.Shape);
        foreach (var row in TextTokens.Of((string[])batch.Data(), length, Config))
        {
            Vocabulary.Count(row);
        }
    }

    private static VocabularyRules<string> RulesOf(TextVectorizationConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return StringLookup.TokenRules(null) with
        {
            MaxTokens = config.MaxTokens,
            HasMask = true,
            Mode = config.OutputMode,
            IsPadded = config.PadToMaxTokens,
        };
    }

    private static long[] Padded(long[][] rows, int length, long padding)
    {
        var all = new long[rows.Length * length];
        all.AsSpan().Fill(padding);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].AsSpan(0, Math.Min(length, rows[i].Length)).CopyTo(all.AsSpan(i * length));
        }

        return all;
    }

    // The axes in front of a text's tokens.
    private Shape Lead(Shape shape) => Config.Split == TextSplit.None
        ? Config.OutputMode != OutputMode.Int && shape.Rank == 1 ? shape : shape.Rank == 0 ? [] : shape[..^1]
        : shape.Rank > 1 ? shape[..^1] : shape;

    // How many neighbouring strings are one text.
    private int RowLength(Shape shape) =>
        Config.Split != TextSplit.None || shape.Rank == 0 || Lead(shape) == shape ? 1 : shape[^1];

    private void Check(TextVectorizationConfig config)
    {
        if (config.OutputSequenceLength is { } length && (config.OutputMode != OutputMode.Int || length <= 0))
        {
            throw new ArgumentException(
                $"{Title} takes an OutputSequenceLength greater than 0, and only where OutputMode is Int;"
                + $" it was given {length} and {config.OutputMode}.",
                nameof(config));
        }

        if (config.Ngrams is { } ngrams && (ngrams.Count == 0 || ngrams.Any(width => width <= 0)))
        {
            throw new ArgumentException($"{Title} needs Ngrams of lengths greater than 0; it was given {ngrams}.", nameof(config));
        }
    }
}
