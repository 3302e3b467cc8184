using System.Diagnostics.CodeAnalysis;

namespace Lamina.NN;

/// <summary>A function with weights: the part that models are made of.</summary>
/// <remarks>A layer is built at its first use, when the shape of its input is known. To write one of several inputs or
/// outputs, derive from <see cref="ConfiguredLayer{TConfig}"/>; of one input and one output, from
/// <see cref="Layer{TConfig}"/>.</remarks>
// A layer within a config is made again by its constructor of a config, so trimming keeps the constructors.
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
public abstract partial class Layer
{
    private readonly List<Variable> _weights = [];
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<Layer, string> _partNames = [];
    private readonly List<(Variable Weight, Regularizer Regularizer)> _regularizers = [];
    private readonly List<(Variable Weight, Constraint Constraint)> _constraints = [];
    private string? _name;
    private bool _trainable;

    /// <summary>Makes the layer of its config.</summary>
    protected Layer(LayerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_name, _trainable, _precision) = (config.Name, config.Trainable, config.Precision);
        Key = Seed.Next();
    }

    /// <summary>The layer's name, unique in its model; <c>dense</c> before a model has given it one.</summary>
    public string Name => _name ?? SnakeCase.Of(KerasName);

    /// <summary>The name of Keras's class.</summary>
    public virtual string KerasName => GetType().Name;

    /// <summary>Whether training may change the weights; set it before <c>Compile</c>.</summary>
    public virtual bool Trainable
    {
        get => _trainable;
        set
        {
            _trainable = value;
            foreach (var layer in SubLayers)
            {
                layer.Trainable = value;
            }
        }
    }

    /// <summary>All weights, in the order in which Keras stores them: the layer's own, then those of the layers inside.</summary>
    public virtual IReadOnlyList<Variable> Weights =>
        [.. _weights.Concat(SubLayers.SelectMany(layer => layer.Weights)).Distinct()];

    /// <summary>The weights that training changes by their gradients.</summary>
    public virtual IReadOnlyList<Variable> TrainableWeights => Trainable
        ? [.. _weights.Where(w => w.Trainable).Concat(SubLayers.SelectMany(layer => layer.TrainableWeights)).Distinct()]
        : [];

    /// <summary>The layers inside this one.</summary>
    public virtual IReadOnlyList<Layer> SubLayers => _layers;

    /// <summary>The configuration, as it is saved.</summary>
    public abstract LayerConfig GetConfig();

    /// <summary>The number of values in all weights.</summary>
    public long CountParameters() => Weights.Sum(weight => (long)weight.Shape.Size);

    /// <summary>Copies of all weights, in the order of <see cref="Weights"/>.</summary>
    public IReadOnlyList<Tensor> GetWeights() => [.. Weights.Select(weight => weight.Read())];

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
                throw Ops.Mismatch.Shapes(
                    $"Value {i} does not fit the weight '{weights[i].Path}'.", ("weight", weights[i].Shape), ("value", values[i].Shape));
            }
        }

        foreach (var (weight, value) in weights.Zip(values))
        {
            weight.Set(value.Evaluate().Data());
        }
    }

    internal bool HasName => _name is not null;

    /// <summary>A config with what has become of the layer since: its name, whether it is trained, its precision.</summary>
    private protected T UpToDate<T>(T config)
        where T : LayerConfig => config with
        {
            Name = Name,
            Trainable = Trainable,
            Precision = Precision == DType.Float32 ? config.Precision : Precision,
        };

    /// <summary>The layer's own key for random numbers; saved with a model, so that its training goes on alike.</summary>
    internal ulong Key { get; set; }

    /// <summary>The weights of the layer itself, without those of the layers inside.</summary>
    internal IReadOnlyList<Variable> OwnWeights => _weights;

    /// <summary>The regularizers of weights, here and in layers within.</summary>
    internal virtual IEnumerable<(Variable Weight, Regularizer Regularizer)> Regularizers =>
        _regularizers.Concat(SubLayers.SelectMany(layer => layer.Regularizers)).Distinct();

    /// <summary>The constraints of weights, here and in layers within.</summary>
    internal virtual IEnumerable<(Variable Weight, Constraint Constraint)> Constraints =>
        _constraints.Concat(SubLayers.SelectMany(layer => layer.Constraints)).Distinct();

    internal void SetName(string name) => _name = name;

    /// <summary>Adds a weight; only while the layer is built.</summary>
    /// <param name="name">Its name, such as <c>kernel</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How its values begin.</param>
    /// <param name="trainable">Whether training changes it by its gradient.</param>
    /// <param name="regularizer">A penalty on it, added to the loss.</param>
    /// <param name="dtype">The type of its elements; <see cref="Precision"/> by default.</param>
    /// <param name="constraint">What it must be like after each step.</param>
    protected Variable AddWeight(
        string name, Shape shape, Initializer initializer, bool trainable = true, Regularizer? regularizer = null,
        DType? dtype = null, Constraint? constraint = null)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        var weight = new Variable(name, Name + "/" + name, shape, dtype ?? Precision, trainable);
        var random = new RandomStream(Seed.Next());
        if (AwaitedWeights.AreAwaited)
        {
            weight.SetLater(() => initializer.Sample(shape, random));
        }
        else
        {
            weight.Set(initializer.Sample(shape, random));
        }

        _weights.Add(weight);
        if (regularizer is not null)
        {
            _regularizers.Add((weight, regularizer));
        }

        if (constraint is not null)
        {
            _constraints.Add((weight, constraint));
        }

        return weight;
    }

    /// <summary>The name under which files hold the weights of a layer inside: the one given with it, or its own.</summary>
    internal string PartName(Layer part) => _partNames.GetValueOrDefault(part, part.Name);

    /// <summary>Makes a layer part of this one: its weights are trained and saved with those of this one.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="partName">What files call the part, such as <c>query_dense</c>; the layer's name when null.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentException">The layer is this one, or has it inside.</exception>
    protected T AddLayer<T>(T layer, string? partName = null)
        where T : Layer
    {
        ArgumentNullException.ThrowIfNull(layer);
        RefuseCycle(layer);
        _layers.Add(layer);
        if (partName is not null)
        {
            _partNames[layer] = partName;
        }

        LayerNames.Assign(SubLayers);
        return layer;
    }

    /// <summary>A layer that shall become part of this one has this one nowhere inside.</summary>
    /// <exception cref="ArgumentException">It has.</exception>
    internal void RefuseCycle(Layer part)
    {
        if (PathTo(part) is { } path)
        {
            throw new ArgumentException(
                $"'{Name}' cannot be a layer of itself: {string.Join(" › ", path.Select(layer => layer.Name).Prepend(Name))}."
                + "\n  hint: to apply the same layers once more, make a model of them and put that model into another.",
                nameof(part));
        }
    }

    // The layers from another one down to this; null where this is not inside.
    private Layer[]? PathTo(Layer from)
    {
        if (from == this)
        {
            return [from];
        }

        var rest = from.SubLayers.Select(PathTo).FirstOrDefault(path => path is not null);
        return rest is null ? null : [from, .. rest];
    }

    /// <summary>Gives the weights their full names.</summary>
    internal virtual void SetPaths(string path)
    {
        foreach (var weight in _weights)
        {
            weight.Path = $"{path}/{weight.Name}";
        }

        foreach (var layer in SubLayers)
        {
            layer.SetPaths($"{path}/{layer.Name}");
        }
    }
}
