using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.NN.Preprocessing;

/// <summary>Lookups against the figures of Keras's documentation, and its rules for odd vocabularies.</summary>
public sealed class LookupTests
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    [Fact]
    public void Strings_have_the_numbers_of_their_places()
    {
        var y = new StringLookup(vocabulary: Letters).Apply(new string[,] { { "a", "c", "d" }, { "d", "z", "b" } });
        Assert.Equal("int64[2, 3]", y.ToString());
        Assert.Equal([1, 3, 4, 4, 0, 2], y.ToArray<long>());
        Assert.Equal(3, new StringLookup(vocabulary: Letters).Apply((Tensor)"c").Item());
    }

    [Fact]
    public void A_learnt_vocabulary_begins_with_the_most_frequent_and_breaks_ties_backwards()
    {
        var layer = new StringLookup();
        layer.Adapt(new string[,] { { "a", "c", "d" }, { "d", "z", "b" } });
        Assert.Equal(["[UNK]", "d", "z", "c", "b", "a"], layer.GetVocabulary());
        Assert.Equal(["d", "z", "c", "b", "a"], layer.GetVocabulary(includeSpecialTokens: false));
        Assert.Equal([5, 3, 1, 1, 2, 4], layer.Apply(new string[,] { { "a", "c", "d" }, { "d", "z", "b" } }).ToArray<long>());
        var numbers = new IntegerLookup();
        numbers.Adapt(new int[,] { { 12, 1138, 42 }, { 42, 1000, 36 } });
        Assert.Equal([-1, 42, 1138, 1000, 36, 12], numbers.GetVocabulary());
        Assert.Equal([5, 2, 1, 1, 3, 4], numbers.Apply(new int[,] { { 12, 1138, 42 }, { 42, 1000, 36 } }).ToArray<long>());
    }

    [Fact]
    public void Ties_are_broken_by_code_points_as_UTF_8_orders_them()
    {
        var layer = new StringLookup();
        layer.Adapt(new string[] { "z", "\uffff", "\U0001F600", "é", "zz" });
        Assert.Equal(["[UNK]", "\U0001F600", "\uffff", "é", "zz", "z"], layer.GetVocabulary());
    }

    [Fact]
    public void Unknown_tokens_share_several_places_by_hash_or_remainder()
    {
        var y = new StringLookup(numOovIndices: 2, vocabulary: Letters).Apply(new string[,] { { "a", "c", "d" }, { "m", "z", "b" } });
        Assert.Equal([2, 4, 5, 0, 1, 3], y.ToArray<long>());
        var n = new IntegerLookup(numOovIndices: 2, vocabulary: [12, 36, 1138, 42]).Apply(new int[,] { { 12, 1138, 42 }, { 37, 1000, 36 } });
        Assert.Equal([2, 4, 5, 1, 0, 3], n.ToArray<long>());
        Tensor x = new long[] { -7, -1, 5, 1L << 40 };
        Assert.Equal([2, 2, 2, 1], new IntegerLookup(numOovIndices: 3, vocabulary: [9]).Apply(x).ToArray<long>());
        var hashed = new IntegerLookup(new IntegerLookupConfig { NumOovIndices = 3, Vocabulary = [9], OovMethod = OovMethod.FarmHash });
        Assert.Equal(new Hashing(3).Apply(x).ToArray<long>(), hashed.Apply(x).ToArray<long>());
        var salted = new StringLookup(new StringLookupConfig { NumOovIndices = 3, MaskToken = "", Vocabulary = ["q"], Salt = [133, 137] });
        Assert.Equal([2, 3, 2, 1, 3, 0, 4], salted.Apply(new string[] { "A", "B", "C", "D", "E", "", "q" }).ToArray<long>());
    }

    [Fact]
    public void Vectors_have_no_place_for_the_mask()
    {
        Tensor x = new string[,] { { "a", "c", "d", "d" }, { "d", "z", "b", "z" } };
        Assert.Equal([0, 1, 0, 1, 1, 1, 0, 1, 0, 1], Vectors(OutputMode.MultiHot, null, x));
        Assert.Equal([0, 1, 0, 1, 2, 2, 0, 1, 0, 1], Vectors(OutputMode.Count, null, x));
        Assert.Equal([0, 1, 0, 1, 1, 0, 0, 0], new StringLookup(maskToken: "d", vocabulary: ["a", "b", "c"], outputMode: OutputMode.Count)
            .Apply(new string[,] { { "a", "c", "d", "d" }, { "d", "d", "q", "d" } }).ToArray());
        Assert.Equal([1, 0, 0, 0, 1, 0], new StringLookup(maskToken: "", vocabulary: ["a", "b"], outputMode: OutputMode.OneHot)
            .Apply(new string[] { "q", "a" }).ToArray());
        Assert.Equal([0, 0, 0], new StringLookup(maskToken: "", vocabulary: ["a", "b"], outputMode: OutputMode.OneHot)
            .Apply(new string[] { "" }).ToArray());
        Assert.Equal(["", "[UNK]", "a"], new StringLookup(maskToken: "", vocabulary: ["a"]).GetVocabulary());
        Assert.Equal(["[UNK]", "a"], new StringLookup(maskToken: "", vocabulary: ["a"], outputMode: OutputMode.Count).GetVocabulary());
    }

    [Fact]
    public void Tf_idf_weights_are_given_or_learnt()
    {
        Tensor x = new string[,] { { "a", "c", "d", "d" }, { "d", "z", "b", "z" } };
        Near.Assert([0, 0.25, 0, 0.6, 0.8, 1, 0, 0.75, 0, 0.4], [.. Vectors(OutputMode.TfIdf, [0.25, 0.75, 0.6, 0.4], x)], Near.Formula);
        var full = new StringLookup(outputMode: OutputMode.TfIdf);
        full.SetVocabulary(["[UNK]", .. Letters], [0.9, 0.25, 0.75, 0.6, 0.4]);
        Near.Assert([0, 0.25, 0, 0.6, 0.8, 1.8, 0, 0.75, 0, 0.4], full.Apply(x).ToArray<double>(), Near.Formula);

        var learnt = new StringLookup(outputMode: OutputMode.TfIdf);
        learnt.Adapt(new string[,] { { "a", "b" }, { "b", "b" } });
        var (a, b) = (Math.Log(1 + (2 / 2.0)), Math.Log(1 + (2 / 3.0)));
        Assert.Equal(["[UNK]", "b", "a"], learnt.GetVocabulary());
        Near.Assert([(a + b) / 2, 2 * b, a], learnt.Apply(new string[,] { { "q", "b", "b", "a" } }).ToArray<double>(), Near.Formula);

        var padded = new StringLookup(new StringLookupConfig { MaxTokens = 5, PadToMaxTokens = true, OutputMode = OutputMode.TfIdf });
        padded.Adapt(new string[] { "a", "b", "b" });
        var (c, d) = (Math.Log(1 + (3 / 2.0)), Math.Log(1 + (3 / 3.0)));
        Near.Assert([0, d, c, 0, 0], padded.Apply(new string[,] { { "b", "a" } }).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Numbers_become_tokens_again()
    {
        var y = new StringLookup(vocabulary: Letters, invert: true).Apply(new int[,] { { 1, 3, 4 }, { 4, 0, 9 } });
        Assert.Equal("string[2, 3]", y.ToString());
        Assert.Equal(["a", "c", "d", "d", "[UNK]", "[UNK]"], y.ToStrings());
        Assert.Equal(["", "[UNK]", "a"], new StringLookup(maskToken: "", vocabulary: ["", "[UNK]", "a"], invert: true).Apply(new int[] { 0, 1, 2 }).ToStrings());
        Assert.Equal([12, -1, 5_000_000_000], new IntegerLookup(vocabulary: [12, 5_000_000_000], invert: true).Apply(new long[] { 1, 0, 2 }).ToArray<long>());
    }

    [Fact]
    public void Whole_numbers_keep_64_bits()
    {
        long[] vocabulary = [long.MaxValue, long.MaxValue - 1, 3];
        Assert.Equal([2, 1, 0, 3], new IntegerLookup(vocabulary: vocabulary)
            .Apply(new long[] { long.MaxValue - 1, long.MaxValue, long.MaxValue - 2, 3 }).ToArray<long>());
    }

    [Fact]
    public void Learning_in_batches_is_learning_at_once()
    {
        string[] words = [.. Enumerable.Range(0, 40).Select(i => $"w{i * i % 11}")];
        var data = Tensor.From(words, [20, 2]);
        foreach (var mode in new[] { OutputMode.Int, OutputMode.TfIdf })
        {
            var (whole, batched, streamed) = (Layer(), Layer(), Layer());
            whole.Adapt(data);
            batched.Adapt([.. Enumerable.Range(0, 5).Select(i => Tensor.From(words.AsSpan(i * 8, 8), [4, 2]))]);
            streamed.Adapt(Dataset.From(data, new float[20]).Batch(3));
            Assert.Equal(whole.GetVocabulary(), batched.GetVocabulary());
            Assert.Equal(whole.GetVocabulary(), streamed.GetVocabulary());
            Assert.Equal(whole.Apply(data).ToArray(), batched.Apply(data).ToArray());
            Assert.Equal(whole.Apply(data).ToArray(), streamed.Apply(data).ToArray());
            Assert.Equal(7, whole.VocabularySize);
            streamed = Layer();
            streamed.Adapt(Dataset.From(data, new float[20]).Batch(1), steps: 1);
            Assert.Equal(3, streamed.VocabularySize);

            StringLookup Layer() => new(maxTokens: 7, outputMode: mode);
        }
    }

    [Fact]
    public void A_vocabulary_is_learnt_of_nothing()
    {
        var layer = new StringLookup(maskToken: "");
        layer.Adapt(new string[] { "", "", "[UNK]" });
        Assert.Equal(["", "[UNK]"], layer.GetVocabulary());
        Assert.Equal([1, 0], layer.Apply(new string[] { "a", "" }).ToArray<long>());
    }

    [Fact]
    public void A_vocabulary_is_read_from_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["words.txt"], "a\nb\nc\n");
        Assert.Equal([2, 0], StringLookup.FromFile(folder["words.txt"]).Apply(new string[] { "b", "z" }).ToArray<long>());
        File.WriteAllText(folder["numbers.txt"], "7\n5000000000");
        Assert.Equal([2, 1], IntegerLookup.FromFile(folder["numbers.txt"]).Apply(new long[] { 5_000_000_000, 7 }).ToArray<long>());
        var error = Assert.Throws<FileNotFoundException>(() => StringLookup.FromFile("nowhere.txt"));
        Assert.Equal("'string_lookup' (StringLookup): there is no vocabulary file 'nowhere.txt'.", error.Message);
    }

    [Fact]
    public void Lookups_of_computed_numbers_are_those_of_given_ones()
    {
        Tensor x = new int[] { 5, 7, -3, 1_000_000_007, 0, -2_000_000_011 };
        foreach (var layer in new IntegerLookup[]
        {
            new(vocabulary: [7, 0]), new(numOovIndices: 3, maskToken: 5, vocabulary: [7, 1L << 40, 0]),
            new(numOovIndices: 7, vocabulary: [7], outputMode: OutputMode.Count),
        })
        {
            var computed = Function.Compile(x => layer.Apply(x));
            Assert.Equal(layer.Apply(x.Reshape([3, 2])).ToArray(), computed(x.Reshape([3, 2])).ToArray());
        }
    }

    public static TheoryData<string, string> Errors => new()
    {
        { "not adapted", "'string_lookup' (StringLookup) has no vocabulary yet: call Adapt with data or SetVocabulary, or give it a Vocabulary." },
        { "not adapted, in a model", "'string_lookup' (StringLookup) has no vocabulary yet: call Adapt with data or SetVocabulary, or give it a Vocabulary." },
        { "empty", "'string_lookup' (StringLookup) needs a vocabulary of at least one token; it was given none." },
        { "twice", "'string_lookup' (StringLookup) needs each token of a vocabulary once; 'a', 'b' are there more than once." },
        { "twice, numbers", "'integer_lookup' (IntegerLookup) needs each token of a vocabulary once; 3 is there more than once." },
        { "mask", "'string_lookup' (StringLookup) keeps MaskToken 'm' for itself; the vocabulary has it at place 1." },
        { "mask behind specials", "'string_lookup' (StringLookup) keeps MaskToken 'm' for itself; the vocabulary has it at place 3." },
        { "unknown token", "'string_lookup' (StringLookup) keeps OovToken '[UNK]' for itself; the vocabulary has it at place 2." },
        { "too many", "'string_lookup' (StringLookup) has room for MaxTokens = 3; the vocabulary has 3 tokens and 1 special places." },
        { "size", "'string_lookup' (StringLookup) needs MaxTokens greater than 1, as it counts special places too; it was given 1." },
        { "padding", "'string_lookup' (StringLookup) needs MaxTokens where PadToMaxTokens is true." },
        { "places", "'string_lookup' (StringLookup) needs NumOovIndices of at least 0; it was given -1." },
        { "no place", "'string_lookup' (StringLookup) has no place for tokens outside its vocabulary, as NumOovIndices is 0; sample 1, position 0, is 'z'." },
        { "inverse vectors", "'string_lookup' (StringLookup) needs OutputMode Int where Invert is true; it was given Count." },
        { "weights", "'string_lookup' (StringLookup) takes IdfWeights only where OutputMode is TfIdf; it is Int." },
        { "no weights", "'string_lookup' (StringLookup) needs IdfWeights with a vocabulary where OutputMode is TfIdf; without a vocabulary Adapt learns both." },
        { "few weights", "'string_lookup' (StringLookup) needs an IDF weight for each token; it was given 2 tokens and 1 weights." },
        { "adapt", "'string_lookup' (StringLookup) was made with a vocabulary, so there is nothing to adapt: make it without one, or call SetVocabulary." },
        { "numbers", "'string_lookup' (StringLookup) reads string; the input is int32[2]." },
        { "numbers to adapt to", "'string_lookup' (StringLookup) reads string; data is float32[1]." },
        { "text", "'integer_lookup' (IntegerLookup) reads whole numbers; the input is string[1]." },
        { "text, inverse", "'string_lookup' (StringLookup) turns numbers into tokens, as Invert is true; the input is string[1]." },
        { "salt", "'integer_lookup' (IntegerLookup) takes a Salt only where OovMethod is FarmHash; it is FloorMod." },
        { "input", "'string_lookup' (StringLookup) shall adapt to input 1; the batches have 1 input." },
        { "change", "'string_lookup' (StringLookup) gives vectors of the length of its vocabulary, which cannot change once the layer was used; it was 2 and would be 3." },
    };

    [Theory, MemberData(nameof(Errors))]
    public void Bad_input_is_named(string what, string expected)
    {
        Action act = what switch
        {
            "not adapted" => () => new StringLookup().Apply(new string[] { "a" }),
            "not adapted, in a model" => () => new StringLookup(outputMode: OutputMode.Count).Apply(new Input([3], DType.String)),
            "empty" => () => _ = new StringLookup(vocabulary: []),
            "twice" => () => _ = new StringLookup(vocabulary: ["a", "b", "a", "b", "c"]),
            "twice, numbers" => () => _ = new IntegerLookup(vocabulary: [3, 4, 3]),
            "mask" => () => _ = new StringLookup(maskToken: "m", vocabulary: ["a", "m"]),
            "mask behind specials" => () => _ = new StringLookup(maskToken: "m", vocabulary: ["m", "[UNK]", "a", "m"]),
            "unknown token" => () => _ = new StringLookup(vocabulary: ["a", "b", "[UNK]"], invert: true),
            "too many" => () => _ = new StringLookup(maxTokens: 3, vocabulary: ["a", "b", "c"]),
            "size" => () => _ = new StringLookup(maxTokens: 1),
            "padding" => () => _ = new StringLookup(new StringLookupConfig { PadToMaxTokens = true }),
            "places" => () => _ = new StringLookup(numOovIndices: -1),
            "no place" => () => new StringLookup(numOovIndices: 0, vocabulary: ["a"]).Apply(new string[,] { { "a", "a" }, { "z", "a" } }),
            "inverse vectors" => () => _ = new StringLookup(invert: true, outputMode: OutputMode.Count),
            "weights" => () => _ = new StringLookup(new StringLookupConfig { IdfWeights = [1, 2] }),
            "no weights" => () => _ = new StringLookup(vocabulary: ["a"], outputMode: OutputMode.TfIdf),
            "few weights" => () => _ = new StringLookup(new StringLookupConfig { Vocabulary = ["a", "b"], IdfWeights = [1], OutputMode = OutputMode.TfIdf }),
            "adapt" => () => new StringLookup(vocabulary: ["a"]).Adapt(new string[] { "b" }),
            "numbers" => () => new StringLookup(vocabulary: ["a"]).Apply(new int[] { 1, 2 }),
            "numbers to adapt to" => () => new StringLookup().Adapt(new float[] { 1 }),
            "text" => () => new IntegerLookup(vocabulary: [1]).Apply(new string[] { "1" }),
            "text, inverse" => () => new StringLookup(vocabulary: ["a"], invert: true).Apply(new string[] { "a" }),
            "salt" => () => _ = new IntegerLookup(new IntegerLookupConfig { Salt = 3 }),
            "input" => () => new StringLookup().Adapt(Dataset.From(new string[] { "a" }, new float[1]).Batch(1), input: 1),
            _ => () =>
            {
                var layer = new StringLookup(outputMode: OutputMode.Count);
                layer.SetVocabulary(["a"]);
                layer.Apply(new string[] { "a" });
                layer.SetVocabulary(["a", "b"]);
            }
            ,
        };
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.True(error is ArgumentException or InvalidOperationException, error.GetType().Name);
        Assert.Equal(expected, error.Message.Split('\n')[0].Split(" (Parameter")[0]);
    }

    private static float[] Vectors(OutputMode mode, ValueList<double>? idf, Tensor x) =>
        new StringLookup(new StringLookupConfig { Vocabulary = [.. Letters], OutputMode = mode, IdfWeights = idf }).Apply(x).ToArray();
}
