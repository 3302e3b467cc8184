using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>Models of older versions: how they were put together, and what their words meant.</summary>
public sealed class LegacyModelTests
{
    private static readonly float[,] One = { { -3, -2.5f, -1, 0, 1, 2.5f, 3 } };

    [Theory]
    [InlineData("1.2.2")]
    [InlineData("2.2.4")]
    [InlineData("2.15.0")]
    public void Hard_sigmoid_of_Keras_1_and_2_is_steeper_and_stays_so(string version)
    {
        var model = Model.FromJson(Sequential(version, """{"class_name": "Activation", "config": {"name": "a", "activation": "hard_sigmoid", "batch_input_shape": [null, 7]}}"""));
        float[] expected = [0, 0, 0.3f, 0.5f, 0.7f, 1, 1];
        var json = model.ToJson();
        Assert.Contains("\"config\": \"lamina>keras2_hard_sigmoid\", \"registered_name\": \"lamina>keras2_hard_sigmoid\"", json, StringComparison.Ordinal);
        foreach (var each in new[] { model, Model.FromJson(json), model.Clone() })
        {
            Assert.All(expected.Zip(each.Predict(One).ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
    }

    [Theory, InlineData(".keras"), InlineData(".h5")]
    public void Hard_sigmoid_of_Keras_2_stays_what_it_was_in_files(string ending)
    {
        using var folder = new TemporaryFolder();
        var model = Model.FromJson(Sequential("2.1.6", """{"class_name": "LSTM", "config": {"name": "l", "units": 2, "recurrent_activation": "hard_sigmoid", "batch_input_shape": [null, 3, 2]}}"""));
        var path = folder["model" + ending];
        model.Save(path);
        Assert.Equal(Activation.Keras2HardSigmoid, ((LSTM)Model.Load(path).Layers[0]).Config.RecurrentActivation);
    }

    [Fact]
    public void Hard_sigmoid_of_Keras_3_is_its_own() => Assert.Equal(
        Activation.HardSigmoid,
        ((ActivationLayer)Model.FromJson(Sequential("3.1.0", """{"class_name": "InputLayer", "config": {"batch_shape": [null, 7], "name": "i"}}, {"class_name": "Activation", "config": {"name": "a", "activation": "hard_sigmoid"}}""")).Layers[0]).Config.Activation);

    [Theory]
    [InlineData("""[{"class_name": "Dense", "config": {"name": "d", "output_dim": 2, "input_dim": 3}}]""", "[None, 2]")]
    [InlineData("""[{"class_name": "LSTM", "config": {"name": "l", "output_dim": 2, "input_dim": 3, "input_length": 5, "return_sequences": true}}]""", "[None, 5, 2]")]
    [InlineData("""[{"class_name": "Embedding", "config": {"name": "e", "input_dim": 9, "output_dim": 2, "input_length": 4, "batch_input_shape": [null, 4]}}]""", "[None, 4, 2]")]
    [InlineData("""[{"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3]}}]}, {"class_name": "Dense", "config": {"name": "e", "units": 4}}]""", "[None, 4]")]
    [InlineData("""[{"class_name": "TimeDistributed", "config": {"name": "t", "batch_input_shape": [null, 5, 3], "layer": {"class_name": "Dense", "config": {"name": "d", "units": 2}}}}]""", "[None, 5, 2]")]
    public void A_bare_list_of_layers_says_its_input_by_the_first(string layers, string output) =>
        Assert.Equal(output, Model.FromJson($$"""{"class_name": "Sequential", "keras_version": "1.2.2", "config": {{layers}} }""").Outputs[0].Shape.ToString());

    [Fact]
    public void Models_that_a_Sequential_merges_become_branches()
    {
        var model = Model.FromJson("""
            {"class_name": "Sequential", "keras_version": "1.1.0", "config": [
              {"class_name": "Merge", "config": {"name": "merge_1", "mode": "concat", "concat_axis": -1, "dot_axes": -1, "layers": [
                {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "dense_1", "output_dim": 2, "batch_input_shape": [null, 3]}}]},
                {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "dense_2", "output_dim": 4, "batch_input_shape": [null, 5]}}]}]}},
              {"class_name": "Dense", "config": {"name": "dense_3", "output_dim": 1}}]}
            """);
        Assert.Equal(["dense_1_input", "dense_2_input"], model.Inputs.Select(input => input.Name));
        Assert.Equal(["dense_1_input", "dense_2_input", "dense_1", "dense_2", "merge_1", "dense_3"], model.Layers.Select(layer => layer.Name));
        Assert.Equal("[None, 1]", model.Outputs[0].Shape.ToString());
        Assert.IsType<Concatenate>(model.GetLayer("merge_1"));
    }

    [Theory]
    [InlineData("sum", typeof(Add))]
    [InlineData("mul", typeof(Multiply))]
    [InlineData("ave", typeof(Average))]
    [InlineData("max", typeof(Maximum))]
    [InlineData("dot", typeof(Dot))]
    public void A_merge_is_what_its_mode_says(string mode, Type type)
    {
        var model = Model.FromJson($$"""
            {"class_name": "Model", "keras_version": "1.2.2", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "sparse": false, "name": "a"}, "name": "a", "inbound_nodes": []},
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "sparse": false, "name": "b"}, "name": "b", "inbound_nodes": []},
              {"class_name": "Merge", "config": {"name": "merge", "mode": "{{mode}}", "mode_type": "raw", "concat_axis": -1, "dot_axes": 1, "output_shape": null, "output_shape_type": "raw", "output_mask": null, "output_mask_type": "raw", "arguments": {} }, "name": "merge", "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}],
              "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["merge", 0, 0]]} }
            """);
        Assert.IsType(type, model.GetLayer("merge"));
    }

    // Up to Keras 2.15 the making of a model within was its call 0.
    [Fact]
    public void Calls_of_models_within_are_counted_from_one()
    {
        var model = Model.FromJson("""
            {"class_name": "Model", "keras_version": "2.2.4", "config": {"name": "twins", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "name": "a"}, "name": "a", "inbound_nodes": []},
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "name": "b"}, "name": "b", "inbound_nodes": []},
              {"class_name": "Sequential", "config": {"name": "shared", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3]}}]}, "name": "shared", "inbound_nodes": [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]},
              {"class_name": "Subtract", "config": {"name": "s", "trainable": true}, "name": "s", "inbound_nodes": [[["shared", 1, 0, {}], ["shared", 2, 0, {}]]]}],
              "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["s", 0, 0]]}}
            """);
        var (a, b) = (Tensor.From<float>([1, 2, 3], [1, 3]), Tensor.From<float>([1, 2, 3], [1, 3]));
        Assert.Equal([0, 0], model.Predict([a, b])[0].ToArray<float>());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    // Keras 3 counts so only where it names what a model gives.
    [Fact]
    public void The_output_of_a_model_may_be_that_of_a_model_within()
    {
        var x = new Input(3);
        var inner = new Model([x], [new Dense(2).Apply(x)], "inner");
        var (a, b) = (new Input(3), new Input(3));
        var model = new Model([a, b], [inner.Apply(a), inner.Apply(b)]);
        var json = model.ToJson();
        Assert.Contains("\"output_layers\": [[\"inner\", 1, 0], [\"inner\", 2, 0]]", json, StringComparison.Ordinal);
        Assert.Equal(json, Model.FromJson(json).ToJson());
    }

    [Fact]
    public void First_states_stand_among_the_arguments_of_a_call()
    {
        var model = Model.FromJson("""
            {"class_name": "Functional", "keras_version": "2.6.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, null, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "LSTM", "config": {"name": "encoder", "units": 2, "return_state": true, "time_major": false, "recurrent_activation": "sigmoid"}, "name": "encoder", "inbound_nodes": [[["x", 0, 0, {}]]]},
              {"class_name": "LSTM", "config": {"name": "decoder", "units": 2, "return_sequences": true, "recurrent_activation": "sigmoid"}, "name": "decoder", "inbound_nodes": [[["x", 0, 0, {"initial_state": [["encoder", 0, 1], ["encoder", 0, 2]]}]]]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["decoder", 0, 0]]}}
            """);
        Assert.Equal(3, model.Outputs[0].Call.Inputs.Count);
    }

    // TensorFlow's add_loss left operations that lead nowhere.
    [Fact]
    public void What_was_added_to_the_loss_is_left_out()
    {
        const string text = """
            {"class_name": "Functional", "keras_version": "2.4.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "Dense", "config": {"name": "d", "units": 2}, "name": "d", "inbound_nodes": [[["x", 0, 0, {}]]]},
              {"class_name": "TFOpLambda", "config": {"name": "odd", "function": "math.lgamma"}, "name": "odd", "inbound_nodes": [["d", 0, 0, {}]]},
              {"class_name": "AddLoss", "config": {"name": "add_loss", "unconditional": false}, "name": "add_loss", "inbound_nodes": [[["odd", 0, 0, {}]]]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["d", 0, 0]]}}
            """;
        Assert.Equal(["x", "d"], Model.FromJson(text).Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void An_attention_that_looked_back_only_still_does()
    {
        var model = Model.FromJson("""
            {"class_name": "Functional", "keras_version": "2.8.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4, 3], "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "Attention", "config": {"name": "a", "causal": true, "use_scale": false}, "name": "a", "inbound_nodes": [[["x", 0, 0, {}], ["x", 0, 0, {}]]]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["a", 0, 0]]}}
            """);
        Assert.True(model.Outputs[0].Call.Arguments.UseCausalMask);
    }

    [Fact]
    public void Attention_without_steps_sees_the_samples_of_the_batch()
    {
        var (x, y) = (new Input(2), new Input(2));
        var model = new Model([x, y], [new Attention().Apply(x, y)]);
        var query = Tensor.From<float>([1, 0, 0, 1], [2, 2]);
        var value = Tensor.From<float>([1, 2, 3, 4], [2, 2]);
        var expected = query.MatMul(value.TransposeLast()).Softmax().MatMul(value);
        Assert.All(expected.ToArray<float>().Zip(model.Predict([query, value])[0].ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Channels_may_have_scales_of_their_own()
    {
        var model = Model.FromJson(Sequential("2.13.0", """{"class_name": "Rescaling", "config": {"name": "r", "scale": [1.0, 10.0], "offset": 0.5, "batch_input_shape": [null, 2]}}"""));
        Assert.Equal([1.5f, 20.5f], model.Predict(new float[,] { { 1, 2 } }).ToArray<float>());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Fact]
    public void What_lies_above_a_threshold_passes()
    {
        var model = Model.FromJson(Sequential("2.2.4", """{"class_name": "ThresholdedReLU", "config": {"name": "t", "theta": 1.0, "batch_input_shape": [null, 7]}}"""));
        Assert.Equal([0, 0, 0, 0, 0, 2.5f, 3], model.Predict(One).ToArray<float>());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    private static string Sequential(string version, string layers) =>
        $$$"""{"class_name": "Sequential", "keras_version": "{{{version}}}", "config": {"name": "s", "layers": [{{{layers}}}]}}""";
}
