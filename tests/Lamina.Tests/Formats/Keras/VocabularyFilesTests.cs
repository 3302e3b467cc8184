using System.IO.Compression;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Layers with vocabularies in configurations and archives.</summary>
[Collection(ProcessWide.Name)]
public sealed class VocabularyFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_holds_learnt_vocabularies_beside_the_weights()
    {
        var model = Model();
        var path = _folder["m.keras"];
        model.Save(path);
        using (var zip = ZipFile.OpenRead(path))
        {
            Assert.Equal(
                [
                    "assets/layers/integer_lookup/vocabulary.txt", "assets/layers/string_lookup/vocabulary.txt",
                    "assets/layers/text_vectorization/_lookup_layer/vocabulary.txt", "assets/layers/text_vectorization/vocabulary.txt",
                ],
                zip.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("assets/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            using var text = new StreamReader(zip.GetEntry("assets/layers/text_vectorization/vocabulary.txt")!.Open());
            Assert.Equal("\n[UNK]\nb\na", text.ReadToEnd());
        }

        var loaded = Lamina.NN.ModelFiles.Load(path);
        Tensor[] x = [new string[] { "a b", "b q b" }, new string[,] { { "y" }, { "x" } }, new long[] { 9_000_000_000, 3 }];
        Assert.Equal(model.Predict(x)[0].ToArray(), loaded.Predict(x)[0].ToArray());
        Assert.Equal(
            model.Layers.OfType<StringLookup>().First().GetVocabulary(), loaded.Layers.OfType<StringLookup>().First().GetVocabulary());
    }

    [Fact]
    public void Weights_of_words_come_back()
    {
        var words = new TextVectorization(new TextVectorizationConfig { MaxTokens = 8, OutputMode = OutputMode.TfIdf });
        words.Adapt(Tensor.From(["the cat", "the dog and the cat"], [2]));
        var model = new Sequential([new Input(new InputConfig { BatchShape = [Shape.Unknown], DType = DType.String }), words]);
        model.Save(_folder["m.keras"]);
        Tensor x = new string[] { "the cat", "a dog" };
        Assert.Equal(model.Predict(x).ToArray(), Lamina.NN.ModelFiles.Load(_folder["m.keras"]).Predict(x).ToArray());
    }

    [Fact]
    public void A_missing_vocabulary_is_named()
    {
        var path = _folder["m.keras"];
        Model().Save(path);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("assets/layers/string_lookup/vocabulary.txt")!.Delete();
        }

        var error = Assert.Throws<LaminaFormatException>(() => Lamina.NN.ModelFiles.Load(path));
        Assert.Equal(
            $"{path}: the vocabulary of 'string_lookup' is the entry 'assets/layers/string_lookup/vocabulary.txt'; this zip file has none.",
            error.Message);
    }

    [Fact]
    public void A_vocabulary_of_another_size_is_refused()
    {
        var path = _folder["m.keras"];
        Model().Save(path);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("assets/layers/integer_lookup/vocabulary.txt")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("assets/layers/integer_lookup/vocabulary.txt").Open());
            writer.Write("-1\n5\n6\n7");
        }

        var error = Assert.Throws<LaminaFormatException>(() => Lamina.NN.ModelFiles.Load(path));
        Assert.StartsWith(
            $"{path} › assets/layers/integer_lookup/vocabulary.txt: layer 'integer_lookup': 'integer_lookup' (IntegerLookup) gives vectors of the length of its vocabulary, which cannot change once the layer was used; it was 3 and would be 4.",
            error.Message, StringComparison.Ordinal);
    }

    // As Keras 3.16 writes them.
    private const string Policy = """{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}""";

    public static TheoryData<string, string> Configs => new()
    {
        {
            "StringLookup",
            $$"""
            {"name": "s", "trainable": true, "dtype": {{Policy}}, "invert": false, "max_tokens": null, "num_oov_indices": 1, "oov_token": "[UNK]", "mask_token": "", "output_mode": "int", "sparse": false, "pad_to_max_tokens": false, "idf_weights": null, "vocabulary": ["a", "b"], "vocabulary_size": 4, "oov_method": "floormod", "salt": null, "encoding": "utf-8"}
            """
        },
        {
            "IntegerLookup",
            $$"""
            {"name": "i", "trainable": true, "dtype": {{Policy}}, "invert": false, "max_tokens": 9, "num_oov_indices": 2, "oov_token": -1, "mask_token": 0, "output_mode": "tf_idf", "sparse": false, "pad_to_max_tokens": true, "vocabulary_dtype": "int64", "idf_weights": [0.5, 0.25], "vocabulary": [5, 5000000000], "vocabulary_size": 4, "oov_method": "farmhash", "salt": [1, 2]}
            """
        },
        {
            "TextVectorization",
            $$"""
            {"name": "t", "trainable": true, "dtype": {{Policy}}, "max_tokens": null, "standardize": "lower_and_strip_punctuation", "split": null, "ngrams": 2, "output_mode": "int", "output_sequence_length": 7, "pad_to_max_tokens": false, "sparse": false, "ragged": false, "vocabulary": ["a"], "idf_weights": null, "encoding": "utf-8", "vocabulary_size": 3}
            """
        },
        {
            "Hashing",
            """
            {"name": "h", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "int64"}, "registered_name": null}, "num_bins": 3, "salt": [133, 133], "mask_value": "", "output_mode": "int", "sparse": false}
            """
        },
        {
            "HashedCrossing",
            """
            {"num_bins": 3, "output_mode": "int", "sparse": false, "name": "c", "dtype": "int64"}
            """
        },
        {
            "Discretization",
            """
            {"bin_boundaries": [0.0, 1.5], "num_bins": 3, "epsilon": 0.01, "output_mode": "one_hot", "sparse": false, "name": "d", "dtype": "float32"}
            """
        },
        {
            "Normalization",
            $$"""
            {"name": "n", "trainable": true, "dtype": {{Policy}}, "axis": [1, 2], "invert": false, "mean": [[1.0, 2.0], [3.0, 4.5]], "variance": [[1.0, 1.0], [2.0, 1.0]]}
            """
        },
        {
            "CategoryEncoding",
            $$"""
            {"name": "e", "trainable": true, "dtype": {{Policy}}, "num_tokens": 4, "output_mode": "count", "sparse": false}
            """
        },
    };

    [Theory, MemberData(nameof(Configs))]
    public void A_configuration_is_read_and_written_alike(string className, string json)
    {
        var layer = KerasObject.Read("keras.layers", className, (JsonObject)JsonNode.Parse(json)!);
        Assert.Equal(PythonJson.Write(JsonNode.Parse(json)), PythonJson.Write(KerasObject.Write(layer)["config"]));
    }

    [Fact]
    public void Other_forms_of_arguments_are_read()
    {
        var hashing = (Hashing)KerasObject.Read("keras.layers", "Hashing", (JsonObject)JsonNode.Parse("""{"num_bins": 3, "salt": 133, "mask_value": 7}""")!);
        Assert.Equal((7L, 1), (hashing.Config.MaskNumber, hashing.Config.Salt!.Count));
        var error = Assert.Throws<LaminaFormatException>(() =>
            KerasObject.Read("keras.layers", "StringLookup", (JsonObject)JsonNode.Parse("""{"vocabulary": "/etc/passwd"}""")!));
        Assert.Equal(
            "StringLookup: the argument 'vocabulary' is \"/etc/passwd\"; Lamina reads lists of tokens, and no files that a model names.",
            error.Message.Split('\n')[0]);
    }

    private static Model Model()
    {
        Input[] inputs = [new([], DType.String), new([1], DType.String), new([], DType.Int64)];
        var text = new TextVectorization(outputSequenceLength: 3);
        text.Adapt(new string[] { "a b", "b" });
        var word = new StringLookup(outputMode: OutputMode.TfIdf);
        word.Adapt(new string[] { "x", "y", "y" });
        var number = new IntegerLookup(outputMode: OutputMode.OneHot);
        number.Adapt(new long[] { 9_000_000_000, 3 });
        var given = new StringLookup(vocabulary: ["x"], outputMode: OutputMode.OneHot);
        var y = new Concatenate().Apply(
            new GlobalAveragePooling1D().Apply(new Embedding(4, 2).Apply(text.Apply(inputs[0]))),
            word.Apply(inputs[1]), given.Apply(inputs[1]), number.Apply(inputs[2]));
        return new Model([.. inputs.Select(input => input.Output)], [new Dense(1).Apply(y)]);
    }
}
