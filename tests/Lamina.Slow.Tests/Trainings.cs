using Lamina.Data;
using Lamina.NN;

namespace Lamina.Slow.Tests;

/// <summary>Well-known trainings, with Keras's defaults where the recipe says nothing.</summary>
internal static class Trainings
{
    /// <summary>Keras's example mnist_mlp.</summary>
    public static Training Mnist()
    {
        DataFolder.NeedIdx("mnist");
        var (train, test) = Datasets.Mnist();
        return Classification(train, test) with
        {
            Layers = () =>
            [
                .. Pixels(), new Dense(512, "relu"), new Dropout(0.2), new Dense(512, "relu"), new Dropout(0.2), new Dense(10, "softmax"),
            ],
            Optimizer = new RMSprop(),
            BatchSize = 128,
            Epochs = 20,
        };
    }

    /// <summary>The classifier of A. Géron's "Hands-On Machine Learning", chapter 10; the first 5000 samples validate.</summary>
    public static Training FashionMnist()
    {
        DataFolder.NeedIdx("fashion-mnist");
        var (train, test) = Datasets.FashionMnist();
        return Classification(train[5000..], test) with
        {
            Validation = train[..5000],
            Layers = () => [.. Pixels(), new Dense(300, "relu"), new Dense(100, "relu"), new Dense(10, "softmax")],
            Optimizer = new SGD(0.01),
            Epochs = 30,
        };
    }

    /// <summary>Keras's example mnist_convnet; the last tenth of the training samples validates.</summary>
    public static Training MnistConvnet()
    {
        DataFolder.NeedIdx("mnist");
        var (all, test) = Datasets.Mnist();
        var (train, validation) = all.Split(0.1);
        return Classification(train, test) with
        {
            Validation = validation,
            Layers = () =>
            [
                .. Pictures(), new Conv2D(32, 3, "relu"), new MaxPooling2D(), new Conv2D(64, 3, "relu"), new MaxPooling2D(), new Flatten(),
                new Dropout(0.5), new Dense(10, "softmax"),
            ],
            Optimizer = new Adam(),
            BatchSize = 128,
            Epochs = 15,
        };
    }

    /// <summary>A recurrent network that reads a digit row by row.</summary>
    public static Training MnistRows()
    {
        DataFolder.NeedIdx("mnist");
        var (train, test) = Datasets.Mnist();
        return Classification(train, test) with
        {
            Layers = () => [new Input(28, 28), new Rescaling(1 / 255.0), new LSTM(128), new Dense(10, "softmax")],
            Optimizer = new Adam(),
            BatchSize = 128,
            Epochs = 10,
        };
    }

    /// <summary>A small convolutional network on pictures of clothes; the last 5000 training samples validate.</summary>
    public static Training FashionConvnet()
    {
        DataFolder.NeedIdx("fashion-mnist");
        var (all, test) = Datasets.FashionMnist();
        return Classification(all[..55000], test) with
        {
            Validation = all[55000..],
            Layers = () =>
            [
                .. Pictures(), new Conv2D(32, 3, "relu", padding: Padding.Same), new MaxPooling2D(), new Dropout(0.25),
                new Conv2D(64, 3, "relu", padding: Padding.Same), new MaxPooling2D(), new Dropout(0.25), new Flatten(),
                new Dense(128, "relu"), new Dropout(0.5), new Dense(10, "softmax"),
            ],
            Optimizer = new Adam(),
            BatchSize = 128,
            Epochs = 12,
        };
    }

    /// <summary>Film reviews, good or bad: the mean of the words' vectors. One of ten folds tests.</summary>
    /// <param name="fold">The fold, from 0.</param>
    public static Training MovieReviews(int fold)
    {
        var (train, test) = MovieReviewData.Split(fold);
        var words = new TextVectorization(maxTokens: 20_000, outputSequenceLength: 1000);
        words.Adapt(train.X);
        return new Training
        {
            Train = train,
            Test = test,
            Layers = () =>
            [
                new Input([], DType.String), words, new Embedding(20_000, 32, maskZero: true), new GlobalAveragePooling1D(),
                new Dropout(0.5), new Dense(1, "sigmoid"),
            ],
            Optimizer = new Adam(0.003),
            Loss = new BinaryCrossentropy(),
            Metric = "accuracy",
            Epochs = 30,
        };
    }

    /// <summary>The regression of the same chapter: 1/4 of the rows test, 1/4 of the others validate.</summary>
    public static Training Housing()
    {
        var (rest, test) = TableData.Housing().Split(0.25, seed: 42);
        var (train, validation) = rest.Split(0.25, seed: 42);
        return new Training
        {
            Train = train,
            Test = test,
            Validation = validation,
            Layers = () => [new Input(8), Standardized(train.X), new Dense(30, "relu"), new Dense(1)],
            Optimizer = new SGD(0.01),
            Loss = new MeanSquaredError(),
            Metric = "mse",
            Epochs = 20,
        };
    }

    /// <summary>The example of the README.</summary>
    public static Training DigitsExample() => Digits() with
    {
        Layers = () => [new Input(64), new Dense(128, "relu"), new Dropout(0.2), new Dense(10, "softmax")],
        Epochs = 50,
    };

    /// <summary>What <c>lamina train digits</c> does.</summary>
    public static Training DigitsCommand() => Digits() with
    {
        Layers = () =>
        [
            new Input(64), HeNormal(256), new Dropout(0.4), HeNormal(128), new Dropout(0.4), new Dense(10, "softmax"),
        ],
        Epochs = 200,
        Patience = 20,
    };

    /// <summary>Several labels a sample: a sigmoid for each.</summary>
    public static Training Emotions()
    {
        var train = TableData.Emotions("train");
        return new Training
        {
            Train = train,
            Test = TableData.Emotions("test"),
            Layers = () => [new Input(72), Standardized(train.X), new Dense(64, "relu"), new Dropout(0.5), new Dense(6, "sigmoid")],
            Optimizer = new Adam(),
            Loss = new BinaryCrossentropy(),
            Metric = new HammingLoss(),
            Epochs = 50,
        };
    }

    private static Training Digits()
    {
        var (all, test) = Datasets.Digits();
        var (train, validation) = all.Split(0.1);
        return Classification(train, test) with { Validation = validation, Optimizer = new Adam() };
    }

    private static Training Classification(Samples train, Samples test) => new()
    {
        Train = train,
        Test = test,
        Layers = () => [],
        Optimizer = new RMSprop(),
        Loss = new SparseCategoricalCrossentropy(),
        Metric = "accuracy",
        Epochs = 1,
    };

    // Pixels of one byte, in rows and columns.
    private static Layer[] Pixels() => [new Input(28, 28), new Rescaling(1 / 255.0), new Flatten()];

    // The same as images of one channel.
    private static Layer[] Pictures() => [new Input(28, 28), new Rescaling(1 / 255.0), new Reshape(28, 28, 1)];

    private static Normalization Standardized(Tensor train)
    {
        var layer = new Normalization();
        layer.Adapt(train);
        return layer;
    }

    private static Dense HeNormal(int units) =>
        new(new DenseConfig { Units = units, Activation = Activation.Relu, KernelInitializer = new HeNormal() });
}
