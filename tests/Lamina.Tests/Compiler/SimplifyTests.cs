using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;

namespace Lamina.Tests.Compiler;

public sealed class SimplifyTests
{
    [Fact]
    public void Negation_beside_a_filled_tensor_keeps_the_broadcast_shape()
    {
        Tensor column = Tensor.From<float>([1, 2], [2, 1]);
        Tensor[] outputs = [Tensor.Full([2, 3], 5) * -column, -column * Tensor.Full([2, 3], 5), -(Tensor.Full([2, 3], 5) * column)];
        var simple = Rewriter.RunToEnd(Simplify.Rules(static x => ReferenceBackend.Run(x)[0]), new Graph(outputs));
        Assert.All(simple.Outputs, output => Assert.Equal<Shape>([2, 3], output.Shape));
        Assert.All(ReferenceBackend.Run(simple), values => Assert.Equal([-5, -5, -5, -10, -10, -10], values));
    }
}
