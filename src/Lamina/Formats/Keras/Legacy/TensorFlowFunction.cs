using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>One row: a function of TensorFlow that stands in a model as a layer, and the layer or operation that it is today.</summary>
/// <param name="Name">Its name, without the module of TensorFlow.</param>
/// <param name="Now">The class today.</param>
/// <param name="Operands">The names of its arguments that are tensors or numbers, behind the first.</param>
internal sealed record TensorFlowFunction(string Name, string Now, params string[] Operands)
{
    /// <summary>Keras's module of the class; that of layers when null.</summary>
    public string? Module { get; init; } = "keras.src.ops.numpy";

    /// <summary>What becomes of its other arguments.</summary>
    public IReadOnlyList<LegacyArgument> Arguments { get; init; } = [];

    /// <summary>Arguments today that it has at another value than today's default.</summary>
    public JsonObject Defaults { get; init; } = [];

    /// <summary>The same function by another name.</summary>
    public TensorFlowFunction As(string name) => this with { Name = name };
}
