using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What training computes: convergence, splits, weights, logs.</summary>
[Collection(ProcessWide.Name)]
public sealed class TrainingTests
{
    [Fact]
    public void Linear_regression_converges_to_the_closed_form()
    {
        var (x, y) = Training.Linear(100, 1);
        var (xs, ys) = (x.ToArray<double>(), y.ToArray<double>());
        var (mx, my) = (xs.Average(), ys.Average());
        var slope = xs.Zip(ys, (a, b) => (a - mx) * (b - my)).Sum() / xs.Sum(a => (a - mx) * (a - mx));
        var model = Training.Line();
        model.Fit(x, y, batchSize: 100, epochs: 200, verbose: 0);
        Near.Assert([slope, my - (slope * mx)], [.. Training.Weights(model).Select(w => (double)w[0])], (1e-4, 1e-4));
    }

    [Fact]
    public void Perceptron_of_two_layers_learns_exclusive_or()
    {
        Seed.Set(3);
        Tensor x = new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        var model = new Sequential([new Input(2), new Dense(8, "tanh"), new Dense(1, "sigmoid")]);
        model.Compile(new Adam(0.05), "binary_crossentropy", ["accuracy"]);
        var history = model.Fit(x, new float[] { 0, 1, 1, 0 }, epochs: 300, verbose: 0);
        Assert.Equal(1, history["accuracy"][^1]);
        Assert.InRange(history["loss"][^1], 0, 0.1);
        Assert.Equal([0, 1, 1, 0], model.Predict(x).Round().ToArray());
    }

    [Fact]
    public void First_step_is_that_computed_by_hand()
    {
        // w = 2, b = 1: predictions 3 and 7, errors 1 and 4; dL/dw = (1·1 + 4·3), dL/db = 1 + 4 (2/n of n = 2 is 1).
        var model = Training.Line(2, 1);
        var history = model.Fit(new float[,] { { 1 }, { 3 } }, new float[] { 2, 3 }, shuffle: false, verbose: 0);
        Near.Assert([(1 + 16) / 2.0], history["loss"], Near.Formula);
        Near.Assert([2 - 0.1 * 13, 1 - 0.1 * 5], [.. Training.Weights(model).Select(w => (double)w[0])], Near.Formula);
    }

