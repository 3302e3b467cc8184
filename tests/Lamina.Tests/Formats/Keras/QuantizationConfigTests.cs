using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class QuantizationConfigTests
{
    private const string Policy =
        """{"module": "keras.dtype_policies", "class_name": "Int4DTypePolicy", "config": {"mode": "int4/8", "source_name": "float32"}, "registered_name": null}""";

    private const string Blocks =
        """{"module": "keras.quantizers", "class_name": "Int4QuantizationConfig", "config": {"weight_quantizer": null, "activation_quantizer": null, "block_size": 8}, "registered_name": null}""";

    [Theory]
    [InlineData("Embedding")]
    [InlineData("ReversibleEmbedding")]
    public void A_table_of_four_bits_is_written_as_it_was_read(string layer)
    {
        var back = Assert.IsAssignableFrom<Layer>(Read(layer, Policy, Blocks));
        Assert.Equal(new Int4Quantization { BlockSize = 8 }, ((LookupConfig)back.GetConfig()).Quantization);
        var config = KerasObject.Write(back)["config"]!;
        Assert.Equal(Policy, PythonJson.Write(config["dtype"]));
        Assert.Equal(Blocks, PythonJson.Write(config["quantization_config"]));
    }

    [Theory]
    [InlineData(Policy, "null")]
    [InlineData("\"float32\"", Blocks)]
    [InlineData("null", Blocks)]
    [InlineData(Policy, "{\"class_name\": \"Int4QuantizationConfig\", \"config\": {\"weight_quantizer\": null, \"activation_quantizer\": null, \"block_size\": 16}}")]
    [InlineData(Policy, "{\"class_name\": \"Int4QuantizationConfig\", \"config\": {\"weight_quantizer\": null, \"activation_quantizer\": {}, \"block_size\": 8}}")]
    [InlineData("{\"class_name\": \"Int4DTypePolicy\", \"config\": {\"mode\": \"int4/-1\", \"source_name\": \"float32\"}}", "{\"class_name\": \"Int4QuantizationConfig\", \"config\": {\"block_size\": -1}}")]
    [InlineData("\"float32\"", "\"int8\"")]
    public void Other_quantizations_are_refused_with_what_the_file_says(string policy, string blocks)
    {
        var error = Assert.Throws<LaminaFormatException>(() => Read("Embedding", policy, blocks));
        Assert.Equal(
            "Embedding: Lamina reads quantized tables with a dtype policy int4/N of float32 and a quantization_config of the"
            + $" block_size N without quantizers; the policy is {policy}, and the quantization_config is {blocks}.",
            error.Message);
    }

    [Fact]
    public void Layers_without_a_table_have_no_policy_of_four_bits() => Assert.Equal(
        $"Dense: the dtype policy is {Policy}; Lamina has layers of float32 and of float64."
        + "\n  hint: in Keras, save the model as it was before it was quantized.",
        Assert.Throws<LaminaFormatException>(() => KerasObject.Read(
            JsonNode.Parse($$$"""{"class_name": "Dense", "config": {"units": 2, "dtype": {{{Policy}}}}}""")!, KerasModule.Layers)).Message);

    private static object Read(string layer, string policy, string blocks) => KerasObject.Read(
        JsonNode.Parse(
            $$$"""{"class_name": "{{{layer}}}", "config": {"dtype": {{{policy}}}, "input_dim": 10, "output_dim": 16, "quantization_config": {{{blocks}}}}}""")!,
        KerasModule.Layers);
}
