using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that goes through the steps of a sequence and carries a state along.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, inputs], and the first states [batch, units] if given → y [batch, units], or
/// [batch, steps, units] with <see cref="RecurrentConfig.ReturnSequences"/>, followed by the last states with
/// <see cref="RecurrentConfig.ReturnState"/>.</para>
/// <para>Masks: a step that is left out carries the states on and repeats the output before it, which is 0 before the
/// first step that counts.</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Recurrent<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : RecurrentConfig
{
    private readonly RecurrentCell<TConfig> _cell;

    private protected Recurrent(TConfig config, Func<TConfig, RecurrentCell<TConfig>> cell)
        : base(config)
    {
        Guard.Positive(config.Units, nameof(config.Units));
        _cell = AddLayer(cell(config), "cell");
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckSequence(inputs[0]);
        if (inputs[0][^1] == Shape.Unknown)
        {
            throw Mismatch.Shapes($"{KerasName} needs the number of inputs of a step to be known.", ("input", inputs[0]));
        }

        _cell.BuildOnce([[inputs[0][0], inputs[0][^1]]], "", Precision);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var x = inputs[0];
        CheckSequence(x.Shape);
        var mask = context.MaskOf(x);
        var (outputs, states) = Run(_cell.Project(x.SwapAxes(0, 1)), InitialStates(inputs), mask);
        var output = Config.ReturnSequences ? Tensor.Stack([.. outputs], axis: 1) : outputs[^1];
        if (Config.ReturnSequences && mask is not null)
        {
            context.SetMask(output, mask);
        }

        Tensor[] all = Config.ReturnState ? [output, .. states] : [output];
        foreach (var y in all)
        {
            context.AddActivityLoss(Config.ActivityRegularizer, y);
        }

        return all;
    }

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for the first output only.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    // Time stands first here, so that a step is one piece of memory.
    private (List<Tensor> Outputs, Tensor[] States) Run(Tensor projected, Tensor[] states, Tensor? mask)
    {
        var outputs = new List<Tensor>();
        Tensor[] steps = [.. Steps(projected)];
        var before = Tensor.Zeros(states[0].Shape, states[0].DType);
        for (var i = 0; i < steps.Length; i++)
        {
            var at = Config.GoBackwards ? steps.Length - 1 - i : i;
            var next = _cell.Step(steps[at], states);
            var output = next[0];
            if (mask is not null)
            {
                var counts = mask.Slice(1, at, 1);
                output = Tensor.Where(counts, output, Config.ZeroOutputForMask ? Tensor.Zeros(output.Shape, output.DType) : before);
                next = [.. next.Zip(states, (after, earlier) => Tensor.Where(counts, after, earlier))];
            }

            outputs.Add(before = output);
            states = next;
        }

        return (outputs, states);
    }

    // By halves, not one by one: the gradients of the parts are put together again level by level, so that n steps cost
    // n·log n and not n².
    private static IEnumerable<Tensor> Steps(Tensor x)
    {
        var count = x.Shape[0];
        return count == 1
            ? [x.Squeeze(0)]
            : [.. Steps(x.Slice(0, 0, count / 2)), .. Steps(x.Slice(0, count / 2, count - (count / 2)))];
    }

    private Tensor[] InitialStates(IReadOnlyList<Tensor> inputs)
    {
        Shape shape = [inputs[0].Shape[0], Config.Units];
        if (inputs.Count == 1)
        {
            return [.. Enumerable.Repeat(Tensor.Zeros(shape, Precision), _cell.StateCount)];
        }

        if (inputs.Count != _cell.StateCount + 1)
        {
            throw new ArgumentException(
                $"{Name} ({KerasName}) takes a sequence, and {_cell.StateCount} first states or none; it was given {inputs.Count - 1} states.");
        }

        return inputs.Skip(1).FirstOrDefault(state => state.Shape != shape) is { } wrong
            ? throw Mismatch.Shapes($"{KerasName} needs first states of shape {shape}.", ("state", wrong.Shape), ("input", inputs[0].Shape))
            : [.. inputs.Skip(1)];
    }

    private void CheckSequence(Shape input)
    {
        if (input.Rank != 3 || input[1] == 0)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs an input of three axes: batch, steps (at least one), and inputs.", ("input", input));
        }
    }
}
