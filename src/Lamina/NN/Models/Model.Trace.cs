using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

public partial class Model
{
    /// <summary>What a prediction computes, as one graph from inputs of some types, all of them known.</summary>
    /// <remarks>Layers that may read values before a plan runs, such as <see cref="IntegerLookup"/>, are part of it.</remarks>
    internal Graph TracePrediction(TensorType[] types)
    {
        using var scope = Tracer.Enter(Name);
        Tensor[] inputs =
        [
            .. types.Select((type, i) => new Parameter(type with { DType = type.DType == DType.Int64 ? DType.Int32 : type.DType }, $"x{i}", i).Of()),
        ];
        var context = new CallContext(training: false);
        var outputs = HasGraph ? Graph.Run(inputs, context) : Call(inputs, context);
        return new Graph(outputs, context.Updates);
    }
}
