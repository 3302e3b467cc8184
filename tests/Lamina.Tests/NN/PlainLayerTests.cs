using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is special about layers of the core, of normalization and of merging.</summary>
[Collection(ProcessWide.Name)]
public sealed class PlainLayerTests
{
    [Fact]
    public void Masking_leaves_out_steps_of_one_value_and_sets_them_to_0()
    {
        var context = new CallContext(training: false);
        var y = new Masking(2).Apply(new float[,,] { { { 2, 2 }, { 2, 3 }, { 0, 0 } } }, context);
        Assert.Equal([0, 0, 2, 3, 0, 0], y.ToArray());
        Assert.Equal([0, 1, 1], context.MaskOf(y)!.Cast(DType.Float32).ToArray());
    }

    [Fact]
    public void Identity_passes_each_tensor_with_its_mask()
    {
        var context = new CallContext(training: false);
        var (a, b) = (Tensor.Ones([1, 2, 3]), Tensor.Ones([1, 4]));
        context.SetMask(a, Tensor.Ones([1, 2], DType.Bool));
        var outputs = new IdentityLayer().Apply([a, b], context);
        Assert.Equal([a, b], outputs);
        Assert.NotNull(context.MaskOf(outputs[0]));
        Assert.Null(context.MaskOf(outputs[1]));
    }

    [Fact]
    public void Lambda_is_saved_by_name_and_read_where_the_name_is_defined()
    {
        var square = LambdaFunction.Of(x => x.Square(), "square");
        var input = new Input(2);
        var model = new Model([input], [new Lambda(new LambdaConfig { Function = square }).Apply(input)]);
        var json = model.ToJson();
        var function = JsonNode.Parse(json)!["config"]!["layers"]![1]!["config"]!["function"]!;
        Assert.Equal(("function", "square"), ((string?)function["class_name"], (string?)function["config"]));
        var error = Assert.Throws<LaminaFormatException>(() => Model.FromJson(json));
        Assert.Contains("Nothing is known by the name 'square'.", error.Message, StringComparison.Ordinal);
        using (LambdaFunction.Define(square))
        {
            var other = Model.FromJson(json);
            Assert.Equal([9, 16], other.Predict(new float[,] { { 3, -4 } }).ToArray());
            Assert.Equal(json, other.ToJson());
        }

        Assert.Throws<LaminaFormatException>(() => Model.FromJson(json));
    }

