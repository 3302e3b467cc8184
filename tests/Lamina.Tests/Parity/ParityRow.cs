namespace Lamina.Tests.Parity;

/// <summary>A public name of Keras and what stands for it.</summary>
/// <param name="Module">The module, without <c>keras.</c>.</param>
/// <param name="Keras">The name in Keras.</param>
/// <param name="Lamina">What stands for it; null where nothing does.</param>
/// <param name="Note">Differences, or why there is nothing.</param>
internal sealed record ParityRow(string Module, string Keras, string? Lamina, string Note)
{
    /// <summary>Whether the name wraps another framework, which is no part of the comparison.</summary>
    public bool WrapsAnother => Keras is "JaxLayer" or "FlaxLayer" or "TFSMLayer" or "TorchModuleWrapper";

    public override string ToString() => $"| {Module} | `{Keras}` | {(Lamina is null ? "none" : $"`{Lamina}`")} | {Note} |";
}
