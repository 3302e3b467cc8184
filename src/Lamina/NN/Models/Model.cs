using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>Layers put together, with all that trains, evaluates and uses them.</summary>
/// <remarks>
/// <para>Functional style: <c>var x = new Input(64); var y = new Dense(10).Apply(x); var model = new Model([x],
/// [y]);</c>
/// with several inputs and outputs and shared layers. A model is a layer itself.</para>
/// <para>By deriving: make layers in the constructor with <c>AddLayer</c>, and override <c>Call</c>.</para>
/// <para><c>Predict</c> may be called from many threads at the same time, all else from one.</para>
/// </remarks>
public partial class Model : Layer
{
    private LayerGraph? _graph;
    private LayerCall? _whole;

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

    /// <summary>A model that a derived class makes up: of layers given to <c>AddLayer</c>, used in
    /// <c>Call</c>.</summary>
    /// <param name="name">The model's name.</param>
    protected Model(string? name = null)
        : this(new ModelConfig { Name = name })
    {
    }

    private protected Model(ModelConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override string KerasName => IsFunctional ? "Functional" : GetType().Name;

    /// <summary>The layers: of a functional model those furthest from the outputs first, as Keras lists them.</summary>
    public virtual IReadOnlyList<Layer> Layers => _graph?.Layers ?? base.SubLayers;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => Layers;

    /// <summary>Where data enters.</summary>
    public IReadOnlyList<KerasTensor> Inputs => _graph?.Inputs ?? Whole.Inputs;

    /// <summary>What the model gives.</summary>
    public IReadOnlyList<KerasTensor> Outputs => _graph?.Outputs ?? Whole.Outputs;

    /// <summary>The calls of layers; only of models that are not derived ones.</summary>
    internal LayerGraph Graph => _graph ?? throw NotBuilt();

    /// <summary>What a plan is given: the inputs, or what is computed of them before it runs.</summary>
    internal IReadOnlyList<KerasTensor> Entries => _graph?.Entries ?? Whole.Inputs;

    /// <summary>A model with strings inside is applied to values as a whole.</summary>
    internal override HostUse HostUse => _graph?.Host is null ? HostUse.Never : HostUse.Always;

    /// <summary>The classes of the user's own that the model was read with, and is saved with.</summary>
    internal CustomObjects? CustomObjects { get; set; }

    /// <summary>Whether the model is made of calls of layers that can be looked at: functional or sequential.</summary>
    internal bool HasGraph => _graph is not null;

    /// <summary>The names of the outputs in logs: those of the layers that give them.</summary>
    internal IReadOnlyList<string> OutputNames => HasGraph
        ? [.. Outputs.Select(output => output.Name)]
        : [.. Outputs.Select((_, i) => $"output_{i + 1}")];

    private bool IsFunctional => GetType() == typeof(Model);

    private LayerCall Whole => _whole ?? throw NotBuilt();

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message offers the nearest.</exception>
    public Layer GetLayer(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw Suggestion.Unknown("layer", name, Layers.Select(layer => layer.Name));

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => new ModelConfig { Name = HasName ? Name : null, Trainable = Trainable };

    internal Tensor[] CopyWeights() => [.. Weights.Select(weight => weight.Read())];

    internal void PasteWeights(Tensor[] values)
    {
        foreach (var (weight, value) in Weights.Zip(values))
        {
            weight.Set(value.Data());
        }
    }

    /// <summary>What the values of the inputs become before they enter a plan.</summary>
    internal IReadOnlyList<Tensor> BeforePlan(IReadOnlyList<Tensor> inputs) => _graph?.Host is { } host ? host.Run(inputs).Entries : inputs;

    /// <summary>What the plan computes of its entries.</summary>
    internal IReadOnlyList<Tensor> CallPlan(IReadOnlyList<Tensor> entries, CallContext context) => _graph?.Host is null
        ? Call(entries, context)
        : Graph.RunPlan(entries, context, Enumerable.Range(0, Outputs.Count));

    /// <summary>The type with which an entry stands in a plan.</summary>
    /// <param name="place">The place of the entry.</param>
    /// <param name="given">The type of the data.</param>
    internal DType EntryDType(int place, DType given)
    {
        var dtype = Entries[place].Call.Layer is Input ? Entries[place].DType : given;
        return dtype == DType.Int64 ? DType.Int32 : dtype;
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

    /// <summary>Makes weights of the model's own, besides those of its layers; for derived models.</summary>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        if (!HasGraph)
        {
            return [Call(inputs.Count == 1 ? inputs[0] : throw Override("several inputs"), context)];
        }

        return inputs.Count == Inputs.Count
            ? Graph.Run(inputs, context)
            : throw new ArgumentException($"'{Name}' has {Inputs.Count} inputs; {inputs.Count} were given.", nameof(inputs));
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(
        IReadOnlyList<(Shape Shape, DType DType)> inputs, CallArguments arguments)
    {
        if (!HasGraph || inputs.Count != Inputs.Count)
        {
            return base.InferOutputs(inputs, arguments);
        }

        using var scope = Tracer.Enter($"{Name} ({KerasName})");
        return Graph.Infer([.. inputs.Select(x => x.DType.IsFloat ? x with { DType = Precision } : x)]);
    }

    /// <summary>What a derived model of one input and one output computes, in terms of its layers:
    /// <c>_dense.Apply(x, context)</c>.</summary>
    /// <param name="x">The input, with known shape.</param>
    /// <param name="context">Whether this is training, and where state changes and losses are noted.</param>
    protected virtual Tensor Call(Tensor x, CallContext context) => throw Override("one input");

    /// <summary>Builds a derived model of one input for a shape, batch axis included.</summary>
    internal Model BuildFor(Shape input)
    {
        Connect([(input, DType.Float32)]);
        return this;
    }

    /// <summary>Builds a derived model, and finds out what it gives, for inputs of some shapes.</summary>
    private void Connect(IReadOnlyList<(Shape Shape, DType DType)> inputs)
    {
        if (inputs.Any(input => input.DType == DType.String))
        {
            throw new DTypeMismatchException(
                $"'{Name}' ({GetType().Name}) is a derived model, whose Call is compiled; strings are values that no plan holds."
                + "\n  hint: apply StringLookup or TextVectorization to the data, or build a functional model.");
        }

        KerasTensor[] placeholders = [.. inputs.Select(input => new Input(new InputConfig
        {
            BatchShape = input.Shape.With(0, Shape.Unknown),
            DType = input.DType,
        }).Output)];
        BuildOnce([.. placeholders.Select(x => x.Shape)], "", placeholders.FirstOrDefault(x => x.DType.IsFloat)?.DType ?? DType.Float32);
        _whole = new LayerCall(this, placeholders);
        SetPaths(Name);
    }

    private NotSupportedException Override(string what) => new(
        $"'{Name}' ({GetType().Name}) does not say what it computes of {what}: override Call({(what == "one input" ? "Tensor" : "IReadOnlyList<Tensor>")}, CallContext).");

    private InvalidOperationException NotBuilt() => new(
        $"'{Name}' is not built: its layers have no weights until the shape of the input is known. Begin with an Input, or call Build or Fit.");
}