    [Fact]
    public void Lambda_without_a_name_is_not_saved_and_Python_code_not_read()
    {
        var input = new Input(2);
        var model = new Model([input], [new Lambda(x => x + 1).Apply(input)]);
        var error = Assert.Throws<NotSupportedException>(() => model.ToJson());
        Assert.StartsWith("The function of a Lambda has no name, so it cannot be saved", error.Message, StringComparison.Ordinal);
        var json = new Model([input], [new Lambda(x => x, "f").Apply(input)]).ToJson()
            .Replace("\"class_name\": \"function\"", "\"class_name\": \"__lambda__\"", StringComparison.Ordinal);
        var refusal = Assert.Throws<LaminaFormatException>(() => Model.FromJson(json));
        Assert.Contains("Its function is Python code in the file, which only Python can run.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ternary_weights_are_signs_above_half_the_mean_magnitude_and_gradients_pass_them()
    {
        var layer = new TernaryDense(1);
        Tensor x = new float[,] { { 1, 2, 4, 8 } };
        layer.Apply(x);
        layer.Weights[0].Set(new[] { 0.1f, -0.5f, 0.9f, 0.5f });

        // Mean magnitude ½, threshold ¼: 0 − 2 + 4 + 8, times ½.
        Assert.Equal([5], layer.Apply(x).ToArray());
        var gradient = Gradient.Of(layer.Apply(x).Sum(), layer.Weights[0].Value)[0].ToArray();

        // Of the weights x/2; of the mean magnitude 10·sign/4.
        Assert.Equal([0.5f + 2.5f, 1 - 2.5f, 2 + 2.5f, 4 + 2.5f], gradient);
        var fixedThreshold = new TernaryDense(1, threshold: 0.5);
        fixedThreshold.Apply(x);
        fixedThreshold.Weights[0].Set(new[] { 0.1f, -0.5f, 0.9f, -0.6f });
        Assert.Equal([-4], fixedThreshold.Apply(x).ToArray());
    }

    [Fact]
    public void Reversible_embedding_goes_back_by_the_same_table_with_a_cap()
    {
        var layer = new ReversibleEmbedding(new ReversibleEmbeddingConfig { InputDim = 3, OutputDim = 2, LogitSoftCap = 2 });
        var context = new CallContext(training: false);
        layer.Apply(new float[,] { { 0 } });
        layer.Weights[0].Set(new float[] { 1, 2, 3, 4, 5, 6 });
        var y = layer.ApplyReverse(new float[,] { { 1, -1 } }, context).ToArray<double>();
        Near.Assert([.. Enumerable.Repeat(2 * Math.Tanh(-0.5), 3)], y, Near.Formula);
        Assert.Single(layer.Weights);
    }

    [Fact]
    public void A_table_of_four_bits_looks_up_and_goes_back()
    {
        var layer = new ReversibleEmbedding(
            new ReversibleEmbeddingConfig { InputDim = 2, OutputDim = 3, Quantization = new() { BlockSize = 2 } });
        layer.Apply(new int[] { 0 });

        // Half bytes: 1, -2, 7 | -8, 3, 0.
        layer.SetWeights(
        [
            new int[,] { { 0xE1 - 256, 7 }, { 0x38, 0 } }, new float[,] { { 0.5f, 2 }, { 1, 10 } },
            new int[,] { { 1, -1 }, { 0, 2 } }, new float[] { 0, 0, 1 },
        ]);
        Assert.Equal([-8, 3, -20, 0, -1.5f, 16], layer.Apply(new int[] { 1, 0 }).ToArray());
        Assert.Equal([-1.5f + 32, -8 + 3 - 40], layer.ApplyReverse(new float[,] { { 1, 1, 2 } }, new CallContext(training: false)).ToArray());
    }

    [Fact]
    public void Embedding_begins_with_given_vectors()
    {
        Tensor vectors = new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        Assert.Equal([5, 6, 1, 2], new Embedding(vectors).Apply(new int[,] { { 2, 0 } }).ToArray());
    }

    [Fact]
    public void Batch_renormalization_leads_to_what_its_moving_statistics_would_give()
    {
        // Deviation of the batch √(8/3 + 0.1), of the correction 1: r is clipped to 1.5, d is (3 − 0)/1.
        var layer = new BatchNormalization(new BatchNormalizationConfig
        {
            Momentum = 0.9,
            Epsilon = 0.1,
            Renorm = true,
            RenormMomentum = 0.8,
            RenormClipping = new RenormClipping { RMax = 1.5 },
        });
        var context = new CallContext(training: true);
        var y = layer.Apply(new float[,] { { 1 }, { 3 }, { 5 } }, context);
        var deviation = Math.Sqrt((8 / 3.0) + 0.1);
        Near.Assert([(-2 / deviation * 1.5) + 3, 3, (2 / deviation * 1.5) + 3], y.ToArray<double>(), Near.Formula);
        var after = layer.Weights.ToDictionary(weight => weight.Name, weight => context.Read(weight).ToArray<double>()[0]);
        var moving = 0.9 + (0.1 * deviation);
        Near.Assert([0.3, moving, (moving * moving) - 0.1], [after["moving_mean"], after["moving_stddev"], after["moving_variance"]], Near.Formula);
        Near.Assert([0.6, 0.8 + (0.2 * deviation)], [after["renorm_mean"], after["renorm_stddev"]], Near.Formula);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev"], layer.Weights.Select(weight => weight.Name));
    }

    [Fact]
    public void Clipping_of_a_renormalization_is_a_dictionary_of_what_is_given()
    {
        var model = new Sequential([new Input(2), new BatchNormalization(new BatchNormalizationConfig { Renorm = true, RenormClipping = new() { RMax = 3, DMax = 5 } })]);
        var config = JsonNode.Parse(model.ToJson())!["config"]!["layers"]![1]!["config"]!;
        Assert.Equal(["rmax", "dmax"], config["renorm_clipping"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Fact]
    public void Group_normalization_gives_each_group_mean_0_and_variance_1_and_knows_its_groups()
    {
        var layer = new GroupNormalization(new GroupNormalizationConfig { Groups = 2, Epsilon = 1e-9 });
        var y = layer.Apply(Training.Normal(1, 3, 5, 4)).Reshape([3, 5, 2, 2]).Transpose(0, 2, 1, 3).Reshape([6, 10]).ToArray();
        Assert.All(y.Chunk(10), group =>
        {
            Assert.Equal(0, group.Average(), 1e-5);
            Assert.Equal(1, group.Average(value => value * value), 1e-4);
        });
        var all = new GroupNormalization(-1);
        all.Apply(Tensor.Ones([1, 6]));
        Assert.Equal(6, ((GroupNormalizationConfig)all.GetConfig()).Groups);
    }

    [Fact]
    public void Functions_of_merging_are_their_layers()
    {
        var (a, b) = (new Input(3), new Input(3));
        var model = new Model([a, b],
        [
            Merge.Add(a, b), Merge.Subtract(a, b), Merge.Multiply(a, b), Merge.Average(a, b), Merge.Maximum(a, b), Merge.Minimum(a, b),
            Merge.Concatenate(a, b), Merge.Concatenate(1, a, b), Merge.Dot(a, b), Merge.Dot(a, b, 1, normalize: true),
        ]);
        Tensor[] x = [new float[,] { { 1, 2, 2 } }, new float[,] { { 3, 0, 4 } }];
        var outputs = model.Call(x, new CallContext(training: false)).Select(y => y.ToArray()).ToArray();
        float[][] expected =
        [
            [4, 2, 6], [-2, 2, -2], [3, 0, 8], [2, 1, 3], [3, 2, 4], [1, 0, 2], [1, 2, 2, 3, 0, 4], [1, 2, 2, 3, 0, 4], [11], [11 / 15f],
        ];
        Assert.All(expected.Zip(outputs), pair => Near.Assert([.. pair.First.Select(value => (double)value)], [.. pair.Second.Select(value => (double)value)], Near.Formula));
    }

    [Fact]
    public void Unknown_axes_stay_unknown_behind_reshaping_and_normalization()
    {
        var x = new Input(Shape.Unknown, 4);
        Assert.Equal([Shape.Unknown, 4, Shape.Unknown], new Permute(2, 1).Apply(x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown], new Flatten().Apply(x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 2], new Reshape(-1, 2).Apply(x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 4], new GroupNormalization(2).Apply(x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 3], new EinsumDense("...x,xy->...y", [3]).Apply(x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 4], new GroupQueryAttention(2, 2, 1).Apply(x, x).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 6], new Dot([2, 1]).Apply(x, new Input(4, 6)).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 4], new Masking().Apply(x).Shape);
    }

    [Fact]
    public void Float64_passes_through()
    {
        Layer[] layers =
        [
            new EinsumDense("...x,xy->...y", [3]), new GroupNormalization(2), new RMSNormalization(), new UnitNormalization(), new GaussianNoise(0.5),
            new AlphaDropout(0.2), new TernaryDense(3), new Masking(), new SpatialDropout1D(0.3),
        ];
        var x = Training.Normal(1, 2, 3, 4).Cast(DType.Float64);
        Assert.All(layers, layer => Assert.Equal(DType.Float64, layer.Apply(x, training: true).Evaluate().DType));
        Layer[] attentions = [new Attention(), new AdditiveAttention(), new MultiHeadAttention(2, 3), new GroupQueryAttention(2, 2, 1)];
        Assert.All(attentions, layer => Assert.Equal(DType.Float64, layer.Apply([x, x], new CallContext(training: false))[0].Evaluate().DType));
    }

    [Fact]
    public void Spectral_normalization_keeps_the_greatest_singular_value_at_1_and_trains_from_there()
    {
        Seed.Set(2);
        var layer = new SpectralNormalization(new Dense(new DenseConfig { Units = 2, UseBias = false }), powerIterations: 20);
        var model = new Sequential([new Input(2), layer]);
        model.Compile(new SGD(0), "mse");
        layer.Weights[0].Set(new float[] { 3, 0, 0, -5 });
        model.Fit(Training.Normal(1, 4, 2), Training.Normal(2, 4, 2), verbose: 0);

        // Of the diagonal (3, −5) the greatest is 5.
        Near.Assert([0.6, 0, 0, -1], layer.Weights[0].Read().ToArray<double>(), (1e-4, 1e-5));
        Near.Assert([0, 1], [.. layer.Weights[1].Read().ToArray<double>().Select(Math.Abs)], (1e-3, 1e-3));
        Assert.Equal(["kernel", "vector_u"], layer.Weights.Select(weight => weight.Name));
        Assert.Equal(["kernel"], layer.TrainableWeights.Select(weight => weight.Name));

        // One step of the gradient from the quotient: the kernel is diag(0.6, −1), the sample (1, 0), the target (0, 0).
        model.Compile(new SGD(0.5), "mse");
        model.Fit(new float[,] { { 1, 0 } }, new float[,] { { 0, 0 } }, verbose: 0);
        Near.Assert([0.6 - (0.5 * 0.6), 0, 0, -1], layer.Weights[0].Read().ToArray<double>(), (1e-3, 1e-4));
        model.Predict(new float[,] { { 1, 1 } });
        Near.Assert([0.3, 0, 0, -1], layer.Weights[0].Read().ToArray<double>(), (1e-3, 1e-4));
    }

    [Fact]
    public void Spectral_normalization_needs_a_kernel_and_leaves_zeros_alone()
    {
        var error = Assert.Throws<ArgumentException>(() => new SpectralNormalization(new Dropout(0.5)).Apply(Tensor.Ones([1, 2])));
        Assert.StartsWith(
            "SpectralNormalization needs a layer with a kernel or with embeddings; 'dropout' (Dropout) has neither.", error.Message, StringComparison.Ordinal);
        var layer = new SpectralNormalization(new Dense(new DenseConfig { Units = 2, KernelInitializer = "zeros" }));
        Assert.Equal([0, 0], layer.Apply(Tensor.Ones([1, 2]), training: true).ToArray());
    }

    [Fact]
    public void Spectral_normalization_comes_back_from_a_config()
    {
        var model = new Sequential([new Input(3), new SpectralNormalization(new Dense(2), powerIterations: 2)]);
        var other = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), other.ToJson());
        other.SetWeights(model.GetWeights());
        var x = Training.Normal(1, 4, 3);
        Assert.Equal(model.Predict(x).ToArray(), other.Predict(x).ToArray());
    }
}
