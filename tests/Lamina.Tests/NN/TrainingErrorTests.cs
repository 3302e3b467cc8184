using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is said, word for word, of data and models that do not fit.</summary>
public sealed class TrainingErrorTests
{
    private static readonly Tensor X = Tensor.Ones([6, 3]).Evaluate();
    private static readonly Tensor Y = Tensor.Zeros([6, 2]).Evaluate();
    private static readonly Tensor Classes = new[] { 0, 1, 0, 1, 0, 1 };

    private static readonly (string Name, Action Act, string Message)[] Table =
    [
        ("fit before compile", () => Bare().Fit(X, Y), "Fit needs a compiled model: call Compile with an optimizer and a loss first."),
        ("evaluate before compile", () => Bare().Evaluate(X, Y), "Evaluate needs a compiled model: call Compile with an optimizer and a loss first."),
        ("features in fit", () => Model().Fit(Tensor.Ones([6, 4]).Evaluate(), Y), "'net' takes inputs of shape [None, 3]; x has the shape [6, 4]."),
        ("features in predict", () => Model().Predict(Tensor.Ones([6, 4]).Evaluate()), "'net' takes inputs of shape [None, 3]; x has the shape [6, 4]."),
        ("rank in predict", () => Model().Predict(Tensor.Ones([3]).Evaluate()), "'net' takes inputs of shape [None, 3]; x has the shape [3]."),
        ("targets", () => Model().Fit(X, Tensor.Zeros([6, 3]).Evaluate(), verbose: 0),
            "MeanSquaredError needs axis 1 of target (3) to equal axis 1 of prediction (2).\n  target: [6, 3]\n  prediction: [6, 2]\n"
            + "  in: net › mean_squared_error (MeanSquaredError)"),
        ("samples of x and y", () => Model().Fit(X, Tensor.Zeros([5, 2]).Evaluate()), "x has 6 samples and y has 5; they need to be equally many."),
        ("samples of x and weights", () => Model().Fit(X, Y, sampleWeight: new float[] { 1, 2 }), "x has 6 samples and sampleWeight has 2; they need to be equally many."),
        ("weights with class weights", () => Sparse().Fit(X, Classes, sampleWeight: new float[] { 1 }, classWeight: new Dictionary<int, double> { [1] = 2 }),
            "x has 6 samples and sampleWeight has 1; they need to be equally many."),
        ("validation data", () => Model().Fit(X, Y, validationData: (X, Tensor.Zeros([2, 2]).Evaluate())),
            "validation x has 6 samples and validation y has 2; they need to be equally many."),
        ("number of inputs", () => Model().Fit([X, X], [Y]), "'net' has 1 input; x holds 2."),
        ("number of outputs", () => Model().Fit([X], [Y, Y]), "'net' has 1 output; y holds 2."),
        ("empty", () => Model().Fit(Tensor.Zeros([0, 3]).Evaluate(), Tensor.Zeros([0, 2]).Evaluate()), "x is empty: its shape is [0, 3]."),
        ("empty, not built", () => Lazy().Fit(Tensor.Zeros([0, 3]).Evaluate(), Tensor.Zeros([0, 2]).Evaluate()), "x is empty: its shape is [0, 3]."),
        ("number instead of samples", () => Lazy().Fit(Tensor.Scalar(1), Tensor.Scalar(1)), "x is empty: its shape is []."),
        ("NaN", () => Model().Fit(With(X, 7, float.NaN), Y),
            "x holds NaN in sample 2, place 1; values need to be finite. Remove the sample, or fill in a value."),
        ("infinity in y", () => Model().Fit(X, With(Y, 3, float.PositiveInfinity)),
            "y holds Infinity in sample 1, place 1; values need to be finite. Remove the sample, or fill in a value."),
        ("class too large", () => Sparse().Fit(X, new[] { 0, 1, 0, 2, 0, 1 }),
            "y holds the label 2 in sample 3; the model has 2 outputs, so labels are whole numbers from 0 to 1."),
        ("class below 0", () => Sparse().Fit(X, new[] { 0, -1, 0, 1, 0, 1 }),
            "y holds the label -1 in sample 1; the model has 2 outputs, so labels are whole numbers from 0 to 1."),
        ("half a class", () => Sparse().Evaluate(X, new[] { 0, 0, 0, 1, 0, 0.5f }),
            "y holds the label 0.5 in sample 5; the model has 2 outputs, so labels are whole numbers from 0 to 1."),
        ("batch size", () => Model().Fit(X, Y, batchSize: 0), "batchSize needs to be at least 1; it was given 0. (Parameter 'batchSize')"),
        ("batch size of predict", () => Model().Predict(X, batchSize: -1), "batchSize needs to be at least 1; it was given -1. (Parameter 'batchSize')"),
        ("validation batch size", () => Model().Fit(X, Y, validationBatchSize: 0),
            "validationBatchSize needs to be at least 1; it was given 0. (Parameter 'validationBatchSize')"),
        ("epochs", () => Model().Fit(X, Y, epochs: -1), "epochs needs to be at least 0; it was given -1. (Parameter 'epochs')"),
        ("initial epoch", () => Model().Fit(X, Y, initialEpoch: -1), "initialEpoch needs to be at least 0; it was given -1. (Parameter 'initialEpoch')"),
        ("verbose", () => Model().Fit(X, Y, verbose: -1), "verbose needs to be at least 0; it was given -1. (Parameter 'verbose')"),
        ("validationSplit of all", () => Model().Fit(X, Y, validationSplit: 1),
            "validationSplit is a share between 0 and 1 that leaves samples on both sides; 1 of 6 samples does not. (Parameter 'validationSplit')"),
        ("validationSplit of none left", () => Model().Fit(X, Y, validationSplit: 0.9),
            "validationSplit is a share between 0 and 1 that leaves samples on both sides; 0.9 of 6 samples does not. (Parameter 'validationSplit')"),
        ("wrong dtype", () => Indices().Predict(X), "'ids' takes int32; x is float32. Cast it first."),
        ("unknown activation", () => new Dense(3, "rlu"), "unknown activation 'rlu'; did you mean 'relu'?"),
        ("unknown optimizer", () => Bare().Compile("adma"), "unknown optimizer 'adma'; did you mean 'adam'?"),
        ("unknown loss", () => Bare().Compile("adam", "msee"), "unknown loss 'msee'; did you mean 'mse'?"),
        ("unknown metric", () => Bare().Compile("adam", "mse", ["acuracy"]), "unknown metric 'acuracy'; did you mean 'accuracy'?"),
        ("unknown initializer", () => new Dense(new DenseConfig { Units = 1, KernelInitializer = "he_norml" }), "unknown initializer 'he_norml'; did you mean 'he_normal'?"),
        ("unknown regularizer", () => new Dense(new DenseConfig { Units = 1, KernelRegularizer = "l4" }), "unknown regularizer 'l4'; did you mean 'l1'?"),
        ("unknown layer", () => Model().GetLayer("hiden"), "unknown layer 'hiden'; did you mean 'hidden'?"),
        ("two layers of one name", () => new Sequential([new Input(3), Named("a"), Named("a")]),
            "Two layers of the model are named 'a'; names of layers are unique in a model."),
        ("missing input", MissingInput, "The outputs depend on the input 'second', which is not among the model's inputs: add it."),
        ("number of weights", () => Model().SetWeights([X]), "'net' has 4 weights; 1 values were given. (Parameter 'values')"),
        ("shape of a weight", () => Model().SetWeights([Tensor.Zeros([3, 4]), Tensor.Zeros([5]), Tensor.Zeros([4, 2]), Tensor.Zeros([2])]),
            "Value 1 does not fit the weight 'net/hidden/bias'.\n  weight: [4]\n  value: [5]"),
        ("input of a layer", () => new Sequential([new Input(28, 28), new Flatten(), new Reshape(10, 10)]),
            "Reshape needs as many elements a sample as its target [10, 10] has; the input has 784.\n  input: [2, 784]\n  in: reshape (Reshape)"),
        ("layer given other features", LayerOfOtherFeatures,
            "hidden was built for inputs of 3 features; it was given 5.\n  input: [2, 5]\n  kernel: [3, 4]\n  in: hidden (Dense)"),
        ("units", () => new Dense(0), "Units needs a number greater than 0; it was given 0. (Parameter 'Units')"),
        ("rate", () => new Dropout(1), "Rate needs a number from 0 to below 1; it was given 1. (Parameter 'Rate')"),
        ("not built", () => _ = Lazy().Inputs,
            "'sequential' is not built: its layers have no weights until the shape of the input is known. Begin with an Input, or call Build or Fit."),
        ("losses", () => Model().Compile("adam", ["mse", "mae"]), "'net' has 1 output (dense); 2 losses were given."),
        ("metrics", () => TwoOutputs().Compile("adam", "mse", metrics: ["mae"]),
            "'two' has 2 outputs (left, right); 1 lists of metrics were given."
            + "\n  hint: with several outputs, give an entry for each, such as [[\"mae\"], []], or a dictionary by their names."),
        ("losses by name", () => TwoOutputs().Compile("adam", new Dictionary<string, Loss?> { ["left"] = "mse" }),
            "The output 'right' of 'two' has none of the losses: they are given for left."
            + "\n  hint: give null for an output that is not trained: [\"right\"] = null."),
        ("loss of no output", () => TwoOutputs().Compile("adam", new Dictionary<string, Loss?> { ["top"] = "mse" }),
            "losses are given for 'top', which is no output of 'two'; there are: left, right."),
        ("x by name", () => TwoOutputs().Fit(new Dictionary<string, Tensor> { ["z"] = X }, [Y, Y], verbose: 0),
            "x names 'z', which is no input of the model; there are: input_layer."),
        ("y by name", () => TwoOutputs().Fit(X, new Dictionary<string, Tensor> { ["left"] = Y }, verbose: 0),
            "y has nothing for the output 'right'; it has: left."),
        ("no loss", () => Unlearned().Fit(X, Y, verbose: 0), "'net' has no loss: give Compile one, or add one with AddLoss."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void What_does_not_fit_is_said_word_for_word(string name)
    {
        var (_, act, message) = Table.Single(row => row.Name == name);
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.Equal(message, message.Contains('\n', StringComparison.Ordinal) ? error.Message : error.Message.Split('\n')[0]);
        Assert.True(error is ArgumentException or InvalidOperationException, error.GetType().Name);
    }

    [Fact]
    public void Loss_that_is_not_finite_names_the_step_and_the_first_layer_and_leaves_the_weights()
    {
        var model = new Sequential([new Input(3), new Dense(4, "relu"), new Dense(2, "exponential")], "net");
        model.Compile(new SGD(0.1), "mse");
        var large = Tensor.Full([2, 3], 1e10).Evaluate();
        var x = Tensor.Concat([Tensor.Ones([4, 3]), large], 0).Evaluate();
        model.SetWeights([.. model.Weights.Select(weight => Tensor.Ones(weight.Shape))]);
        model.SetWeights([Tensor.Full([3, 4], 0.01), Tensor.Zeros([4]), Tensor.Full([4, 2], 0.01), Tensor.Zeros([2])]);
        float[][]? before = null;
        var error = Assert.Throws<NotFiniteException>(() => model.Fit(x, Y, batchSize: 2, shuffle: false, verbose: 0,
            callbacks: [new LambdaCallback { TrainBatchEnd = _ => before = Training.Weights(model) }]));
        Assert.Equal(
            "The loss became Infinity at epoch 1, batch 3; that step changed no weight.\n"
            + "  first: the output of 'dense_1' (Dense) is not finite.\n"
            + "  hint: a smaller learning rate, clipping (ClipNorm) or scaled inputs usually help; TerminateOnNaN ends training instead of this error.",
            error.Message);
        Assert.Equal(before, Training.Weights(model));
        Assert.True(double.IsFinite(model.Fit(X, Y, verbose: 0)["loss"][0]));
    }

    private static Sequential Bare() => new([new Input(3), new Dense(new DenseConfig { Units = 4, Name = "hidden" }), new Dense(2)], "net");

    private static Sequential Model()
    {
        var model = Bare();
        model.Compile("sgd", "mse");
        return model;
    }

    private static Model TwoOutputs()
    {
        var x = new Input(3);
        var model = new Model([x], [Named("left").Apply(x), Named("right").Apply(x)], "two");
        model.Compile("sgd", "mse");
        return model;
    }

    private static Sequential Unlearned()
    {
        var model = Bare();
        model.Compile("sgd");
        return model;
    }

    private static Sequential Sparse()
    {
        var model = Bare();
        model.Compile("sgd", "sparse_categorical_crossentropy");
        return model;
    }

    private static Sequential Lazy()
    {
        var model = new Sequential([new Dense(2)]);
        model.Compile("sgd", "mse");
        return model;
    }

    private static Model Indices()
    {
        var input = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], DType = DType.Int32, Name = "ids" });
        return new Model([input], [new Flatten().Apply(input)]);
    }

    private static Dense Named(string name) => new(new DenseConfig { Units = 2, Name = name });

    private static void MissingInput()
    {
        var first = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], Name = "first" });
        var second = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], Name = "second" });
        _ = new Model([first], [new Dense(1).Apply(first), new Dense(1).Apply(second)]);
    }

    private static void LayerOfOtherFeatures()
    {
        var layer = new Dense(new DenseConfig { Units = 4, Name = "hidden" });
        layer.Apply(new Input(3));
        layer.Apply(new Input(5));
    }

    private static Tensor With(Tensor data, int place, float value)
    {
        var values = data.ToArray();
        values[place] = value;
        return Tensor.Wrap(values, data.Shape);
    }
}
