using Lamina.Ops;

namespace Lamina.NN;

// What a layer asks of its inputs.
public abstract partial class Layer
{
    /// <summary>What the layer asks of its inputs, in their order; nothing when empty. Set it while the layer is built.</summary>
    protected IReadOnlyList<InputSpec> InputSpecs { get; set; } = [];

    /// <summary>Notes that the layer was built for inputs with these axes.</summary>
    /// <param name="input">The shape that it was built for.</param>
    /// <param name="axes">The axes whose lengths its weights follow.</param>
    private protected void BuiltFor(Shape input, params IEnumerable<int> axes) =>
        InputSpecs = [new InputSpec { Rank = input.Rank, Axes = axes.ToDictionary(axis => axis, axis => input[input.NormalizeAxis(axis)]) }];

    /// <summary>Makes a weight of a layer inside a weight of this one too; only while the layer is built.</summary>
    private protected void ShareWeight(Variable weight) => _weights.Add(weight);

    // Each input is what the layer asks of it.
    private void CheckInputs(IReadOnlyList<Shape> shapes, IReadOnlyList<DType> dtypes)
    {
        for (var i = 0; i < Math.Min(InputSpecs.Count, shapes.Count); i++)
        {
            if (InputSpecs[i].Fault(shapes[i], dtypes[i]) is not { } fault)
            {
                continue;
            }

            var which = InputSpecs.Count == 1 ? "an input" : $"input {i} to be one";
            var built = i < BuildShapes.Count ? $"\n  hint: it was built for {BuildShapes[i]}; make another layer for this input." : "";
            throw new ShapeMismatchException(
                Mismatch.Shapes($"{Name} ({KerasName}) needs {which} {fault}.", ("input", shapes[i])).Message + built);
        }
    }

    private Shape WithSpec(Shape shape, int input) => input < InputSpecs.Count ? InputSpecs[input].Complete(shape) : shape;
}
