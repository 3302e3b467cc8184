namespace Lamina.NN;

// Calls that say more than their inputs.
public abstract partial class Layer
{
    /// <summary>The layer applied to placeholders by a call that says more.</summary>
    /// <param name="tensors">The inputs, and behind them the tensors that the arguments speak of.</param>
    /// <param name="arguments">What the call says.</param>
    internal IReadOnlyList<KerasTensor> Apply(IReadOnlyList<KerasTensor> tensors, CallArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var inputs = arguments.Inputs(tensors);
        BuildFor([.. inputs.Select(x => x.Shape)], [.. inputs.Select(x => x.DType)]);
        CheckInputs([.. inputs.Select(x => x.Shape)], [.. inputs.Select(x => x.DType)]);
        var call = new LayerCall(this, tensors, arguments);
        _calls.Add(call);
        return call.Outputs;
    }

    /// <summary>The layer applied to values by a call that says more.</summary>
    internal IReadOnlyList<Tensor> Apply(IReadOnlyList<Tensor> tensors, CallContext context, CallArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var inputs = arguments.Inputs(tensors);
        IEnumerable<Shape> shapes = inputs.Select(x => x.Shape.Rank == 0 ? x.Shape : x.Shape.With(0, Shape.Unknown));
        BuildFor([.. shapes], [.. inputs.Select(x => x.DType)]);
        return CallAt(tensors, context, arguments);
    }

    /// <summary>Calls the layer as a call says, with its name on the path that errors and graphs show.</summary>
    internal IReadOnlyList<Tensor> CallAt(IReadOnlyList<Tensor> tensors, CallContext context, CallArguments arguments)
    {
        if (arguments.Roles.Count == 0 && arguments.IsTraining is null && arguments.IsPlain)
        {
            return CallAt(tensors, context);
        }

        var wasTraining = context.IsTraining;
        context.IsTraining = arguments.IsTraining ?? wasTraining;
        try
        {
            return CallAt(Masked(tensors, context, arguments), context, (inputs, _) => CallWith(inputs, context, arguments));
        }
        finally
        {
            context.IsTraining = wasTraining;
        }
    }

    /// <summary>What the layer computes of a call that says more than its inputs.</summary>
    /// <param name="inputs">The inputs, which have the masks that the call gives them; behind them a mask of attention, if
    /// there is one.</param>
    /// <param name="context">Whether this is training, and where state changes, masks and losses are noted.</param>
    /// <param name="arguments">What the call says.</param>
    internal virtual IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments) => arguments.IsPlain
        ? Call(inputs, context)
        : throw new NotSupportedException(
            $"{Name} ({KerasName}) takes its inputs, their masks and whether it trains; its call says more than that.");

    // The inputs under the masks that the call gives them. Each such input is a node of its own, so that the mask holds for
    // this call only, and for one of two inputs that are the same tensor.
    private static Tensor[] Masked(IReadOnlyList<Tensor> tensors, CallContext context, CallArguments arguments)
    {
        Tensor[] inputs = [.. arguments.Inputs(tensors)];
        (InputRole Role, int Input)[] masks =
            [(InputRole.Mask, 0), (InputRole.QueryMask, 0), (InputRole.ValueMask, 1), (InputRole.KeyMask, inputs.Length - 1)];
        foreach (var (role, i) in masks)
        {
            if (arguments.Find(role, tensors) is { } mask)
            {
                inputs[i] = new Ops.Reshape(inputs[i].Shape).Of(inputs[i]);
                context.SetMask(inputs[i], mask.Cast(DType.Bool));
            }
        }

        return arguments.Find(InputRole.AttentionMask, tensors) is { } seen ? [.. inputs, seen] : inputs;
    }
}
