using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina;

/// <summary>Gradients by one reverse pass from graph to graph; what it returns can be differentiated again.</summary>
public static class Gradient
{
    /// <summary>The gradient of a scalar with respect to each of some tensors.</summary>
    /// <param name="y">The scalar to differentiate, such as a loss.</param>
    /// <param name="wrt">The tensors with respect to which, such as weights.</param>
    /// <returns>A gradient for each, with its shape; zeros where y does not depend on it.</returns>
    /// <exception cref="ShapeMismatchException">y is not a scalar.</exception>
    public static Tensor[] Of(Tensor y, params ReadOnlySpan<Tensor> wrt)
    {
        ArgumentNullException.ThrowIfNull(y);
        return y.Shape.Size == 1
            ? Vjp(y, Tensor.Ones(y.Shape, y.DType), wrt)
            : throw Mismatch.Shapes(
                "A gradient is taken of a scalar; reduce y first, or give the upstream gradient.", ("y", y.Shape));
    }

    /// <summary>The vector-Jacobian product: the gradient of <c>Σ y·dy</c> with respect to each of some tensors.</summary>
    /// <remarks>Not an overload of <c>Of</c>: a single weight would be taken for dy.</remarks>
    /// <param name="y">The tensor to differentiate.</param>
    /// <param name="dy">The gradient of what follows with respect to y; of y's shape.</param>
    /// <param name="wrt">The tensors with respect to which.</param>
    /// <returns>A gradient for each, with its shape; zeros where y does not depend on it.</returns>
    /// <exception cref="ShapeMismatchException">dy has another shape than y.</exception>
    public static Tensor[] Vjp(Tensor y, Tensor dy, params ReadOnlySpan<Tensor> wrt)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(dy);
        if (y.Shape != dy.Shape)
        {
            throw Mismatch.Shapes("The upstream gradient needs the shape of y.", ("y", y.Shape), ("dy", dy.Shape));
        }

        Tensor[] roots = [y, .. wrt];
        var stable = Stabilize.LooksThroughAny(wrt) ? roots : Rewriter.Run(Stabilize.Rules, roots);
        stable = RectifyLater.LooksThroughAny(stable.AsSpan()[1..]) ? stable : Rewriter.Run(RectifyLater.Rules, stable);
        y = stable[0];
        var sources = stable.AsSpan()[1..];

        var order = Graph.TopologicalOrder([y.Node]);
        var needed = DependentOn(order, sources);
        var gradients = new Dictionary<Node, Tensor> { [y.Node] = dy };
        foreach (var node in order.Reverse())
        {
            if (needed.Contains(node) && gradients.TryGetValue(node, out var upstream))
            {
                Propagate(node, upstream, needed, gradients);
            }
        }

        var result = new Tensor[sources.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var source = sources[i];
            result[i] = gradients.TryGetValue(source.Node, out var gradient)
                ? gradient
                : Tensor.Zeros(source.Shape, source.DType);
        }

        return result;
    }

    /// <summary>The value of a function and its derivative along a direction: <c>Σ ∂y/∂xᵢ·vᵢ</c>.</summary>
    /// <remarks>The product with the Jacobian is the gradient of the product with its transpose, which is linear in the
    /// upstream gradient. Source: J. Townsend, "A New Trick for Calculating Jacobian Vector Products", 2017.</remarks>
    /// <param name="function">The function.</param>
    /// <param name="x">Its arguments.</param>
    /// <param name="direction">A direction for each argument, of its shape.</param>
    public static (Tensor Y, Tensor Derivative) Jvp(Func<Tensor[], Tensor> function, Tensor[] x, Tensor[] direction)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(direction);
        if (x.Length != direction.Length || x.Zip(direction).Any(static pair => pair.First.Shape != pair.Second.Shape))
        {
            throw Mismatch.Shapes(
                $"Jvp needs a direction for each of {x.Length} arguments, of its shape.",
                [.. x.Select(static (a, i) => ($"x{i}", a.Shape)), .. direction.Select(static (v, i) => ($"v{i}", v.Shape))]);
        }

        // A node of its own for each argument, should two be the same tensor.
        x = [.. x.Select(static a => new Reshape(a.Shape).Of(a))];
        var y = function(x);
        var upstream = Tensor.Zeros(y.Shape, y.DType);
        var along = Vjp(y, upstream, x).Zip(direction, static (g, v) => (g * v).Sum()).Aggregate(static (a, b) => a + b);
        return (y, Of(along, upstream)[0]);
    }

    private static HashSet<Node> DependentOn(IEnumerable<Node> order, ReadOnlySpan<Tensor> sources)
    {
        var dependent = new HashSet<Node>();
        foreach (var source in sources)
        {
            dependent.Add(source.Node);
        }

        foreach (var node in order)
        {
            if (node.Op.IsDifferentiable && node.Inputs.Any(input => dependent.Contains(input.Node)))
            {
                dependent.Add(node);
            }
        }

        return dependent;
    }

    private static void Propagate(Node node, Tensor upstream, HashSet<Node> needed, Dictionary<Node, Tensor> gradients)
    {
        if (node.Inputs.IsEmpty)
        {
            return;
        }

        using var scope = Tracer.At(node.Path);
        var inputs = node.Op.Vjp(node, upstream);
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = node.Inputs[i];
            if (inputs[i] is { } gradient && needed.Contains(input.Node))
            {
                gradient = gradient.SumTo(input.Shape);
                gradients[input.Node] = gradients.TryGetValue(input.Node, out var sum) ? sum + gradient : gradient;
            }
        }
    }
}
