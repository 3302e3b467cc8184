using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers around other layers, by their names in Keras; a new one is a row here and one in the
/// attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BidirectionalConfig))]
[JsonSerializable(typeof(TimeDistributedConfig))]
internal sealed partial class WrapperJson : JsonSerializerContext
{
    // What the layer inside is, is for the file to say.
    private static readonly InnerLayer Inside = new(
        new SimpleRNNConfig { Name = "forward_simple_rnn", Units = 1 },
        static config => new SimpleRNN((SimpleRNNConfig)config));

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new BidirectionalConfig { Layer = Inside }, static config => new Bidirectional(config), "Bidirectional",
            [.. BaseKeys, "merge_mode", "layer", "backward_layer"], BuildForm.Sequence, CallForm.Recurrent),
        Of(
            new TimeDistributedConfig { Layer = Inside }, static config => new TimeDistributed(config), "TimeDistributed",
            [.. BaseKeys, "layer"], BuildForm.Shape, CallForm.WithMask),
    ];
}
