namespace Lamina.NN;

/// <summary>Layers one behind the other.</summary>
/// <remarks>Without an <see cref="Input"/> in front, the weights are made at the first <c>Fit</c> or <c>Build</c>.</remarks>
public class Sequential : Model
{
    private readonly List<Layer> _layers = [];
    private Input? _input;

    /// <summary>A model of some layers.</summary>
    /// <param name="layers">The layers, in order; the first may be an <see cref="Input"/>.</param>
    /// <param name="name">The model's name.</param>
    public Sequential(IReadOnlyList<Layer> layers, string? name = null)
        : base(new ModelConfig { Name = name })
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers)
        {
            Append(layer);
        }

        BuildIfPossible();
    }

    /// <summary>An empty model, to which layers are added.</summary>
    public Sequential()
        : this([])
    {
    }

    /// <inheritdoc/>
    public override string KerasName => nameof(Sequential);

    /// <summary>The layers without the <see cref="Input"/>, as Keras lists them.</summary>
    public override IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Adds a layer at the end.</summary>
    /// <exception cref="ArgumentException">The layer is this model, or has it inside.</exception>
    public void Add(Layer layer)
    {
        Append(layer);
        BuildIfPossible();
    }

    /// <summary>Makes the weights for inputs of a shape, batch axis included: <c>Build([Shape.Unknown, 64])</c>.</summary>
    public void Build(Shape input)
    {
        if (!IsBuilt)
        {
            _input = new Input(new InputConfig { BatchShape = input.With(0, Shape.Unknown) });
            BuildIfPossible();
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _input = new Input(new InputConfig
        {
            BatchShape = inputs[0].With(0, Shape.Unknown),
            DType = BuildDTypes is [DType.String, ..] ? DType.String : DType.Float32,
        });
        BuildIfPossible();
    }

    private void Append(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer is not Input input)
        {
            RefuseCycle(layer);
            _layers.Add(layer);
            return;
        }

        _input = _input is null && _layers.Count == 0
            ? input
            : throw new ArgumentException("An Input stands in front of all other layers, once.", nameof(layer));
    }

    private void BuildIfPossible()
    {
        if (_input is null || _layers.Count == 0)
        {
            return;
        }

        KerasTensor x = _input;
        foreach (var layer in _layers)
        {
            x = layer.Apply(x);
        }

        SetGraph(new LayerGraph([_input], [x]));
        SetPaths(Name);
    }
}
