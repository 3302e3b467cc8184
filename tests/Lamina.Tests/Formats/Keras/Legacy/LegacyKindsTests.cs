using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Formats.Keras.Legacy;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>Small models of the kinds that people keep: each is read, predicts, and is read again as it was written.</summary>
public sealed class LegacyKindsTests
{
    private const string Bias = "\"bias_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}";

    public static TheoryData<string, string, string> Kinds => new()
    {
        { "names with slashes and spaces", "2.2.4", Functional("[null, 4]", """
            {"class_name": "Dense", "config": {"name": "conv1/dense", "units": 3}, "name": "conv1/dense", "inbound_nodes": [[["x", 0, 0, {}]]]},
            {"class_name": "Activation", "config": {"name": "Relu Layer 1", "activation": "relu"}, "name": "Relu Layer 1", "inbound_nodes": [[["conv1/dense", 0, 0, {}]]]}
            """, "Relu Layer 1") },
        { "states between batches", "2.1.6", Sequential("""{"class_name": "LSTM", "config": {"name": "l", "units": 2, "stateful": true, "recurrent_activation": "hard_sigmoid", "batch_input_shape": [2, 3, 4], "implementation": 1}}""") },
        { "text", "2.2.4", Sequential("""
            {"class_name": "Embedding", "config": {"name": "e", "batch_input_shape": [null, 6], "dtype": "float32", "input_dim": 9, "output_dim": 4, "embeddings_initializer": {"class_name": "RandomUniform", "config": {"minval": -0.05, "maxval": 0.05, "seed": null}}, "mask_zero": true, "input_length": 6}},
            {"class_name": "SpatialDropout1D", "config": {"name": "s", "rate": 0.4, "noise_shape": null, "seed": null}},
            {"class_name": "Bidirectional", "config": {"name": "b", "merge_mode": "concat", "layer": {"class_name": "CuDNNGRU", "config": {"name": "g", "units": 3, "return_sequences": true}}}},
            {"class_name": "GlobalMaxPooling1D", "config": {"name": "p"}},
            {"class_name": "Dense", "config": {"name": "d", "units": 2, "activation": "softmax"}}
            """) },
        { "frames of a video", "2.3.1", Sequential("""
            {"class_name": "TimeDistributed", "config": {"name": "t", "batch_input_shape": [null, 3, 6, 6, 1], "layer": {"class_name": "Sequential", "config": {"name": "cnn", "layers": [
              {"class_name": "Conv2D", "config": {"name": "c", "batch_input_shape": [null, 6, 6, 1], "filters": 2, "kernel_size": [3, 3]}}, {"class_name": "Flatten", "config": {"name": "f", "data_format": "channels_last"}}]}}}},
            {"class_name": "GRU", "config": {"name": "g", "units": 2}}
            """) },
        { "an input shape for the model alone", "2.4.0", """{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2}}], "build_input_shape": {"class_name": "__tuple__", "items": [null, 4]}}}""" },
        { "images that are turned at random", "2.9.0", Functional("[null, 8, 8, 3]", """
            {"class_name": "Sequential", "config": {"name": "augmentation", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8, 8, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "random_flip_input"}},
              {"class_name": "RandomFlip", "config": {"name": "random_flip", "trainable": true, "dtype": "float32", "mode": "horizontal", "seed": null}},
              {"class_name": "RandomRotation", "config": {"name": "random_rotation", "trainable": true, "dtype": "float32", "factor": 0.1, "fill_mode": "reflect", "fill_value": 0.0, "interpolation": "bilinear", "seed": null}}]}, "name": "augmentation", "inbound_nodes": [[["x", 0, 0, {}]]]},
            {"class_name": "TFOpLambda", "config": {"name": "tf.math.truediv", "function": "math.truediv"}, "name": "tf.math.truediv", "inbound_nodes": [["augmentation", 1, 0, {"y": 127.5, "name": null}]]},
            {"class_name": "TFOpLambda", "config": {"name": "tf.math.subtract", "function": "math.subtract"}, "name": "tf.math.subtract", "inbound_nodes": [["tf.math.truediv", 0, 0, {"y": 1.0, "name": null}]]},
            {"class_name": "Functional", "config": {"name": "backbone", "trainable": false, "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8, 8, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "input_1"}, "name": "input_1", "inbound_nodes": []},
              {"class_name": "DepthwiseConv2D", "config": {"name": "dw", "trainable": false, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same", "groups": 1, "depth_multiplier": 1, "use_bias": false}, "name": "dw", "inbound_nodes": [[["input_1", 0, 0, {}]]]},
              {"class_name": "BatchNormalization", "config": {"name": "bn", "trainable": false, "axis": [3]}, "name": "bn", "inbound_nodes": [[["dw", 0, 0, {}]]]},
              {"class_name": "ReLU", "config": {"name": "relu", "max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}, "name": "relu", "inbound_nodes": [[["bn", 0, 0, {}]]]}],
              "input_layers": [["input_1", 0, 0]], "output_layers": [["relu", 0, 0]]}, "name": "backbone", "inbound_nodes": [[["tf.math.subtract", 0, 0, {"training": false}]]]},
            {"class_name": "GlobalAveragePooling2D", "config": {"name": "gap", "data_format": "channels_last", "keepdims": false}, "name": "gap", "inbound_nodes": [[["backbone", 1, 0, {}]]]}
            """, "gap") },
        { "colours the other way round", "2.6.0", Functional("[null, 4, 4, 3]", """
            {"class_name": "SlicingOpLambda", "config": {"name": "tf.__operators__.getitem", "function": "__operators__.getitem"}, "name": "tf.__operators__.getitem", "inbound_nodes": [["x", 0, 0, {"slice_spec": [{"class_name": "__ellipsis__"}, {"start": null, "stop": null, "step": -1}]}]]},
            {"class_name": "TFOpLambda", "config": {"name": "tf.nn.bias_add", "function": "nn.bias_add"}, "name": "tf.nn.bias_add", "inbound_nodes": [["tf.__operators__.getitem", 0, 0, {"bias": [-103.939, -116.779, -123.68], "data_format": null}]]}
            """, "tf.nn.bias_add") },
        { "attention", "2.10.0", Functional("[null, 5, 4]", """
            {"class_name": "MultiHeadAttention", "config": {"name": "mha", "num_heads": 2, "key_dim": 3, "value_dim": 3, "dropout": 0.1, "use_bias": true, "output_shape": null, "attention_axes": [1], "query_shape": [null, 5, 4], "key_shape": [null, 5, 4], "value_shape": [null, 5, 4]}, "name": "mha", "inbound_nodes": [[["x", 0, 0, {"value": ["x", 0, 0]}]]]},
            {"class_name": "TFOpLambda", "config": {"name": "tf.__operators__.add", "function": "__operators__.add"}, "name": "tf.__operators__.add", "inbound_nodes": [["mha", 0, 0, {"y": ["x", 0, 0], "name": null}]]},
            {"class_name": "LayerNormalization", "config": {"name": "ln", "axis": [2], "epsilon": 1e-06}, "name": "ln", "inbound_nodes": [[["tf.__operators__.add", 0, 0, {}]]]}
            """, "ln") },
        { "up and down again", "2.2.4", Functional("[null, 8, 8, 1]", $$$"""
            {"class_name": "Conv2D", "config": {"name": "c1", "filters": 2, "kernel_size": [3, 3], "padding": "same", {{{Bias}}} }, "name": "c1", "inbound_nodes": [[["x", 0, 0, {}]]]},
            {"class_name": "MaxPooling2D", "config": {"name": "p1", "pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}, "name": "p1", "inbound_nodes": [[["c1", 0, 0, {}]]]},
            {"class_name": "Conv2DTranspose", "config": {"name": "u1", "filters": 2, "kernel_size": [2, 2], "strides": [2, 2], "padding": "same", "output_padding": null}, "name": "u1", "inbound_nodes": [[["p1", 0, 0, {}]]]},
            {"class_name": "Concatenate", "config": {"name": "m1", "trainable": true, "axis": 3}, "name": "m1", "inbound_nodes": [[["u1", 0, 0, {}], ["c1", 0, 0, {}]]]}
            """, "m1") },
        { "digits of Keras 1 with Theano's axes", "1.0.8", """
            {"class_name": "Sequential", "config": [
              {"class_name": "ZeroPadding2D", "config": {"name": "z", "padding": [1, 1], "dim_ordering": "th", "batch_input_shape": [null, 1, 6, 6], "input_dtype": "float32", "trainable": true}},
              {"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 3, "dim_ordering": "th", "border_mode": "valid", "subsample": [1, 1], "activation": "relu", "init": "glorot_uniform", "bias": true, "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "trainable": true}},
              {"class_name": "BatchNormalization", "config": {"name": "b", "mode": 0, "axis": 1, "epsilon": 1e-05, "momentum": 0.99, "gamma_regularizer": null, "beta_regularizer": null, "trainable": true}},
              {"class_name": "MaxPooling2D", "config": {"name": "p", "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "th", "trainable": true}},
              {"class_name": "Flatten", "config": {"name": "f", "trainable": true}},
              {"class_name": "Dropout", "config": {"name": "o", "p": 0.5, "trainable": true}},
              {"class_name": "Dense", "config": {"name": "d", "output_dim": 3, "input_dim": null, "activation": "softmax", "init": "glorot_uniform", "bias": true}}]}
            """ },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_model_of_a_kind_that_people_keep(string kind, string version, string json)
    {
        Assert.NotEmpty(kind);
        var notes = new List<string>();
        var model = KerasModel.Read(LegacyConfig.Translate(JsonNode.Parse(json)!.AsObject(), version, "tensorflow", notes));
        Assert.Empty(notes);
        var shape = model.Inputs[0].Shape;
        var x = Tensor.Ones([2, .. shape.Skip(1)]);
        var y = model.Predict(x);
        Assert.All(y.ToArray<float>(), value => Assert.True(float.IsFinite(value)));
        var again = Model.FromJson(model.ToJson());
        again.SetWeights(model.GetWeights());
        Assert.Equal(y.ToArray<float>(), again.Predict(x).ToArray<float>());
    }

    private static string Sequential(string layers) => $$"""{"class_name": "Sequential", "config": [{{layers}}]}""";

    private static string Functional(string shape, string layers, string output) => $$$"""
        {"class_name": "Model", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": {{{shape}}}, "dtype": "float32", "sparse": false, "name": "x"}, "name": "x", "inbound_nodes": []},
          {{{layers}}}], "input_layers": [["x", 0, 0]], "output_layers": [["{{{output}}}", 0, 0]]}}
        """;
}
