using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.NN.Preprocessing;

/// <summary>Texts against the figures of Keras's documentation and its rules.</summary>
public sealed class TextVectorizationTests
{
    private static readonly string[] Elements = ["earth", "wind", "and", "fire"];

    [Fact]
    public void Texts_become_numbers_of_a_length()
    {
        var layer = new TextVectorization(maxTokens: 5000, outputSequenceLength: 4);
        layer.Adapt(new string[] { "foo bar", "bar baz", "baz bada boom" });
        Assert.Equal(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"], layer.GetVocabulary());
        var y = layer.Apply(new string[,] { { "foo qux bar" }, { "qux baz" } });
        Assert.Equal("int64[2, 4]", y.ToString());
        Assert.Equal([4, 1, 3, 0, 1, 2, 0, 0], y.ToArray<long>());
        Assert.Equal([2, 3, 3, 3], layer.Apply(new string[] { "baz bar bar bar baz" }).ToArray<long>());
    }

    [Fact]
    public void Without_a_length_texts_are_padded_to_the_longest()
    {
        var layer = new TextVectorization(vocabulary: Elements);
        Assert.Equal(["", "[UNK]", "earth", "wind", "and", "fire"], layer.GetVocabulary());
        Assert.Equal(["earth", "wind", "and", "fire"], layer.GetVocabulary(includeSpecialTokens: false));
        var y = layer.Apply(new string[] { "Earth, WIND\tand\n fire!", "", "  michigan  " });
        Assert.Equal([3, 4], y.Shape);
        Assert.Equal([2, 3, 4, 5, 0, 0, 0, 0, 1, 0, 0, 0], y.ToArray<long>());
        Assert.Equal([2, 0], layer.Apply(new string[] { "", "" }).Shape);
        Assert.Equal([2, 3], layer.Apply((Tensor)"earth wind").ToArray<long>());
        Assert.Equal([Shape.Unknown, Shape.Unknown], layer.Apply(new Input([1], DType.String)).Shape);
    }

    public static TheoryData<string, string, string[]> Standards => new()
    {
        { "none", "Ab, É_'x'", ["Ab,", "É_'x'"] },
        { "lower", "Ab, É_'x'", ["ab,", "É_'x'"] },
        { "strip", "Ab, É_'x'", ["Ab", "Éx"] },
        { "both", "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'Ab É", ["ab", "É"] },
        { "characters", "aé😀 b", ["a", "é", "😀", " ", "b"] },
        { "no split", "a b", ["a b"] },
        { "no break space", "a\u00a0b", ["a\u00a0b"] },
    };

    [Theory, MemberData(nameof(Standards))]
    public void Texts_are_standardized_and_split_as_in_Keras(string how, string text, string[] expected)
    {
        var config = how switch
        {
            "none" => new TextVectorizationConfig { Standardize = TextStandardization.None },
            "lower" => new TextVectorizationConfig { Standardize = TextStandardization.Lower },
            "strip" => new TextVectorizationConfig { Standardize = TextStandardization.StripPunctuation },
            "characters" => new TextVectorizationConfig { Split = TextSplit.Character },
            "no split" => new TextVectorizationConfig { Split = TextSplit.None },
            _ => new TextVectorizationConfig(),
        };
        Assert.Equal(expected, TextTokens.Of([text], 1, config)[0]);
    }

    [Fact]
    public void Ngrams_come_by_their_lengths()
    {
        Assert.Equal(
            ["a", "b", "c", "a b", "b c"], TextTokens.Of(["a b c"], 1, new TextVectorizationConfig { Ngrams = [1, 2] })[0]);
        Assert.Equal(["a b c"], TextTokens.Of(["a b c"], 1, new TextVectorizationConfig { Ngrams = [3] })[0]);
        Assert.Empty(TextTokens.Of(["a b"], 1, new TextVectorizationConfig { Ngrams = [3] })[0]);
        var layer = new TextVectorization(ngrams: [1, 2], split: TextSplit.None, vocabulary: ["a", "a b"]);
        Assert.Equal([2, 1, 3], layer.Apply(new string[,] { { "a", "b" } }).ToArray<long>());
    }

    [Fact]
    public void Texts_become_vectors()
    {
        Tensor x = new string[] { "earth wind earth moon", "" };
        Assert.Equal([1, 2, 1, 0, 0, 0, 0, 0, 0, 0], new TextVectorization(outputMode: OutputMode.Count, vocabulary: Elements).Apply(x).ToArray());
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], new TextVectorization(outputMode: OutputMode.MultiHot, vocabulary: Elements).Apply(x).ToArray());
        Assert.Equal([0, 0, 0], new TextVectorization(outputMode: OutputMode.Count, vocabulary: ["a", "b"]).Apply((Tensor)new string[] { "" }).ToArray());
        var padded = new TextVectorization(new TextVectorizationConfig
        {
            OutputMode = OutputMode.Count,
            MaxTokens = 7,
            PadToMaxTokens = true,
            Vocabulary = [.. Elements],
        });
        Assert.Equal([1, 2, 1, 0, 0, 0, 0], padded.Apply((Tensor)new string[] { "earth wind earth moon" }).ToArray());
        var weighted = new TextVectorization(new TextVectorizationConfig
        {
            OutputMode = OutputMode.TfIdf,
            Vocabulary = ["a", "b"],
            IdfWeights = [0.5, 2],
        });
        Near.Assert([1.25, 1, 2], weighted.Apply(new string[] { "a q a b" }).ToArray<double>(), Near.Formula);
        var unsplit = new TextVectorization(outputMode: OutputMode.Count, vocabulary: Elements, split: TextSplit.None);
        Assert.Equal([1, 1, 0, 0, 1], unsplit.Apply(new string[,] { { "earth", "moon", "fire" } }).ToArray());
        Assert.Equal([2, 5], unsplit.Apply(new string[] { "earth", "fire" }).Shape);
    }

    [Fact]
    public void Learning_in_batches_is_learning_at_once()
    {
        string[] texts = ["a b c", "b b", "c a, a", "d"];
        var (whole, batched) = (new TextVectorization(outputMode: OutputMode.TfIdf), new TextVectorization(outputMode: OutputMode.TfIdf));
        whole.Adapt(texts);
        batched.Adapt(Dataset.From(texts, new float[4]).Batch(3));
        Assert.Equal(["[UNK]", "b", "a", "c", "d"], whole.GetVocabulary());
        Assert.Equal(whole.GetVocabulary(), batched.GetVocabulary());
        Assert.Equal(whole.Apply(texts).ToArray(), batched.Apply(texts).ToArray());
        Near.Assert([3 * Math.Log(1 + (4 / 3.0))], [whole.Apply((Tensor)new string[] { "b b b" }).ToArray<double>()[1]], Near.Formula);
    }

    public static TheoryData<string, string> Errors => new()
    {
        { "not adapted", "'text_vectorization' (TextVectorization) has no vocabulary yet: call Adapt with data or SetVocabulary, or give it a Vocabulary." },
        { "numbers", "'text_vectorization' (TextVectorization) reads string; the input is float32[None, 1]." },
        { "shape", "'text_vectorization' (TextVectorization) splits texts of shape [batch] or [batch, .., 1]; the input has the shape [1, 2]." },
        { "length", "'text_vectorization' (TextVectorization) takes an OutputSequenceLength greater than 0, and only where OutputMode is Int; it was given 3 and Count." },
        { "ngrams", "'text_vectorization' (TextVectorization) needs Ngrams of lengths greater than 0; it was given [0]." },
        { "adapt", "'text_vectorization' (TextVectorization) was made with a vocabulary, so there is nothing to adapt: make it without one, or call SetVocabulary." },
        { "mask", "'text_vectorization' (TextVectorization) keeps MaskToken '' for itself; the vocabulary has it at place 1." },
    };

    [Theory, MemberData(nameof(Errors))]
    public void Bad_input_is_named(string what, string expected)
    {
        Action act = what switch
        {
            "not adapted" => () => new TextVectorization().Apply(new string[] { "a" }),
            "numbers" => () => new TextVectorization(vocabulary: ["a"]).Apply(new Input(1)),
            "shape" => () => new TextVectorization(vocabulary: ["a"]).Apply(new string[,] { { "a", "b" } }),
            "length" => () => _ = new TextVectorization(outputMode: OutputMode.Count, outputSequenceLength: 3),
            "ngrams" => () => _ = new TextVectorization(ngrams: [0]),
            "adapt" => () => new TextVectorization(vocabulary: ["a"]).Adapt(new string[] { "a" }),
            _ => () => _ = new TextVectorization(vocabulary: ["a", ""]),
        };
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.Equal(expected, error.Message.Split('\n')[0].Split(" (Parameter")[0]);
    }
}
