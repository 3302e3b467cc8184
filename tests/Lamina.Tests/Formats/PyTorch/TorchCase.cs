using Lamina.NN;

namespace Lamina.Tests.Formats.PyTorch;

/// <summary>A network in PyTorch's words and in ours.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Module">An expression of Python that makes it.</param>
/// <param name="Input">An expression of Python for its input.</param>
/// <param name="Model">The same network here.</param>
public sealed record TorchCase(string Name, string Module, string Input, Func<Model> Model)
{
    /// <summary>What is done to PyTorch's output before it is compared.</summary>
    public string Output { get; init; } = "y";

    /// <summary>Whether the model reads maps as PyTorch lays them.</summary>
    public bool IsChannelsFirst { get; init; }

    /// <summary>Which module goes to which layer, where that must be said.</summary>
    public IReadOnlyDictionary<string, string>? Layers { get; init; }

    public override string ToString() => Name;
}
