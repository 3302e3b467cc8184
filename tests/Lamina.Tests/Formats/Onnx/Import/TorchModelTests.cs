using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Models of PyTorch give in Lamina what they give there.</summary>
public sealed class TorchModelTests(TorchModels models) : IClassFixture<TorchModels>
{
    /// <summary>Models all of whose layers Keras has.</summary>
    private static readonly string[] OfKeras =
    [
        "mlp_9", "mlp_10", "mlp_11", "mlp_12", "mlp_13", "mlp_14", "mlp_15", "mlp_16", "mlp_17", "mlp_fixed",
        "mlp_fixed_7", "linear_3d", "cnn_9", "cnn_11", "cnn_13", "cnn_17", "cnn_fixed", "resnet", "resnet_view",
        "resnet_odd", "mobile", "squeeze_excite", "inception", "grouped_dilated", "autoencoder",
        "transposed_1d", "transposed_3d", "unet", "upsample_bilinear", "upsample_nearest_9", "conv1d", "conv3d",
        "fully_convolutional", "prelu_4d", "layer_norm_12", "layer_norm_17", "lstm", "lstm_bidirectional",
        "lstm_stacked", "lstm_last", "lstm_fixed", "lstm_state", "gru", "gru_bidirectional", "gru_stacked",
        "gru_last", "gru_fixed", "rnn", "rnn_bidirectional", "rnn_stacked", "rnn_last", "rnn_fixed", "rnn_relu",
        "text", "embedding_mean", "double", "half",
    ];

    /// <summary>Models with operators that Keras has no layers for.</summary>
    private static readonly string[] WithOperations =
    [
        "transposed_groups", "upsample_corners", "upsample_cubic", "pools", "pads", "activations", "norms",
        "pixel_shuffle", "lstm_bidirectional_state", "embedding_time", "attention_batch_first", "transformer",
        "transformer_time", "transformer_fixed", "decoder_layer", "vit", "vit_fixed", "shapes", "slices",
        "reductions", "selection", "multi", "einsum", "meshgrid", "bytes",
    ];

    /// <summary>Models whose batch is the second axis; Lamina's are given it as the first.</summary>
    private static readonly string[] BatchSecond =
    [
        "lstm_time_first", "gru_time_first", "rnn_time_first", "lstm_states", "attention", "encoder_layer",
    ];

    public static TheoryData<string> Names => [.. OfKeras, .. WithOperations, .. BatchSecond];

    public static TheoryData<string> KerasNames => [.. OfKeras];

    [SkippableTheory, MemberData(nameof(Names))]
    public void Predictions_are_those_of_PyTorch(string name)
    {
        var model = Model.Load(models[name]);
        var (inputs, outputs) = ValuesOf(name);
        Check(name, outputs, model.Predict(inputs, inputs[0].Shape[0]));
    }

    [SkippableTheory, MemberData(nameof(Names))]
    public void Samples_are_predicted_one_by_one_alike(string name)
    {
        var model = Model.Load(models[name]);
        var (inputs, outputs) = ValuesOf(name);
        Skip.If(model.Inputs[0].Shape[0] != Shape.Unknown, "The file fixes the size of a batch.");
        Check(name, outputs, model.Predict(inputs, batchSize: 1));
    }

    [SkippableTheory, MemberData(nameof(KerasNames))]
    public void Models_of_Kerass_layers_are_saved_and_loaded_with_the_same_bits(string name)
    {
        var model = Model.Load(models[name]);
        Assert.DoesNotContain(model.Layers, layer => layer is OnnxLayer);
        using var folder = new TemporaryFolder();
        model.Save(folder["model.keras"]);
        var again = Model.Load(folder["model.keras"]);
        var (inputs, _) = ValuesOf(name);
        foreach (var (expected, given) in model.Predict(inputs).Zip(again.Predict(inputs)))
        {
            Assert.Equal(expected.ToArray<double>(), given.ToArray<double>());
        }
    }

    [SkippableFact]
    public void Every_model_is_tested() => Assert.Equal(models.Names.Order(), OfKeras.Concat(WithOperations).Concat(BatchSecond).Order());

    private (Tensor[] Inputs, Tensor[] Outputs) ValuesOf(string name)
    {
        var (inputs, outputs) = models.ValuesOf(name);
        return BatchSecond.Contains(name)
            ? ([.. inputs.Select(x => x.SwapAxes(0, 1).Evaluate())], [.. outputs.Select(y => y.SwapAxes(0, 1).Evaluate())])
            : (inputs, outputs);
    }

    private static void Check(string name, Tensor[] expected, IReadOnlyList<Tensor> given)
    {
        Assert.Equal(expected.Select(y => y.Shape), given.Select(y => y.Shape));
        foreach (var (y, output) in expected.Zip(given))
        {
            Near.Assert(y.ToArray<double>(), output.ToArray<double>(), Near.Formula, name);
        }
    }
}
