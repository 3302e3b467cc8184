namespace Lamina.NN;

/// <summary>What a <see cref="Bidirectional"/> layer is made of.</summary>
public sealed record BidirectionalConfig : LayerConfig
{
    /// <summary>The recurrent layer that goes forward.</summary>
    public required InnerLayer Layer { get; init; }

    /// <summary>The recurrent layer that goes the other way; when null, one like <see cref="Layer"/> that goes
    /// backwards.</summary>
    public InnerLayer? BackwardLayer { get; init; }

    /// <summary>How the two outputs become one; two outputs when null.</summary>
    public MergeMode? MergeMode { get; init; } = NN.MergeMode.Concat;
}

/// <summary>Two recurrent layers that go through a sequence from both ends.</summary>
/// <remarks>
/// <para>Shapes: as those of the layer inside; the last axis of the output is twice as long where outputs stand side by
/// side. The first states are those of the layer that goes forward, then those of the other; so are the last
/// ones.</para>
/// <para>The outputs of both stand in the same order of steps. Steps that a mask leaves out give 0 in sequences.</para>
/// <para>Both layers are made anew of what they are made of, under the names <c>forward_…</c> and <c>backward_…</c>,
/// with weights of their own.</para>
/// <para>Source: M. Schuster and K. K. Paliwal, "Bidirectional Recurrent Neural Networks", IEEE Transactions on Signal
/// Processing 45(11), 1997.</para>
/// </remarks>
public sealed class Bidirectional : ConfiguredLayer<BidirectionalConfig>
{
    private const string Forward = "forward_";
    private const string Backward = "backward_";

    /// <summary>A layer of another one and of one like it that goes backwards.</summary>
    /// <param name="layer">The recurrent layer that goes forward.</param>
    /// <param name="mergeMode">How the two outputs become one; two outputs when null.</param>
    /// <param name="backwardLayer">The layer that goes the other way.</param>
    /// <exception cref="ArgumentException">The two do not go opposite ways, or do not give outputs of the same
    /// kind.</exception>
    public Bidirectional(Recurrent layer, MergeMode? mergeMode = MergeMode.Concat, Recurrent? backwardLayer = null)
        : this(new BidirectionalConfig
        {
            Layer = layer,
            MergeMode = mergeMode,
            BackwardLayer = backwardLayer is null ? null : InnerLayer.Of(backwardLayer),
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A layer is not recurrent, the two do not go opposite ways, or do not give
    /// outputs of the same kind.</exception>
    public Bidirectional(BidirectionalConfig config)
        : base(config)
    {
        if (Config.MergeMode is { } mode && !Enum.IsDefined(mode))
        {
            throw new ArgumentException(
                $"Bidirectional merges by Concat, Sum, Multiply or Average, or not at all (null); it was given {mode}.",
                nameof(config));
        }

        var options = OptionsOf(Config.Layer);
        ForwardLayer = AddLayer(
            Make(Config.Layer, options with { Name = NameOf(Config.Layer, Forward) }), "forward_layer");
        BackwardLayer = AddLayer(
            Config.BackwardLayer is { } given
                ? Make(given, OptionsOf(given))
                : Make(Config.Layer, options with { Name = NameOf(Config.Layer, Backward), GoBackwards = true }),
            "backward_layer");
        CheckPair(ForwardLayer.Options, BackwardLayer.Options);
    }

    /// <summary>The layer that goes forward.</summary>
    public Recurrent ForwardLayer { get; }

    /// <summary>The layer that goes backwards.</summary>
    public Recurrent BackwardLayer { get; }

    /// <summary>The states that both layers carry from batch to batch: those forward, then those backward.</summary>
    public IReadOnlyList<Variable> States => [.. ForwardLayer.States, .. BackwardLayer.States];

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        UpToDate(Config) with { Layer = InnerLayer.Of(ForwardLayer), BackwardLayer = InnerLayer.Of(BackwardLayer) };

    /// <summary>Sets the states that both layers carry from batch to batch to 0.</summary>
    /// <exception cref="InvalidOperationException">The layers carry none.</exception>
    public void ResetStates()
    {
        ForwardLayer.ResetStates();
        BackwardLayer.ResetStates();
    }

    /// <summary>The layer applied to the placeholder of a sequence and to those of its first states.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="initialStates">A placeholder for each state of the layer that goes forward, then of the
    /// other.</param>
    public IReadOnlyList<KerasTensor> Apply(KerasTensor sequence, IReadOnlyList<KerasTensor> initialStates) =>
        Apply([sequence, .. initialStates]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ForwardLayer.BuildOnce([inputs[0]], "", Precision);
        BackwardLayer.BuildOnce([inputs[0]], "", Precision);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var half = (inputs.Count - 1) / 2;
        if (half * 2 != inputs.Count - 1)
        {
            throw new ArgumentException(
                $"{Name} ({KerasName}) takes a sequence, and as many first states for each direction or none;"
                + $" it was given {inputs.Count - 1} states.");
        }

        var forward = ForwardLayer.CallAt([.. inputs.Take(half + 1)], context);
        Tensor[] others = [inputs[0], .. inputs.Skip(half + 1)];
        var backward = BackwardLayer.Options.ReturnSequences
            ? BackwardLayer.ApplyReversed(others, context)
            : BackwardLayer.CallAt(others, context);
        var merged = Merge(forward[0], backward[0]);
        if (ForwardLayer.Options.ReturnSequences && context.MaskOf(inputs[0]) is { } mask)
        {
            foreach (var output in merged)
            {
                context.SetMask(output, mask);
            }
        }

        return [.. merged, .. forward.Skip(1), .. backward.Skip(1)];
    }

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for sequences only.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    private Tensor[] Merge(Tensor forward, Tensor backward) => Config.MergeMode switch
    {
        null => [forward, backward],
        MergeMode.Sum => [forward + backward],
        MergeMode.Average => [(forward + backward) * 0.5],
        MergeMode.Multiply => [forward * backward],
        _ => [Tensor.Concat([forward, backward])],
    };

    private static RecurrentConfig OptionsOf(InnerLayer layer) => layer.Config as RecurrentConfig
        ?? throw new ArgumentException(
            $"Bidirectional goes through a sequence with recurrent layers; {layer.Make().KerasName} is none.");

    private static string NameOf(InnerLayer layer, string prefix) =>
        layer.Name.StartsWith(prefix, StringComparison.Ordinal) ? layer.Name : prefix + layer.Name;

    // In sequences, steps that do not count are 0 in both directions.
    private static Recurrent Make(InnerLayer layer, RecurrentConfig config) =>
        (Recurrent)layer.With(config with { ZeroOutputForMask = config.ReturnSequences }).Make();

    private static void CheckPair(RecurrentConfig forward, RecurrentConfig backward)
    {
        if (forward.GoBackwards == backward.GoBackwards)
        {
            throw new ArgumentException(
                "Bidirectional needs layers that go opposite ways; GoBackwards of both is"
                + $" {(forward.GoBackwards ? "true" : "false")}.");
        }

        Same(nameof(RecurrentConfig.Stateful), forward.Stateful, backward.Stateful);
        Same(nameof(RecurrentConfig.ReturnSequences), forward.ReturnSequences, backward.ReturnSequences);
        Same(nameof(RecurrentConfig.ReturnState), forward.ReturnState, backward.ReturnState);

        static void Same(string name, bool forward, bool backward)
        {
            if (forward != backward)
            {
                throw new ArgumentException(
                    $"Bidirectional needs layers alike in {name}; it is {forward} forward and {backward} backward.");
            }
        }
    }
}
