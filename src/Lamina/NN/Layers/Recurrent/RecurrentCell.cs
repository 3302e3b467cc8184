namespace Lamina.NN;

/// <summary>What a recurrent layer does at each step of a sequence; to write one, derive from
/// <see cref="RecurrentCell{TConfig}"/>.</summary>
/// <remarks>As a layer of its own it takes the input of one step and the states before, and gives the output and the
/// states behind.</remarks>
public abstract class RecurrentCell : Layer
{
    private protected RecurrentCell(LayerConfig config)
        : base(config)
    {
    }

    /// <summary>How many axes the input of a step has, batch included; null where any number will do.</summary>
    internal virtual int? InputRank => null;

    /// <summary>The shapes of the states of one sample: <c>[[units]]</c> for a single vector.</summary>
    /// <param name="input">The shape of a step's input: [batch, ..].</param>
    public abstract IReadOnlyList<Shape> StateShapes(Shape input);

    /// <summary>The shape of a step's output for one sample: that of the first state, unless a cell says
    /// otherwise.</summary>
    /// <param name="input">The shape of a step's input: [batch, ..].</param>
    public virtual Shape OutputShape(Shape input) => StateShapes(input)[0];

    /// <summary>The states that a sequence begins with: zeros, unless a cell says otherwise.</summary>
    /// <param name="input">The shape of a step's input, batch included: [batch, ..].</param>
    public virtual IReadOnlyList<Tensor> InitialStates(Shape input) =>
        [.. StateShapes(input).Select(shape => Tensor.Zeros([input[0], .. shape], Precision))];

    /// <summary>Goes through a sequence; a cell that can make more of it than step after step overrides this.</summary>
    internal virtual SequenceResult Run(SequencePass sequence) => sequence.Loop(sequence.Inputs, (x, states) =>
    {
        var all = CallAt([x, .. states], sequence.Context);
        return (all[0], [.. all.Skip(1)]);
    });

    /// <summary>Makes the weights for the input of a step, whose batch axis may be unknown.</summary>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>What a step computes.</summary>
    /// <param name="x">The input of the step: [batch, ..].</param>
    /// <param name="states">The states before: [batch, ..] each.</param>
    /// <param name="context">Whether this is training, and where losses are noted.</param>
    /// <returns>The output, and the states behind, with the shapes of those before.</returns>
    protected abstract (Tensor Output, IReadOnlyList<Tensor> States) Step(
        Tensor x, IReadOnlyList<Tensor> states, CallContext context);

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
        Tensor[] before = [.. inputs.Skip(1)];
        var count = StateShapes(inputs[0].Shape).Count;
        if (before.Length != count)
        {
            throw new ArgumentException(
                $"{Name} ({KerasName}) takes the input of a step and {count} states;"
                + $" it was given {before.Length} states.");
        }

        var (output, after) = Step(inputs[0], before, context);
        if (!after.Select(state => state.Shape).SequenceEqual(before.Select(state => state.Shape)))
        {
            throw new ShapeMismatchException(
                $"{Name} ({KerasName}) must give as many states as it is given, each of the same shape."
                + $"\n  given: {Shapes(before)}\n  gives: {Shapes(after)}");
        }

        return [output, .. after];

        static string Shapes(IEnumerable<Tensor> states) => string.Join(", ", states.Select(state => state.Shape));
    }
}
