using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that goes through the steps of a sequence with a cell and carries states along.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, ..inputs], and the first states [batch, ..] if given → y [batch, ..outputs], or
/// [batch, steps, ..outputs] with <see cref="RecurrentConfig.ReturnSequences"/>, followed by the last states with
/// <see cref="RecurrentConfig.ReturnState"/>.</para>
/// <para>Masks: a step that is left out carries the states on and repeats the output before it, which is 0 before the
/// first step that counts.</para>
/// <para>With <see cref="RecurrentConfig.Stateful"/> a run begins with the states at which the one before ended: in
/// <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c> from batch to batch, until <see cref="ResetStates"/>; applied
/// directly, from call to call within a <see cref="CallContext"/>. They are no weights, so they are not saved with a
/// model. Since a run changes them, predict from one thread at a time.</para>
/// </remarks>
public abstract class Recurrent : Layer
{
    private readonly RecurrentConfig _options;
    private Variable[] _states = [];

    private protected Recurrent(RecurrentConfig config, RecurrentCell cell)
        : base(config)
    {
        _options = config;
        Cell = AddLayer(cell, "cell");
    }

    /// <summary>What is done at each step.</summary>
    public RecurrentCell Cell { get; }

    /// <summary>The states that a layer with <see cref="RecurrentConfig.Stateful"/> carries from batch to batch; none
    /// before the size of its batches is known.</summary>
    public IReadOnlyList<Variable> States => _states;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Whether states are carried from batch to batch.</summary>
    internal bool IsStateful => _options.Stateful;

    /// <summary>How the layer goes through a sequence.</summary>
    internal RecurrentConfig Options => _options;

    /// <summary>Sets the states that are carried from batch to batch to 0.</summary>
    /// <exception cref="InvalidOperationException">The layer carries none.</exception>
    public void ResetStates()
    {
        if (!IsStateful)
        {
            throw new InvalidOperationException(
                $"{Name} ({KerasName}) carries no states from batch to batch that could be reset:"
                + " make it with Stateful = true.");
        }

        foreach (var state in _states)
        {
            state.Set(new float[state.Shape.Size]);
        }
    }

    /// <summary>The layer applied to the placeholder of a sequence and to those of its first states.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="initialStates">A placeholder [batch, ..] for each state of the cell.</param>
    public IReadOnlyList<KerasTensor> Apply(KerasTensor sequence, IReadOnlyList<KerasTensor> initialStates) =>
        Apply([sequence, .. initialStates]);

    /// <summary>Goes on from states that another layer like this one carried.</summary>
    /// <exception cref="ShapeMismatchException">They are not of the shapes that this layer carries.</exception>
    internal void RestoreStates(IReadOnlyList<Tensor> states)
    {
        if (_states.Length == 0)
        {
            _states = [.. states.Select(NewState)];
            return;
        }

        if (!states.Select(state => state.Shape).SequenceEqual(_states.Select(state => state.Shape)))
        {
            throw new ShapeMismatchException(
                $"{Name} ({KerasName}) carries states {string.Join(", ", _states.Select(state => state.Shape))};"
                + $" it was given {string.Join(", ", states.Select(state => state.Shape))}.");
        }

        foreach (var (variable, state) in _states.Zip(states))
        {
            variable.Set(state.Data());
        }
    }

