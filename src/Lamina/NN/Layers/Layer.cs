using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A function with weights: the part that models are made of.</summary>
/// <remarks>A layer is built at its first use, when the shape of its input is known.</remarks>
public abstract class Layer
{
    private readonly List<Variable> _weights = [];
    private readonly List<(Variable Weight, Regularizer Regularizer)> _regularizers = [];
    private readonly List<(Variable Weight, Constraint Constraint)> _constraints = [];
    private string? _name;
    private bool _trainable;

    private protected Layer(LayerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_name, _trainable) = (config.Name, config.Trainable);
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

    /// <summary>True when the weights exist.</summary>
    public bool IsBuilt { get; private protected set; }

    /// <summary>The shapes that the layer was built for, batch axis included.</summary>
    public IReadOnlyList<Shape> BuildShapes { get; private protected set; } = [];

    /// <summary>All weights, in the order in which Keras stores them.</summary>
    public virtual IReadOnlyList<Variable> Weights => _weights;

    /// <summary>The weights that training changes by their gradients.</summary>
    public virtual IReadOnlyList<Variable> TrainableWeights => Trainable ? [.. _weights.Where(w => w.Trainable)] : [];

    /// <summary>The layers inside this one.</summary>
    public virtual IReadOnlyList<Layer> SubLayers => [];

    /// <summary>The configuration, as it is saved.</summary>
    public abstract LayerConfig GetConfig();

    /// <summary>The number of values in all weights.</summary>
    public long CountParameters() => Weights.Sum(weight => (long)weight.Shape.Size);

    internal bool HasName => _name is not null;

    /// <summary>The layer's own key for random numbers; saved with a model, so that its training goes on alike.</summary>
    internal ulong Key { get; set; }

    /// <summary>The regularizers of weights, here and in layers within.</summary>
    internal virtual IEnumerable<(Variable Weight, Regularizer Regularizer)> Regularizers => _regularizers;

    /// <summary>The constraints of weights, here and in layers within.</summary>
    internal virtual IEnumerable<(Variable Weight, Constraint Constraint)> Constraints => _constraints;

    internal void SetName(string name) => _name = name;

    /// <summary>The layer applied to values or formulas; it is built first if need be.</summary>
    public Tensor Apply(Tensor x, bool training = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        BuildOnce([x.Shape.Rank == 0 ? x.Shape : x.Shape.With(0, Shape.Unknown)], "");
        return CallAt([x], new CallContext(training))[0];
    }

    /// <summary>The layer applied to a placeholder, as the functional style writes models.</summary>
    public KerasTensor Apply(KerasTensor x) => Apply([x])[0];

    /// <summary>The layer applied to several placeholders.</summary>
    public IReadOnlyList<KerasTensor> Apply(IReadOnlyList<KerasTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        BuildOnce([.. inputs.Select(x => x.Shape)], "");
        return new LayerCall(this, inputs).Outputs;
    }

    /// <summary>Makes the weights for inputs of these shapes, whose batch axis may be unknown.</summary>
    protected abstract void Build(IReadOnlyList<Shape> inputs);

    /// <summary>What the layer computes.</summary>
    /// <param name="inputs">The inputs, with known shapes.</param>
    /// <param name="context">Whether this is training, and where state changes and losses are noted.</param>
    protected internal abstract IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context);

    /// <summary>Adds a weight; only while the layer is built.</summary>
    protected Variable AddWeight(
        string name, Shape shape, Initializer initializer, bool trainable = true, Regularizer? regularizer = null,
        DType dtype = DType.Float32, Constraint? constraint = null)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        var weight = new Variable(name, Name + "/" + name, shape, dtype, trainable);
        var values = initializer.Sample(shape, new RandomStream(Seed.Next()));
        if (dtype == DType.Float32)
        {
            values.CopyTo(weight.Floats);
        }
        else
        {
            Array.ConvertAll(values, static value => (int)value).CopyTo(weight.Ints);
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

    /// <summary>Builds the layer unless it is built; <paramref name="owner"/> is the path of the model around it.</summary>
    internal void BuildOnce(IReadOnlyList<Shape> inputs, string owner)
    {
        if (IsBuilt)
        {
            return;
        }

        using (Tracer.Enter($"{Name} ({KerasName})"))
        {
            BuildShapes = inputs;
            Build(inputs);
        }

        IsBuilt = true;
        SetPaths(owner.Length == 0 ? Name : $"{owner}/{Name}");
    }

    /// <summary>Calls the layer with its name on the path that errors and graphs show.</summary>
    internal IReadOnlyList<Tensor> CallAt(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        using var scope = Tracer.Enter($"{Name} ({KerasName})");
        return Call(inputs, context);
    }

    /// <summary>The shapes that the layer gives for inputs whose batch axis is unknown: it is traced with two batch sizes,
    /// and the axes that differ are those that depend on the batch.</summary>
    internal IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(IReadOnlyList<KerasTensor> inputs)
    {
        var (first, second) = (Trace(2), Trace(3));
        return [.. first.Zip(second, (a, b) =>
            (Common(a.Shape, b.Shape), a.DType))];

        static Shape Common(Shape a, Shape b) => [.. a.Zip(b, (x, y) => x == y ? x : Shape.Unknown)];

        IReadOnlyList<Tensor> Trace(int batch) => CallAt(
            [.. inputs.Select((x, i) => new Parameter(
                new TensorType([.. x.Shape.Select(axis => axis == Shape.Unknown ? batch : axis)], x.DType), x.Name, i).Of())],
            new CallContext(training: false));
    }

    /// <summary>Gives the weights their full names.</summary>
    internal virtual void SetPaths(string path)
    {
        foreach (var weight in _weights)
        {
            weight.Path = $"{path}/{weight.Name}";
        }
    }
}

/// <summary>A layer of one input and one output, made of a config.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class Layer<TConfig> : Layer
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    protected Layer(TConfig config)
        : base(config) => Config = config;

    /// <summary>What the layer is made of.</summary>
    public TConfig Config { get; }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => Config with { Name = Name, Trainable = Trainable };

    /// <summary>Makes the weights for an input of this shape, whose batch axis may be unknown.</summary>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>What the layer computes.</summary>
    /// <param name="x">The input, with known shape.</param>
    /// <param name="context">Whether this is training, and where state changes and losses are noted.</param>
    protected abstract Tensor Call(Tensor x, CallContext context);

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Build(inputs[0]);
    }

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 1
            ? [Call(inputs[0], context)]
            : throw new ArgumentException($"{Name} ({KerasName}) takes one input; it was given {inputs.Count}.");
    }
}