    [Fact]
    public void Loss_of_an_epoch_counts_each_batch_by_its_size_also_the_last_smaller_one()
    {
        var model = Training.Line(0, 0, new SGD(0));
        var history = model.Fit(new float[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, new float[] { 1, 2, 3, 4, 5 }, batchSize: 2, verbose: 0);
        Near.Assert([(1 + 4 + 9 + 16 + 25) / 5.0], history["loss"], Near.Formula);
        Near.Assert([11], [model.Evaluate(new float[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, new float[] { 1, 2, 3, 4, 5 }, batchSize: 3)["loss"]], Near.Formula);
    }

    [Fact]
    public void ValidationSplit_takes_the_last_samples_whatever_the_order_of_training()
    {
        var x = Tensor.Ones([10, 1]).Evaluate();
        Tensor y = new float[] { 1, 1, 1, 1, 1, 1, 1, 3, 3, 3 };
        var model = Training.Line(0, 0, new SGD(0));
        var history = model.Fit(x, y, validationSplit: 0.25, verbose: 0);
        Near.Assert([1], history["loss"], Near.Formula);
        Near.Assert([9], history["val_loss"], Near.Formula);
    }

    [Fact]
    public void ValidationData_is_measured_behind_each_epoch_with_the_weights_of_then()
    {
        var (x, y) = Training.Linear(40, 3);
        var model = new Sequential([new Input(3), new Dense(1)]);
        model.Compile(new SGD(0.05), "mse", ["mae"]);
        var (vx, vy) = (Training.Normal(8, 15, 3), Training.Normal(9, 15, 1));
        var measured = new List<double>();
        var history = model.Fit(x, y, epochs: 3, validationData: (vx, vy), verbose: 0,
            callbacks: [new LambdaCallback { EpochEnd = (_, _) => measured.Add(Mse(model.Predict(vx), vy)) }]);
        Near.Assert(measured, history["val_loss"], Near.Formula);
        Assert.Equal(["loss", "mae", "val_loss", "val_mae"], history.Names);
    }

    [Fact]
    public void Sample_weights_multiply_the_loss_of_each_sample_but_not_metrics()
    {
        var model = Training.Line(0, 0, new SGD(0));
        model.Compile(new SGD(0), "mse", metrics: ["mse"], weightedMetrics: ["mse"]);
        var history = model.Fit(Tensor.Ones([3, 1]).Evaluate(), new float[] { 1, 2, 3 }, sampleWeight: new float[] { 1, 0, 2 }, verbose: 0);
        Near.Assert([19 / 3.0], history["loss"], Near.Formula);
        Near.Assert([14 / 3.0], history["mse"], Near.Formula);
        Near.Assert([19 / 3.0], history["weighted_mse"], Near.Formula);
    }

    [Theory]
    [InlineData("classes")]
    [InlineData("column")]
    [InlineData("one-hot")]
    public void Class_weights_are_sample_weights_by_class(string kind)
    {
        int[] classes = [0, 2, 1, 2, 0];
        Tensor y = kind switch
        {
            "classes" => classes,
            "column" => new[,] { { 0 }, { 2 }, { 1 }, { 2 }, { 0 } },
            _ => ((Tensor)classes).OneHot(3).Evaluate(),
        };
        Loss loss = kind == "one-hot" ? "categorical_crossentropy" : "sparse_categorical_crossentropy";
        var x = Training.Normal(4, 5, 2);
        Assert.Equal(
            Train(model => model.Fit(x, y, shuffle: false, verbose: 0, sampleWeight: new float[] { 0.5f, 6, 1, 3, 1 })),
            Train(model => model.Fit(x, y, shuffle: false, verbose: 0, sampleWeight: new float[] { 0.5f, 2, 1, 1, 1 },
                classWeight: new Dictionary<int, double> { [2] = 3 })));

        double Train(Func<Model, History> fit)
        {
            Seed.Set(1);
            var model = new Sequential([new Input(2), new Dense(3, "softmax")]);
            model.Compile("sgd", loss);
            return fit(model)["loss"][0];
        }
    }

    [Fact]
    public void Evaluate_is_what_is_recomputed_by_hand()
    {
        Seed.Set(2);
        var x = Training.Normal(5, 37, 4);
        var labels = Enumerable.Range(0, 37).Select(i => i * 7 % 3).ToArray();
        var model = new Sequential([new Input(4), new Dense(5, "tanh"), new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        var logs = model.Evaluate(x, labels, batchSize: 8);
        var p = model.Predict(x, batchSize: 5).ToArray<double>();
        var rows = p.Chunk(3).ToArray();
        Near.Assert(
            [rows.Select((row, i) => -Math.Log(row[labels[i]])).Average(), rows.Where((row, i) => row.Max() == row[labels[i]]).Count() / 37.0],
            [logs["loss"], logs["accuracy"]],
            Near.Formula);
        Assert.Equal(["accuracy", "loss"], logs.Keys);
    }

    [Theory]
    [InlineData("int64 labels")]
    [InlineData("uint8 labels")]
    [InlineData("float labels")]
    [InlineData("bool inputs")]
    [InlineData("uint8 inputs")]
    [InlineData("float64 inputs")]
    public void Other_dtypes_of_the_same_values_train_alike(string what)
    {
        var bytes = Enumerable.Range(0, 60).Select(i => (byte)(i * 37 % (what == "bool inputs" ? 2 : 251))).ToArray();
        var labels = Enumerable.Range(0, 20).Select(i => i % 4).ToArray();
        Tensor floats = Tensor.Wrap(Array.ConvertAll(bytes, b => (float)b), [20, 3]);
        var x = what switch
        {
            "bool inputs" => Tensor.Wrap(Array.ConvertAll(bytes, b => b != 0), [20, 3]),
            "uint8 inputs" => Tensor.Wrap(bytes, [20, 3]),
            "float64 inputs" => Tensor.Wrap(Array.ConvertAll(bytes, b => (double)b), [20, 3]),
            _ => floats,
        };
        Tensor y = what switch
        {
            "int64 labels" => Array.ConvertAll(labels, i => (long)i),
            "uint8 labels" => Array.ConvertAll(labels, i => (byte)i),
            "float labels" => Array.ConvertAll(labels, i => (float)i),
            _ => labels,
        };
        Assert.Equal(Train(floats, labels), Train(x, y));

        static float[][] Train(Tensor x, Tensor y)
        {
            Seed.Set(5);
            var model = new Sequential([new Input(3), new Rescaling(1 / 255.0), new Dense(4, "softmax")]);
            model.Compile("adam", "sparse_categorical_crossentropy");
            model.Fit(x, y, batchSize: 8, epochs: 2, verbose: 0);
            return [.. Training.Weights(model), model.Predict(x).ToArray()];
        }
    }

    [Fact]
    public void Training_goes_on_from_the_initial_epoch()
    {
        var (x, y) = Training.Linear(30, 2);
        var (whole, parts) = (Model(), Model());
        whole.Fit(x, y, epochs: 5, shuffle: false, verbose: 0);
        parts.Fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        var epochs = new List<int>();
        var history = parts.Fit(x, y, epochs: 5, initialEpoch: 2, shuffle: false, verbose: 0,
            callbacks: [new LambdaCallback { EpochBegin = epochs.Add }]);
        Assert.Equal([2, 3, 4], epochs);
        Assert.Equal([2, 3, 4], history.Epochs);
        Assert.Equal(3, history["loss"].Count);
        Assert.Equal(Training.Weights(whole), Training.Weights(parts));

        static Sequential Model()
        {
            Seed.Set(9);
            var model = new Sequential([new Input(2), new Dense(1)]);
            model.Compile(new Adam(0.01), "mse");
            return model;
        }
    }

    [Fact]
    public void Sequential_without_an_input_is_built_by_the_first_data()
    {
        var (x, y) = Training.Linear(10, 3);
        var model = new Sequential([new Dense(4, "relu"), new Dense(1)]);
        model.Compile("sgd", "mse");
        Assert.False(model.IsBuilt);
        model.Fit(x, y, verbose: 0);
        Assert.True(model.IsBuilt);
        Assert.Equal([[3, 4], [4], [4, 1], [1]], model.Weights.Select(weight => weight.Shape.ToArray()));
        Assert.Equal([10, 1], model.Predict(x).Shape);
    }

    [Fact]
    public void Model_takes_samples_of_another_length_where_an_axis_is_open()
    {
        var model = new Sequential([new Input(new InputConfig { BatchShape = [Shape.Unknown, Shape.Unknown, 3] }), new Dense(2)]);
        model.Compile("sgd", "mse");
        foreach (var length in new[] { 5, 40, 2 })
        {
            var x = Training.Normal(length, 4, length, 3);
            Assert.Equal([4, length, 2], model.Predict(x).Shape);
            model.Fit(x, Tensor.Zeros([4, length, 2]).Evaluate(), verbose: 0);
            var expected = x.MatMul(Tensor.Wrap(Training.Weights(model)[0], [3, 2])) + Tensor.Wrap(Training.Weights(model)[1], [2]);
            Near.Assert(expected.ToArray<double>(), model.Predict(x).ToArray<double>(), Near.Formula);
        }
    }

    [Fact]
    public void Functional_model_has_several_inputs_and_outputs_and_shares_layers()
    {
        Seed.Set(4);
        var (a, b) = (new Input(3), new Input(3));
        var shared = new Dense(new DenseConfig { Units = 4, Name = "shared", Activation = "tanh" });
        var (head, tail) = (new Dense(new DenseConfig { Units = 1, Name = "head" }), new Dense(new DenseConfig { Units = 2, Name = "tail" }));
        var model = new Model([a, b], [head.Apply(shared.Apply(a)), tail.Apply(shared.Apply(b))]);
        model.Compile(new SGD(0.1), ["mse", "mae"], [1, 0.5]);
        Assert.Equal(6, model.Weights.Count);
        var (xa, xb) = (Training.Normal(1, 20, 3), Training.Normal(2, 20, 3));
        var (ya, yb) = (Training.Normal(3, 20, 1), Training.Normal(4, 20, 2));
        var logs = model.Evaluate([xa, xb], [ya, yb]);
        var p = model.Predict([xa, xb]);
        Near.Assert([Mse(p[0], ya)], [logs["head_loss"]], Near.Formula);
        Near.Assert([(p[1] - yb).Abs().Mean().Item()], [logs["tail_loss"]], Near.Formula);
        Near.Assert([logs["head_loss"] + 0.5 * logs["tail_loss"]], [logs["loss"]], Near.Formula);

        var w = shared.Kernel!.ToArray();
        var history = model.Fit([xa, xb], [ya, yb], epochs: 20, verbose: 0);
        Assert.NotEqual(w, shared.Kernel.ToArray());
        Assert.True(history["loss"][^1] < history["loss"][0]);
    }

    [Fact]
    public void Model_inside_a_model_shares_its_weights()
    {
        var inner = new Sequential([new Input(3), new Dense(4, "relu"), new Dense(2)]);
        var input = new Input(3);
        var model = new Model([input], [new Dense(1).Apply(inner.Apply(input))]);
        model.Compile("sgd", "mse");
        var before = Training.Weights(inner);
        var (x, y) = Training.Linear(30, 3);
        model.Fit(x, y, verbose: 0);
        Assert.NotEqual(before[2], Training.Weights(inner)[2]);
        Assert.Equal(6, model.Weights.Count);
    }

    [Fact]
    public void Regularizers_enter_the_loss_and_the_gradient()
    {
        var dense = new Dense(new DenseConfig
        {
            Units = 1,
            KernelInitializer = new Constant(2),
            UseBias = false,
            KernelRegularizer = new L2(0.25),
            ActivityRegularizer = new L1(0.5),
        });
        var model = new Sequential([new Input(1), dense]);
        model.Compile(new SGD(0.1), "mse");

        // Predictions 2 and 4 are right, so the loss is 0.25·2² + 0.5·(2 + 4)/2, its gradient 2·0.25·2 + 0.5·(1 + 2)/2.
        var history = model.Fit(new float[,] { { 1 }, { 2 } }, new float[] { 2, 4 }, verbose: 0);
        Near.Assert([1 + 1.5], history["loss"], Near.Formula);
        Near.Assert([2 - 0.1 * (1 + 0.75)], [dense.Kernel!.ToArray()[0]], Near.Formula);
    }

    [Fact]
    public void Frozen_layer_does_not_change_and_has_no_slots()
    {
        var (first, second) = (new Dense(4, "relu") { Trainable = false }, new Dense(1));
        var model = new Sequential([new Input(3), first, second]);
        model.Compile("adam", "mse");
        var (x, y) = Training.Linear(20, 3);
        var before = Training.Weights(model);
        model.Fit(x, y, verbose: 0);
        Assert.Equal(before[..2], Training.Weights(model)[..2]);
        Assert.NotEqual(before[2], Training.Weights(model)[2]);
        Assert.DoesNotContain(model.Trainer!.State.Variables, variable => variable.Path.Contains("dense_kernel", StringComparison.Ordinal));
        Assert.Equal(2, model.TrainableWeights.Count);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 6)]
    [InlineData(2, 4)]
    public void Frozen_layers_cost_no_backward_pass(int frozen, int products)
    {
        // Three products forward; backward one for each kernel, and one for each layer that gradients go through.
        var model = new Sequential([new Input(3), new Dense(4, "relu"), new Dense(5, "relu"), new Dense(2)]);
        foreach (var layer in model.Layers.Take(frozen))
        {
            layer.Trainable = false;
        }

        model.Compile("adam", "mse");
        var data = new BatchData(model, [Training.Normal(1, 6, 3)], [Training.Normal(2, 6, 2)], []);
        var graph = model.Trainer!.Trace(data, 6, training: true);
        Assert.Equal(products, graph.Nodes.Count(node => node.Op is Lamina.Ops.MatMul));
        Assert.Equal(2 + (4 * (3 - frozen)), model.Trainer.State.Variables.Count);
        Assert.Equal(
            model.Layers.Skip(frozen).SelectMany(layer => layer.Weights),
            graph.Updates.Select(update => update.Variable).Where(model.Weights.Contains));
    }

    [Fact]
    public void Freezing_takes_effect_when_the_model_is_compiled_again()
    {
        var (first, second) = (new Dense(4, "relu"), new Dense(1));
        var model = new Sequential([new Input(3), first, second]);
        model.Compile("adam", "mse");
        var (x, y) = Training.Linear(20, 3);
        model.Fit(x, y, batchSize: 20, verbose: 0);
        first.Trainable = false;
        var before = Training.Weights(model);
        model.Fit(x, y, batchSize: 10, verbose: 0);
        Assert.NotEqual(before[0], Training.Weights(model)[0]);
        model.Compile("adam", "mse");
        before = Training.Weights(model);
        model.Fit(x, y, verbose: 0);
        Assert.Equal(before[0], Training.Weights(model)[0]);
    }

    [Fact]
    public void Weights_that_are_set_are_those_that_predict_and_train()
    {
        var model = Training.Line(1, 0);
        Tensor x = new float[,] { { 2 } };
        Assert.Equal([2], model.Predict(x).ToArray());
        model.SetWeights([new float[,] { { 3 } }, new float[] { 1 }]);
        Assert.Equal([7], model.Predict(x).ToArray());
    }

    private static double Mse(Tensor prediction, Tensor target) => (prediction - target).Square().Mean().Item();
}
