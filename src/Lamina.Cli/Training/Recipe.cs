using Lamina.NN;

namespace Lamina.Cli.Training;

/// <summary>How a network is made and trained.</summary>
internal sealed record Recipe
{
    /// <summary>Units of the hidden layers.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>Applied behind each hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The share of each hidden layer's outputs that training drops.</summary>
    public double Dropout { get; init; }

    /// <summary>How weights follow gradients.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>Samples a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Passes over the data, at most.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Epochs without a better validation loss after which training stops.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>The share of training samples to validate with.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>A classifier: hidden layers with He's initialization, then a probability for each class.</summary>
    /// <param name="inputs">What comes before the first hidden layer, beginning with an <see cref="Input"/>.</param>
    /// <param name="classes">How many classes there are.</param>
    public Sequential BuildClassifier(IReadOnlyList<Layer> inputs, int classes)
    {
        var layers = new List<Layer>(inputs);
        foreach (var units in Layers)
        {
            layers.Add(new Dense(new DenseConfig { Units = units, Activation = Activation, KernelInitializer = new HeNormal() }));
            if (Dropout > 0)
            {
                layers.Add(new Dropout(Dropout));
            }
        }

        layers.Add(new Dense(classes, Activation.Softmax));
        var model = new Sequential(layers);
        model.Compile(Optimizer, new SparseCategoricalCrossentropy(), metrics: ["accuracy"]);
        return model;
    }
}
