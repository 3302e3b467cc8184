using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that prepare data, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RescalingConfig))]
[JsonSerializable(typeof(NormalizationConfig))]
[JsonSerializable(typeof(DiscretizationConfig))]
[JsonSerializable(typeof(CategoryEncodingConfig))]
[JsonSerializable(typeof(HashingConfig))]
[JsonSerializable(typeof(HashedCrossingConfig))]
[JsonSerializable(typeof(StringLookupConfig))]
[JsonSerializable(typeof(IntegerLookupConfig))]
[JsonSerializable(typeof(TextVectorizationConfig))]
internal sealed partial class PreprocessingJson : JsonSerializerContext
{
    private static readonly KerasKey Dense = Fixed("sparse", "false");

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new RescalingConfig { Scale = 1 }, static config => new Rescaling(config), "Rescaling",
            [.. BaseKeys, "scale", "offset"], BuildForm.Shape),
        Of(
            new NormalizationConfig(), static config => new Normalization(config), "Normalization",
            [.. BaseKeys, List("axis", orEmpty: true), "invert", "mean", "variance"], BuildForm.Shape),
        Of(
            new DiscretizationConfig { NumBins = 1 }, static config => new Discretization(config), "Discretization",
            ["bin_boundaries", "num_bins", "epsilon", "output_mode", Dense, "name", PolicyName], BuildForm.Shape),
        Of(
            new CategoryEncodingConfig { NumTokens = 1 }, static config => new CategoryEncoding(config), "CategoryEncoding",
            [.. BaseKeys, "num_tokens", "output_mode", Dense], BuildForm.Shape, CallForm.Of("inputs", "count_weights")),
        Of(
            new HashingConfig { NumBins = 1 }, static config => new Hashing(config), "Hashing",
            [
                "name", "trainable", OutputType(isPolicy: true), "num_bins", Salt(),
                .. TextOrNumber("mask_value", "mask_value", "mask_number"), "output_mode", Dense,
            ], BuildForm.Shape),
        Of(
            new HashedCrossingConfig { NumBins = 1 }, static config => new HashedCrossing(config), "HashedCrossing",
            ["num_bins", "output_mode", Dense, "name", OutputType(isPolicy: false)], BuildForm.Shapes),
        Of(
            new IntegerLookupConfig(), static config => new IntegerLookup(config), "IntegerLookup",
            [
                .. BaseKeys, "invert", "max_tokens", "num_oov_indices", "oov_token", "mask_token", "output_mode", Dense,
                "pad_to_max_tokens", Fixed("vocabulary_dtype", "\"int64\""), List("idf_weights"), Tokens, "vocabulary_size",
                "oov_method", Salt(),
            ], BuildForm.Empty),
        Of(
            new StringLookupConfig(), static config => new StringLookup(config), "StringLookup",
            [
                .. BaseKeys, "invert", "max_tokens", "num_oov_indices", "oov_token", "mask_token", "output_mode", Dense,
                "pad_to_max_tokens", List("idf_weights"), Tokens, "vocabulary_size", "oov_method", Salt(),
                Fixed("encoding", "\"utf-8\""),
            ], BuildForm.Empty),
        Of(
            new TextVectorizationConfig(), static config => new TextVectorization(config), "TextVectorization",
            [
                .. BaseKeys, "max_tokens", NullFor("standardize", "none"), NullFor("split", "none"), Ngrams, "output_mode",
                "output_sequence_length", "pad_to_max_tokens", Dense, Fixed("ragged", "false"), Tokens, List("idf_weights"),
                Fixed("encoding", "\"utf-8\""), "vocabulary_size",
            ], BuildForm.Shape),
    ];
}
