using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="TimeDistributed"/> layer is made of.</summary>
public sealed record TimeDistributedConfig : WrapperConfig;

/// <summary>A layer applied to each step of a sequence by itself, always with the same weights.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, ..inputs] → y [batch, steps, ..outputs], where the layer makes [batch, ..outputs] of
/// [batch, ..inputs].</para>
/// <para>Masks: that of the input holds for the output; the layer sees what it says of each step.</para>
/// <para>A layer that adds to the loss or moves statistics does so step by step, with the batch of that step; any other
/// is applied to all steps as one large batch.</para>
/// </remarks>
public sealed class TimeDistributed : Wrapper<TimeDistributedConfig>
{
    /// <summary>A layer around another one.</summary>
    /// <param name="layer">The layer that each step goes through.</param>
    public TimeDistributed(Layer layer)
        : base(new TimeDistributedConfig { Layer = layer }, layer)
    {
    }

    /// <summary>A layer of its config.</summary>
    public TimeDistributed(TimeDistributedConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckSequence(inputs[0]);
        base.Build([[inputs[0][0], .. inputs[0][2..]]]);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var x = inputs.Count == 1
            ? inputs[0]
            : throw new ArgumentException($"{Name} ({KerasName}) takes one input; it was given {inputs.Count}.");
        CheckSequence(x.Shape);
        var mask = MaskOf(x, context);
        if (!IsStateful(Layer))
        {
            var trial = context.Try();
            var outputs = OfAllSteps(x, mask, trial);
            if (!trial.HasNotes)
            {
                context.Accept(trial);
                return outputs;
            }
        }

        return OfEachStep(x, mask, context);
    }

    private Tensor? MaskOf(Tensor x, CallContext context)
    {
        if (context.MaskOf(x) is not { } mask)
        {
            return null;
        }

        return mask.Rank >= 2 && Shape.TryBroadcast(mask.Shape[..2], x.Shape[..2]) == x.Shape[..2]
            ? mask.BroadcastTo([.. x.Shape[..2], .. mask.Shape[2..]])
            : throw Mismatch.Shapes(
                $"{KerasName} needs a mask [batch, steps, ..] of its input.", ("mask", mask.Shape), ("input", x.Shape));
    }

    private static bool IsStateful(Layer layer) =>
        layer is Recurrent { IsStateful: true } || layer.SubLayers.Any(IsStateful);

    private Tensor[] OfAllSteps(Tensor x, Tensor? mask, CallContext context)
    {
        var (batch, steps) = (x.Shape[0], x.Shape[1]);
        var all = Merged(x);
        if (mask is not null)
        {
            context.SetMask(all, Merged(mask));
        }

        return [.. Layer.CallAt([all], context).Select(y => y.Reshape([batch, steps, .. y.Shape[1..]]))];

        Tensor Merged(Tensor tensor) => tensor.Reshape([batch * steps, .. tensor.Shape[2..]]);
    }

    private Tensor[] OfEachStep(Tensor x, Tensor? mask, CallContext context)
    {
        var steps = Enumerable.Range(0, x.Shape[1]).Select(i =>
        {
            var step = x.Select(1, i);
            if (mask is not null)
            {
                context.SetMask(step, mask.Select(1, i));
            }

            return Layer.CallAt([step], context);
        }).ToArray();
        return [.. Enumerable.Range(0, steps[0].Count).Select(output =>
            Tensor.Stack([.. steps.Select(outputs => outputs[output])], axis: 1))];
    }

    private void CheckSequence(Shape input)
    {
        if (input.Rank < 3 || input[1] == 0)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs an input of at least three axes: batch, steps (at least one), and what a step holds.",
                ("input", input));
        }
    }
}
