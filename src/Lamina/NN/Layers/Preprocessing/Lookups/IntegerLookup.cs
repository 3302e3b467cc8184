using System.Globalization;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="IntegerLookup"/> layer is made of.</summary>
public sealed record IntegerLookupConfig : IndexLookupConfig
{
    /// <summary>The number that means nothing, if there is one.</summary>
    public long? MaskToken { get; init; }

    /// <summary>What stands for unknown numbers in a vocabulary, and is given for their places.</summary>
    public long OovToken { get; init; } = -1;

    /// <summary>The vocabulary; learnt by <c>Adapt</c> when null.</summary>
    public ValueList<long>? Vocabulary { get; init; }
}

/// <summary>The place of each whole number in a vocabulary, given or learnt; or numbers of places.</summary>
/// <remarks>
/// <para>Values that are given are read with 64 bits; within a plan whole numbers have 32.</para>
/// <inheritdoc cref="IndexLookup{TToken, TConfig}" path="/remarks/para"/>
/// </remarks>
public sealed class IntegerLookup : IndexLookup<long, IntegerLookupConfig>
{
    /// <summary>A layer with a vocabulary, or to adapt.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special places included.</param>
    /// <param name="numOovIndices">How many places unknown numbers share; with 0 they are an error.</param>
    /// <param name="maskToken">The number that means nothing.</param>
    /// <param name="oovToken">What stands for unknown numbers.</param>
    /// <param name="vocabulary">The numbers, each once.</param>
    /// <param name="invert">Whether places become numbers.</param>
    /// <param name="outputMode">The form of the output.</param>
    public IntegerLookup(
        int? maxTokens = null, int numOovIndices = 1, long? maskToken = null, long oovToken = -1,
        IReadOnlyList<long>? vocabulary = null, bool invert = false, OutputMode outputMode = OutputMode.Int)
        : this(new IntegerLookupConfig
        {
            MaxTokens = maxTokens,
            NumOovIndices = numOovIndices,
            MaskToken = maskToken,
            OovToken = oovToken,
            Vocabulary = vocabulary is null ? null : [.. vocabulary],
            Invert = invert,
            OutputMode = outputMode,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Arguments do not fit together; the message names them.</exception>
    public IntegerLookup(IntegerLookupConfig config)
        : this(config, null)
    {
    }

    private IntegerLookup(IntegerLookupConfig config, string? file)
        : base(config, RulesOf(config), config.Vocabulary, config.Vocabulary is not null || file is not null)
    {
        if (config.Salt is not null && config.OovMethod != OovMethod.FarmHash)
        {
            throw new ArgumentException(
                $"{Title} takes a Salt only where OovMethod is FarmHash; it is {config.OovMethod}.", nameof(config));
        }

        if (file is not null)
        {
            SetVocabulary([.. VocabularyChecks.ReadFile(Title, file, config.OutputMode).Select(TokenOf)]);
        }
    }

    internal override HostUse HostUse => HostUse.Possible;

    /// <summary>A layer whose vocabulary is in a file, a number a line. Saved models hold a copy of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">What the layer is made of besides.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IntegerLookup FromFile(string path, IntegerLookupConfig? config = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new IntegerLookup((config ?? new IntegerLookupConfig()) with { Vocabulary = null }, path);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (ValuesOf(inputs) is not null)
        {
            return base.Call(inputs, context);
        }

        CheckInputs([.. inputs.Select(x => x.Type)]);
        Vocabulary.RequireKnown();
        var x = inputs[0].Cast(DType.Int32);
        return [Config.Invert ? TokensAt(x) : Finish(Find(x))];
    }

    private protected override bool HasVocabularyInConfig => Config.Vocabulary is not null;

    private protected override string TextOf(long token) => token.ToString(CultureInfo.InvariantCulture);

    private protected override long TokenOf(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var token)
        ? token
        : throw new ArgumentException($"{Title} has a vocabulary of whole numbers; '{text}' is none.", nameof(text));

    private protected override long[] TokensOf(Tensor values) => values.ToArray<long>();

    private protected override Tensor TensorOf(long[] tokens, Shape shape) => Tensor.Wrap(tokens, shape);

    private protected override void CheckTokens(TensorType type, string what)
    {
        if (type.DType == DType.String)
        {
            throw new DTypeMismatchException($"{Title} reads whole numbers; {what} is {type}.\n  hint: StringLookup reads string.");
        }
    }

    // In tensor operations: where the number equals a token, the token's place; there is at most one.
    private Tensor Find(Tensor x)
    {
        var places = Tensor.Full(x.Shape, -1, DType.Int32);
        (int Token, int Place)[] tokens = [.. Vocabulary.Tokens.Index()
            .Where(token => token.Item == (int)token.Item)
            .Select(token => ((int)token.Item, Rules.TokenStart + token.Index))];
        if (tokens.Length > 0)
        {
            var isToken = x.ExpandDims(-1).EqualTo(Tensor.From<int>([.. tokens.Select(token => token.Token)]));
            places = Tensor.Where(isToken, Tensor.From<int>([.. tokens.Select(token => token.Place)]), -1).Max(-1);
        }

        places = Tensor.Where(places < 0, Unknown(x), places);
        return Rules.HasMask && Rules.Mask == (int)Rules.Mask
            ? Tensor.Where(x.EqualTo(Rules.Mask), Rules.OovStart - 1, places)
            : places;
    }

    private Tensor Unknown(Tensor x)
    {
        if (Config.NumOovIndices == 0 || (Config.NumOovIndices > 1 && Config.OovMethod == OovMethod.FarmHash))
        {
            var what = Config.NumOovIndices == 0 ? "to tell that one is unknown" : "to hash unknown ones";
            throw new InvalidOperationException(
                $"{Title} needs values that are given {what}; here they are computed."
                + "\n  hint: let it follow an Input, or set NumOovIndices to 1.");
        }

        // Twice: a quotient of large numbers is rounded, that of what is left is not.
        return Config.NumOovIndices == 1
            ? Tensor.Full(x.Shape, Rules.OovStart, DType.Int32)
            : Remainder(Remainder(x, Config.NumOovIndices), Config.NumOovIndices) + Rules.OovStart;

        static Tensor Remainder(Tensor x, int by) =>
            x - ((x.Cast(DType.Float32) / by).Floor().Cast(DType.Int32) * by);
    }

    private Tensor TokensAt(Tensor places)
    {
        long[] tokens = [.. Vocabulary.List(withSpecials: true), Rules.Oov];
        var outside = (places < 0) | (places >= tokens.Length - 1);
        return Tensor.From<int>([.. tokens.Select(token => checked((int)token))])
            .Gather(Tensor.Where(outside, Tensor.Full(places.Shape, tokens.Length - 1, DType.Int32), places));
    }

    private static VocabularyRules<long> RulesOf(IntegerLookupConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var buckets = new HashBuckets(config.Salt);
        return new()
        {
            MaxTokens = config.MaxTokens,
            OovCount = config.NumOovIndices,
            HasMask = config.MaskToken is not null,
            Mask = config.MaskToken ?? 0,
            Oov = config.OovToken,
            IsInverse = config.Invert,
            Mode = config.OutputMode,
            IsPadded = config.PadToMaxTokens,
            Order = Comparer<long>.Default,
            Bucket = config.OovMethod == OovMethod.FarmHash
                ? buckets.Of
                : static (token, count) => ((token % count) + count) % count,
        };
    }
}
