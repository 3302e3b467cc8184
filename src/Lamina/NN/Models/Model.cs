using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Layers put together, with all that trains, evaluates and uses them.</summary>
/// <remarks>Functional style: <c>var x = new Input(64); var y = new Dense(10).Apply(x); var model = new Model([x], [y]);</c>
/// with several inputs and outputs and shared layers. A model is a layer itself. <c>Predict</c> may be called from many
/// threads at the same time, all else from one.</remarks>
public partial class Model : Layer
{
    private LayerGraph? _graph;

    /// <summary>A model of the calls that lead from inputs to outputs.</summary>
    /// <param name="inputs">Where data enters.</param>
    /// <param name="outputs">What the model gives.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ArgumentException">An output depends on another input, or two layers have one name.</exception>
    public Model(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string? name = null)
        : this(new ModelConfig { Name = name })
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        SetGraph(new LayerGraph(inputs, outputs));
    }

    private protected Model(ModelConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override string KerasName => "Functional";

    /// <summary>The layers, in the order in which they are called.</summary>
    public virtual IReadOnlyList<Layer> Layers => Graph.Layers;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => Layers;

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Weights => [.. Layers.SelectMany(layer => layer.Weights).Distinct()];

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> TrainableWeights =>
        Trainable ? [.. Layers.SelectMany(layer => layer.TrainableWeights).Distinct()] : [];

    /// <summary>Where data enters.</summary>
    public IReadOnlyList<KerasTensor> Inputs => Graph.Inputs;

    /// <summary>What the model gives.</summary>
    public IReadOnlyList<KerasTensor> Outputs => Graph.Outputs;

    internal LayerGraph Graph => _graph ?? throw NotBuilt();

    internal override IEnumerable<(Variable Weight, Regularizer Regularizer)> Regularizers =>
        Layers.SelectMany(layer => layer.Regularizers).Distinct();

    internal override IEnumerable<(Variable Weight, Constraint Constraint)> Constraints =>
        Layers.SelectMany(layer => layer.Constraints).Distinct();

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message offers the nearest.</exception>
    public Layer GetLayer(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw Suggestion.Unknown("layer", name, Layers.Select(layer => layer.Name));

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => new ModelConfig { Name = HasName ? Name : null, Trainable = Trainable };

    /// <summary>Copies of all weights, in the order of <see cref="Weights"/>.</summary>
    public IReadOnlyList<Tensor> GetWeights() => [.. Weights.Select(weight => weight.DType == DType.Float32
        ? Tensor.From<float>(weight.Floats, weight.Shape)
        : Tensor.From<int>(weight.Ints, weight.Shape))];

    /// <summary>Sets all weights, in the order of <see cref="Weights"/>; all or none.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the weights.</exception>
    /// <exception cref="ShapeMismatchException">One has another shape than its weight; the message names it.</exception>
    public void SetWeights(IReadOnlyList<Tensor> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var weights = Weights;
        if (values.Count != weights.Count)
        {
            throw new ArgumentException($"'{Name}' has {weights.Count} weights; {values.Count} values were given.", nameof(values));
        }

        for (var i = 0; i < weights.Count; i++)
        {
            if (values[i].Shape != weights[i].Shape)
            {
                throw Mismatch.Shapes(
                    $"Value {i} does not fit the weight '{weights[i].Path}'.", ("weight", weights[i].Shape), ("value", values[i].Shape));
            }
        }

        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i].DType == DType.Float32)
            {
                values[i].ToArray().CopyTo(weights[i].Floats);
            }
            else
            {
                values[i].ToArray<int>().CopyTo(weights[i].Ints);
            }
        }
    }

    internal float[][] CopyWeights() => [.. Weights.Select(weight => weight.Floats.ToArray())];

    internal void PasteWeights(float[][] values)
    {
        foreach (var (weight, value) in Weights.Zip(values))
        {
            value.CopyTo(weight.Floats);
        }
    }

    internal override void SetPaths(string path)
    {
        foreach (var layer in Layers)
        {
            layer.SetPaths($"{path}/{layer.Name}");
        }
    }

    private protected void SetGraph(LayerGraph graph)
    {
        if (_graph is not null)
        {
            // A layer was added: what was compiled for the old graph is void.
            _trainer = null;
            _predict.Clear();
        }

        _graph = graph;
        IsBuilt = true;
        BuildShapes = [.. graph.Inputs.Select(input => input.Shape)];
        foreach (var layer in graph.Layers)
        {
            layer.SetPaths(layer.Name);
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => throw NotBuilt();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == Inputs.Count
            ? Graph.Run(inputs, context)
            : throw new ArgumentException($"'{Name}' has {Inputs.Count} inputs; {inputs.Count} were given.", nameof(inputs));
    }

    private InvalidOperationException NotBuilt() => new(
        $"'{Name}' is not built: its layers have no weights until the shape of the input is known. Begin with an Input, or call Build or Fit.");
}