    /// <summary>The layer applied with the outputs of its steps in the reverse of the order in which they are
    /// taken.</summary>
    internal IReadOnlyList<Tensor> ApplyReversed(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Apply(inputs, context, new CallArguments { ReverseOutputs = true });

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckSequence(inputs[0]);
        if (_options.Unroll && inputs[0][1] == Shape.Unknown)
        {
            throw Mismatch.Shapes(
                $"{KerasName} with Unroll needs the number of steps to be known.", ("input", inputs[0]));
        }

        var step = StepOf(inputs[0]);
        Cell.BuildOnce([step], "", Precision);
        if (IsStateful && !step.Contains(Shape.Unknown))
        {
            MakeStates(step);
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Run(inputs, context, reverse: false);

    internal override IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments) =>
        arguments.ReverseOutputs ? Run(inputs, context, reverse: true) : base.CallWith(inputs, context, arguments);

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for the first output only.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    private void CheckSequence(Shape input)
    {
        var axes = Cell.InputRank + 1;
        if (input.Rank >= 3 && input[1] != 0 && (axes is null || input.Rank == axes))
        {
            return;
        }

        var number = axes switch { null => "at least three", 3 => "three", _ => $"{axes}" };
        var last = axes > 3 ? "what a step holds" : "inputs";
        throw Mismatch.Shapes(
            $"{KerasName} needs an input of {number} axes: batch, steps (at least one), and {last}.", ("input", input));
    }

    private Tensor[] Run(IReadOnlyList<Tensor> inputs, CallContext context, bool reverse)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var x = inputs[0];
        CheckSequence(x.Shape);
        var mask = MaskOf(x, context);
        var (output, states) = Cell.Run(new SequencePass(x.SwapAxes(0, 1), FirstStates(inputs, context), context)
        {
            Mask = mask,
            ZeroOutputForMask = _options.ZeroOutputForMask,
            GoBackwards = _options.GoBackwards,
            AllOutputs = _options.ReturnSequences,
            ReverseOutputs = reverse,
            NeedsStates = _options.ReturnState || IsStateful,
        });
        if (IsStateful && !context.IsProbe)
        {
            foreach (var (variable, state) in _states.Zip(states))
            {
                context.Write(variable, state);
            }
        }

        return Outputs(_options.ReturnSequences ? output.SwapAxes(0, 1) : output, states, mask, context);
    }

    private Tensor[] Outputs(Tensor output, IReadOnlyList<Tensor> states, Tensor? mask, CallContext context)
    {
        if (_options.ReturnSequences && mask is not null)
        {
            context.SetMask(output, mask);
        }

        Tensor[] all = _options.ReturnState ? [output, .. states] : [output];
        foreach (var y in all)
        {
            context.AddActivityLoss(_options.ActivityRegularizer, y);
        }

        return all;
    }

    private Tensor? MaskOf(Tensor x, CallContext context)
    {
        if (context.MaskOf(x) is not { } mask)
        {
            return null;
        }

        // One for all samples, or for all steps, is meant for each.
        Shape steps = x.Shape[..2];
        return mask.Rank == 2 && Shape.TryBroadcast(mask.Shape, steps) == steps
            ? mask.BroadcastTo(steps)
            : throw Mismatch.Shapes(
                $"{KerasName} needs a mask that says of each step whether it counts: {steps}.",
                ("mask", mask.Shape),
                ("input", x.Shape));
    }

    private IReadOnlyList<Tensor> FirstStates(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        var step = StepOf(inputs[0].Shape);
        if (IsStateful && !context.IsProbe)
        {
            MakeStates(step);
        }

        if (inputs.Count > 1)
        {
            return Given(inputs, step);
        }

        return IsStateful && !context.IsProbe ? [.. _states.Select(context.Read)] : Cell.InitialStates(step);
    }

    private Tensor[] Given(IReadOnlyList<Tensor> inputs, Shape step)
    {
        Shape[] shapes = [.. Cell.StateShapes(step).Select(shape => Shape.Create([step[0], .. shape]))];
        if (inputs.Count != shapes.Length + 1)
        {
            throw new ArgumentException(
                $"{Name} ({KerasName}) takes a sequence, and {shapes.Length} first states or none;"
                + $" it was given {inputs.Count - 1} states.");
        }

        Tensor[] states = [.. inputs.Skip(1)];
        foreach (var (state, shape) in states.Zip(shapes))
        {
            if (state.Shape != shape)
            {
                throw Mismatch.Shapes(
                    $"{KerasName} needs first states of shape {shape}.", ("state", state.Shape), ("input", inputs[0].Shape));
            }
        }

        return states;
    }

    // The size of the batches is that of the first one, if the shape for which the layer was built does not say it.
    private void MakeStates(Shape step)
    {
        if (_states.Length == 0)
        {
            _states = [.. Cell.InitialStates(step).Select(NewState)];
        }
        else if (_states[0].Shape[0] != step[0])
        {
            throw new ArgumentException(
                $"{Name} ({KerasName}) carries states from batch to batch, so all batches have the same size:"
                + $" its states are for {_states[0].Shape[0]} samples; it was given {step[0]}."
                + "\n  hint: take a batch size that divides the number of samples, also for validation and prediction;"
                + " for another size, make the model once more and give it the weights of this one.");
        }
    }

    private Variable NewState(Tensor first)
    {
        var state = new Variable("rnn_state", $"{Name}/rnn_state", first.Shape, Precision, trainable: false);
        state.Set(first.Evaluate().Data());
        return state;
    }

    private static Shape StepOf(Shape sequence) => [sequence[0], .. sequence[2..]];
}
