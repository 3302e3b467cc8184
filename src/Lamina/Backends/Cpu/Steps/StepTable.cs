using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>The step of each op that is neither elementwise nor a matrix product: one row an op.</summary>
internal static class StepTable
{
    public static unsafe CpuStep Find(Node node, CpuMemory memory, SimdWidth width)
    {
        var y = memory[node.Output];
        var x = memory[node.Inputs[0]];
        var shape = node.Inputs[0].Shape;
        return node.Op switch
        {
            ReduceOp op => ReduceStep.Create(op, node.Inputs[0].Type, x, y, memory, width),
            Ops.Softmax => new SoftmaxStep(shape, x, y, width, log: false),
            Ops.LogSoftmax => new SoftmaxStep(shape, x, y, width, log: true),
            Ops.SoftmaxGradient => new SoftmaxGradientStep(node, memory, width),
            Transpose op => new StridedCopyStep(x, y, node.Output.Shape, [.. op.Order.Select(axis => Strides.Of(shape)[axis])], width),
            WriteOut op => new StridedCopyStep(x, y, op.To, Strides.Broadcast(shape, op.To), width),
            Ops.Slice op => SliceStep(op, shape, x, y, width),
            Pad op => new PadStep(op, shape, node.Output.Shape, x, y),
            Concat op => new ConcatStep(op, node, memory),
            Recurrence => new RecurrenceStep(node, memory, width),
            RecurrenceGradient => new RecurrenceGradientStep(node, memory, width),
            GatherSum => new GatherSumStep(node, memory, width),
            Gather or ScatterAdd or TakeAlong or AddAlong => new IndexStep(node, memory),
            IInterpreted => new InterpretedStep(node, memory),
            ArgSort or CumulativeSum => new LineStep(node, memory),
            _ => throw new MissingKernelException(node, "CPU"),
        };
    }

    private static unsafe StridedCopyStep SliceStep(Ops.Slice op, Shape shape, float* x, float* y, SimdWidth width)
    {
        var strides = Strides.Of(shape);
        var start = op.Starts.Select((at, axis) => at * strides[axis]).Sum();
        return new StridedCopyStep(x + start, y, [.. op.Sizes], [.. strides.Select((s, axis) => s * op.Steps[axis])], width);
    }
}
