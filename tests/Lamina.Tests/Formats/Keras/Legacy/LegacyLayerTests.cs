using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Formats.Keras.Legacy;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>Layers of older versions, each with what becomes of it; a new row of a table is a row here.</summary>
public sealed class LegacyLayerTests
{
    // Version, class, config; class and config of today.
    private static readonly (string Version, string Class, string Config, string Now, string Expected)[] Table =
    [
        ("1.2.2", "Dense", """{"output_dim": 4, "init": "glorot_uniform", "activation": "relu", "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01}, "b_regularizer": null, "activity_regularizer": null, "W_constraint": {"name": "MaxNorm", "m": 3, "axis": 0}, "b_constraint": null, "bias": false, "input_dim": 8}""",
            "Dense", """{"units": 4, "kernel_initializer": "glorot_uniform", "activation": "relu", "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.01}}, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": {"class_name": "MaxNorm", "config": {"max_value": 3, "axis": 0}}, "bias_constraint": null, "use_bias": false}"""),
        ("1.0.3", "TimeDistributedDense", """{"output_dim": 2, "init": "uniform", "bias": true, "input_length": 5, "input_dim": 3}""",
            "Dense", """{"units": 2, "kernel_initializer": "uniform", "use_bias": true}"""),
        ("1.2.2", "Convolution1D", """{"nb_filter": 3, "filter_length": 5, "border_mode": "same", "subsample_length": 2, "init": "he_normal", "input_dim": 4, "input_length": null, "bias": true}""",
            "Conv1D", """{"filters": 3, "kernel_size": 5, "padding": "same", "strides": 2, "kernel_initializer": "he_normal", "use_bias": true}"""),
        ("1.2.2", "AtrousConvolution1D", """{"nb_filter": 3, "filter_length": 5, "atrous_rate": 2}""",
            "Conv1D", """{"filters": 3, "kernel_size": 5, "dilation_rate": 2}"""),
        ("1.2.2", "Convolution2D", """{"nb_filter": 3, "nb_row": 5, "nb_col": 4, "border_mode": "valid", "subsample": [2, 1], "dim_ordering": "th"}""",
            "Conv2D", """{"filters": 3, "padding": "valid", "strides": [2, 1], "data_format": "channels_first", "kernel_size": [5, 4]}"""),
        ("1.2.2", "AtrousConvolution2D", """{"nb_filter": 3, "nb_row": 3, "nb_col": 3, "atrous_rate": [2, 2], "dim_ordering": "tf"}""",
            "Conv2D", """{"filters": 3, "kernel_size": [3, 3], "dilation_rate": [2, 2], "data_format": "channels_last"}"""),
        ("1.2.2", "Convolution3D", """{"nb_filter": 3, "kernel_dim1": 2, "kernel_dim2": 3, "kernel_dim3": 4, "subsample": [1, 1, 1], "dim_ordering": "tf"}""",
            "Conv3D", """{"filters": 3, "kernel_size": [2, 3, 4], "strides": [1, 1, 1], "data_format": "channels_last"}"""),
        ("1.2.2", "Deconvolution2D", """{"nb_filter": 3, "nb_row": 2, "nb_col": 2, "output_shape": [null, 8, 8, 3], "subsample": [2, 2], "dim_ordering": "tf"}""",
            "Conv2DTranspose", """{"filters": 3, "strides": [2, 2], "kernel_size": [2, 2], "data_format": "channels_last"}"""),
        ("1.2.2", "SeparableConvolution2D", """{"nb_filter": 3, "nb_row": 2, "nb_col": 2, "init": "uniform", "depth_multiplier": 1, "W_regularizer": null}""",
            "SeparableConv2D", """{"filters": 3, "kernel_size": [2, 2], "depthwise_initializer": "uniform", "pointwise_initializer": "uniform", "depth_multiplier": 1}"""),
        ("2.2.4-tf", "SeparableConv2D", """{"filters": 4, "kernel_size": [3, 3], "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null, "dtype": "float32"}}, "kernel_regularizer": null, "kernel_constraint": null, "depthwise_initializer": {"class_name": "GlorotUniform", "config": {"seed": null, "dtype": "float32"}}}""",
            "SeparableConv2D", """{"filters": 4, "kernel_size": [3, 3], "depthwise_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}}}"""),
        ("2.12.0", "DepthwiseConv2D", """{"kernel_size": [3, 3], "groups": 1, "depth_multiplier": 1, "kernel_initializer": {"class_name": "GlorotUniform", "config": {}}, "depthwise_initializer": "he_normal"}""",
            "DepthwiseConv2D", """{"kernel_size": [3, 3], "depth_multiplier": 1, "depthwise_initializer": "he_normal"}"""),
        ("2.8.0", "Conv2DTranspose", """{"filters": 4, "kernel_size": [2, 2], "groups": 1, "output_padding": null}""",
            "Conv2DTranspose", """{"filters": 4, "kernel_size": [2, 2], "output_padding": null}"""),
        ("1.2.2", "MaxPooling1D", """{"pool_length": 3, "stride": 2, "border_mode": "valid"}""", "MaxPooling1D", """{"pool_size": 3, "strides": 2, "padding": "valid"}"""),
        ("1.2.2", "AveragePooling2D", """{"pool_size": [2, 2], "strides": [2, 2], "border_mode": "same", "dim_ordering": "th"}""",
            "AveragePooling2D", """{"pool_size": [2, 2], "strides": [2, 2], "padding": "same", "data_format": "channels_first"}"""),
        ("1.2.2", "GlobalMaxPooling2D", """{"dim_ordering": "tf"}""", "GlobalMaxPooling2D", """{"data_format": "channels_last"}"""),
        ("1.2.2", "UpSampling1D", """{"length": 2}""", "UpSampling1D", """{"size": 2}"""),
        ("1.2.2", "ZeroPadding2D", """{"padding": [1, 2, 3, 4], "dim_ordering": "tf"}""", "ZeroPadding2D", """{"padding": [[1, 2], [3, 4]], "data_format": "channels_last"}"""),
        ("1.2.2", "ZeroPadding2D", """{"padding": {"top_pad": 1, "left_pad": 2}}""", "ZeroPadding2D", """{"padding": [[1, 0], [2, 0]]}"""),
        ("1.2.2", "ZeroPadding1D", """{"padding": {"left_pad": 2, "right_pad": 1}}""", "ZeroPadding1D", """{"padding": [2, 1]}"""),
        ("1.2.2", "Dropout", """{"p": 0.5}""", "Dropout", """{"rate": 0.5}"""),
        ("1.2.2", "SpatialDropout2D", """{"p": 0.5, "dim_ordering": "tf"}""", "SpatialDropout2D", """{"rate": 0.5, "data_format": "channels_last"}"""),
        ("2.2.4-tf", "SpatialDropout1D", """{"rate": 0.5, "noise_shape": null, "seed": null}""", "SpatialDropout1D", """{"rate": 0.5, "seed": null}"""),
        ("1.2.2", "GaussianNoise", """{"sigma": 0.1}""", "GaussianNoise", """{"stddev": 0.1}"""),
        ("1.2.2", "GaussianDropout", """{"p": 0.1}""", "GaussianDropout", """{"rate": 0.1}"""),
        ("1.2.2", "BatchNormalization", """{"mode": 0, "axis": 1, "epsilon": 1e-05, "momentum": 0.9, "gamma_regularizer": null, "beta_regularizer": null, "gamma_init": "one"}""",
            "BatchNormalization", """{"axis": 1, "epsilon": 1e-05, "momentum": 0.9, "gamma_regularizer": null, "beta_regularizer": null, "gamma_initializer": "one"}"""),
        ("2.10.0", "BatchNormalization", """{"axis": [3], "momentum": 0.99}""", "BatchNormalization", """{"axis": 3, "momentum": 0.99}"""),
        ("2.2.4-tf", "BatchNormalizationV1", """{"axis": [1], "fused": true}""",
            "BatchNormalization", """{"axis": 1}"""),
        ("2.15.0", "SyncBatchNormalization", """{"axis": [-1]}""", "BatchNormalization", """{"axis": -1, "synchronized": true}"""),
        ("1.2.2", "Embedding", """{"input_dim": 10, "output_dim": 4, "init": "uniform", "input_length": 6, "mask_zero": true, "W_regularizer": null, "W_constraint": null, "activity_regularizer": null, "dropout": 0.0}""",
            "Embedding", """{"input_dim": 10, "output_dim": 4, "embeddings_initializer": "uniform", "mask_zero": true, "embeddings_regularizer": null, "embeddings_constraint": null, "activity_regularizer": null}"""),
        ("2.14.0", "Embedding", """{"input_dim": 10, "output_dim": 4, "input_length": 6, "sparse": false}""", "Embedding", """{"input_dim": 10, "output_dim": 4}"""),
        ("1.2.2", "LSTM", """{"output_dim": 5, "init": "glorot_uniform", "inner_init": "orthogonal", "forget_bias_init": "one", "activation": "tanh", "inner_activation": "hard_sigmoid", "W_regularizer": null, "U_regularizer": null, "b_regularizer": null, "dropout_W": 0.2, "dropout_U": 0.1, "consume_less": "cpu", "input_dim": 3, "input_length": null, "stateful": false, "unroll": false, "go_backwards": false, "return_sequences": false}""",
            "LSTM", """{"units": 5, "kernel_initializer": "glorot_uniform", "recurrent_initializer": "orthogonal", "unit_forget_bias": true, "activation": "tanh", "recurrent_activation": "keras2_hard_sigmoid", "kernel_regularizer": null, "recurrent_regularizer": null, "bias_regularizer": null, "dropout": 0.2, "recurrent_dropout": 0.1, "stateful": false, "unroll": false, "go_backwards": false, "return_sequences": false}"""),
        ("1.2.2", "SimpleRNN", """{"output_dim": 5, "activation": "tanh", "forget": null}""", "SimpleRNN", """{"units": 5, "activation": "tanh"}"""),
        ("2.0.5", "LSTM", """{"units": 5, "implementation": 0}""", "LSTM", """{"units": 5, "recurrent_activation": "keras2_hard_sigmoid"}"""),
        ("2.14.0", "LSTM", """{"units": 5, "recurrent_activation": "sigmoid", "time_major": false, "implementation": 2}""", "LSTM", """{"units": 5, "recurrent_activation": "sigmoid"}"""),
        ("2.0.8", "GRU", """{"units": 5, "recurrent_activation": "hard_sigmoid"}""", "GRU", """{"units": 5, "recurrent_activation": "keras2_hard_sigmoid", "reset_after": false}"""),
        ("2.4.0", "GRU", """{"units": 5, "recurrent_activation": "sigmoid", "reset_after": true}""", "GRU", """{"units": 5, "recurrent_activation": "sigmoid", "reset_after": true}"""),
        ("2.2.4", "CuDNNLSTM", """{"units": 5, "unit_forget_bias": true}""", "LSTM", """{"units": 5, "unit_forget_bias": true, "recurrent_activation": "sigmoid", "activation": "tanh"}"""),
        ("2.2.4", "CuDNNGRU", """{"units": 5}""", "GRU", """{"units": 5, "recurrent_activation": "sigmoid", "activation": "tanh", "reset_after": true}"""),
        ("2.3.0", "ConvLSTM2D", """{"filters": 2, "kernel_size": [3, 3], "recurrent_activation": "hard_sigmoid"}""", "ConvLSTM2D", """{"filters": 2, "kernel_size": [3, 3], "recurrent_activation": "keras2_hard_sigmoid"}"""),
        ("2.2.4", "StackedRNNCells", """{"cells": [{"class_name": "GRUCell", "config": {"units": 2, "recurrent_activation": "hard_sigmoid"}}]}""",
            "StackedRNNCells", """{"cells": [{"class_name": "GRUCell", "config": {"units": 2, "recurrent_activation": "keras2_hard_sigmoid", "reset_after": false}}]}"""),
        ("2.2.4", "RNN", """{"cell": {"class_name": "SimpleRNNCell", "config": {"units": 2}}, "num_constants": null, "return_sequences": true}""",
            "RNN", """{"cell": {"class_name": "SimpleRNNCell", "config": {"units": 2}}, "return_sequences": true}"""),
        ("2.1.3", "Bidirectional", """{"merge_mode": "concat", "layer": {"class_name": "LSTM", "config": {"name": "l", "units": 2, "implementation": 1, "recurrent_activation": "hard_sigmoid"}}}""",
            "Bidirectional", """{"merge_mode": "concat", "layer": {"class_name": "LSTM", "config": {"name": "l", "units": 2, "recurrent_activation": "keras2_hard_sigmoid"}}}"""),
        ("1.2.2", "TimeDistributed", """{"layer": {"class_name": "Dense", "config": {"output_dim": 2, "name": "d"}}}""", "TimeDistributed", """{"layer": {"class_name": "Dense", "config": {"units": 2, "name": "d"}}}"""),
        ("2.2.4", "Activation", """{"activation": "hard_sigmoid"}""", "Activation", """{"activation": "keras2_hard_sigmoid"}"""),
        ("3.2.0", "Activation", """{"activation": "hard_sigmoid"}""", "Activation", """{"activation": "hard_sigmoid"}"""),
        ("2.4.0", "Activation", """{"activation": "softmax_v2"}""", "Activation", """{"activation": "softmax"}"""),
        ("2.15.0", "Activation", """{"activation": {"module": "builtins", "class_name": "function", "config": "relu6", "registered_name": "function"}}""", "Activation", """{"activation": "relu6"}"""),
        ("2.4.0", "Dense", """{"units": 2, "activation": {"class_name": "LeakyReLU", "config": {"name": "leaky_re_lu", "alpha": 0.1}}}""",
            "Dense", """{"units": 2, "activation": {"module": "keras.activations", "class_name": "leaky_relu", "config": {"negative_slope": 0.1}}}"""),
        ("2.2.4", "LeakyReLU", """{"alpha": {"type": "ndarray", "value": 0.2}}""", "LeakyReLU", """{"negative_slope": 0.2}"""),
        ("2.2.4", "ReLU", """{"max_value": {"class_name": "__numpy__", "config": {"value": 6.0}}}""", "ReLU", """{"max_value": 6.0}"""),
        ("1.2.2", "PReLU", """{"init": "zero", "shared_axes": [1]}""", "PReLU", """{"alpha_initializer": "zero", "shared_axes": [1]}"""),
        ("2.2.4", "ThresholdedReLU", """{"theta": 0.5}""",
            "Activation", """{"activation": {"module": "keras.activations", "class_name": "threshold", "config": {"threshold": 0.5, "default_value": 0.0}, "registered_name": null}}"""),
        ("2.1.0", "Dense", """{"units": 2, "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_in", "distribution": "normal", "seed": null}}}""",
            "Dense", """{"units": 2, "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_in", "distribution": "truncated_normal", "seed": null}}}"""),
        ("2.1.0", "Embedding", """{"input_dim": 2, "output_dim": 1, "embeddings_initializer": {"class_name": "Constant", "config": {"value": [[1], [2]]}}}""",
            "Embedding", """{"input_dim": 2, "output_dim": 1, "embeddings_initializer": {"class_name": "Zeros", "config": {}}}"""),
        ("2.8.0", "Dense", """{"units": 2, "dtype": {"class_name": "Policy", "config": {"name": "mixed_float16"}}}""", "Dense", """{"units": 2, "dtype": "float32"}"""),
        ("2.8.0", "Flatten", """{"dtype": "int64", "data_format": "channels_last"}""", "Flatten", """{"data_format": "channels_last"}"""),
        ("2.8.0", "Dropout", """{"rate": 0.1, "whatever": null, "dynamic": false}""", "Dropout", """{"rate": 0.1}"""),
        ("2.8.0", "MultiHeadAttention", """{"num_heads": 2, "key_dim": 3, "query_shape": [null, 4, 5], "key_shape": [null, 4, 5], "value_shape": [null, 4, 5]}""", "MultiHeadAttention", """{"num_heads": 2, "key_dim": 3}"""),
        ("2.8.0", "Attention", """{"causal": false, "use_scale": true}""", "Attention", """{"use_scale": true}"""),
        ("2.6.0", "AddLoss", """{"unconditional": false}""", "Identity", "{}"),
        ("2.6.0", "AddMetric", """{"aggregation": "mean", "metric_name": "m"}""", "Identity", "{}"),
        ("2.3.0", "CategoryEncoding", """{"max_tokens": 4, "output_mode": "binary", "sparse": false}""", "CategoryEncoding", """{"output_mode": "binary", "sparse": false, "num_tokens": 4}"""),
        ("2.4.0", "Discretization", """{"bins": [0.0, 1.0]}""", "Discretization", """{"bin_boundaries": [0.0, 1.0]}"""),
        ("2.12.0", "StringLookup", """{"vocabulary": ["a"], "has_input_vocabulary": true, "dtype": "int64"}""", "StringLookup", """{"vocabulary": ["a"]}"""),
        ("2.4.0", "IntegerLookup", """{"mask_value": 0, "oov_value": -1}""", "IntegerLookup", """{"oov_token": -1, "mask_token": 0}"""),
        ("2.4.0", "InputLayer", """{"batch_input_shape": [null, 3], "sparse": true, "ragged": false, "type_spec": null}""", "InputLayer", """{"batch_shape": [null, 3], "sparse": false, "ragged": false}"""),
        ("2.0.8", "Lambda", """{"function": "scale", "function_type": "function", "module": "__main__", "output_shape": null, "output_shape_type": "raw", "arguments": {}}""",
            "Lambda", """{"function": {"module": "builtins", "class_name": "function", "config": "scale", "registered_name": "scale"}}"""),
        ("2.0.8", "Lambda", """{"name": "twice", "function": ["4wEAAA==", null, null], "function_type": "lambda", "arguments": {}}""",
            "Lambda", """{"name": "twice", "function": {"class_name": "__lambda__", "config": {"layer": "twice"}}}"""),
        ("2.0.8", "Fancy", """{"activation": "hard_sigmoid", "depth": 3, "batch_input_shape": [null, 3], "lookup": null}""", "Fancy", """{"activation": "keras2_hard_sigmoid", "depth": 3, "lookup": null}"""),
    ];

    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (i, row) in Table.Index())
            {
                rows.Add(i, $"{row.Class} of {row.Version}");
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_layer_of_an_older_version_is_one_of_today(int i, string what)
    {
        Assert.NotEmpty(what);
        var (version, name, config, now, expected) = Table[i];
        var layer = LegacyLayers.Translate(
            new JsonObject { ["class_name"] = name, ["config"] = JsonNode.Parse(config) }, Scope(version));
        Assert.Equal(now, (string?)layer["class_name"]);
        AssertSame(JsonNode.Parse(expected)!, layer["config"]);
    }

    [Fact]
    public void What_is_given_is_not_changed()
    {
        foreach (var (version, name, config, _, _) in Table)
        {
            var given = new JsonObject { ["class_name"] = name, ["config"] = JsonNode.Parse(config) };
            var before = PythonJson.Write(given);
            LegacyLayers.Translate(given, Scope(version));
            Assert.Equal(before, PythonJson.Write(given));
        }
    }

    [Fact]
    public void Every_class_of_the_tables_has_a_row_here_or_is_like_another()
    {
        var seen = Table.SelectMany(row => new[] { row.Class, row.Now })
            .Concat(["Merge", "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer"]).ToHashSet();
        var tested = LegacyRows.All.Where(row => seen.Contains(row.Name)).SelectMany(row => row.Arguments).Select(argument => argument.Name).ToHashSet();
        var missing = LegacyRows.All.Where(row => row.Gone is null && row.Rewrite is null && !row.Arguments.All(argument => tested.Contains(argument.Name)));
        Assert.Empty(missing.Select(row => row.Name));
    }

    [Theory]
    [InlineData("2.8.0", "mixed_bfloat16", "layer 'd' (Dense): its dtype 'mixed_bfloat16' becomes 'float32': Lamina computes in float32 and float64.")]
    [InlineData("3.5.0", "float16", "layer 'd' (Dense): its dtype 'float16' becomes 'float32': Lamina computes in float32 and float64.")]
    public void Half_precision_is_told(string version, string policy, string note)
    {
        var notes = new List<string>();
        LegacyConfig.Translate(
            JsonNode.Parse($$$"""{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "dtype": "{{{policy}}}"}}]}}""")!.AsObject(),
            version, null, notes);
        Assert.Equal([note], notes);
    }

    private static LegacyScope Scope(string version) => new(KerasAge.Of(version, []), new List<string>());

    // The order of members says nothing.
    private static void AssertSame(JsonNode expected, JsonNode? actual) => Assert.Equal(Sorted(expected), Sorted(actual));

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(", ", members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\": {Sorted(member.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Sorted))}]",
        _ => PythonJson.Write(node),
    };
}
