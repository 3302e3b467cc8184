using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>What the rows of layers share.</summary>
internal static class LayerRow
{
    /// <summary>The arguments with which every layer begins.</summary>
    public static readonly KerasKey[] BaseKeys = ["name", "trainable", Policy];

    /// <summary>The row of a layer.</summary>
    /// <param name="prototype">Its config with Keras's defaults.</param>
    /// <param name="make">Makes it of its config.</param>
    /// <param name="name">Keras's name of the class.</param>
    /// <param name="keys">Keras's arguments, in Keras's order.</param>
    /// <param name="build">How Keras says for which shapes it was built.</param>
    /// <param name="call">How Keras writes a call; <see cref="CallForm.Plain"/> by default.</param>
    /// <param name="aliases">Other names that Keras knows the class by.</param>
    public static KerasClass Of<T>(
        T prototype, Func<T, Layer> make, string name, KerasKey[] keys, BuildForm build = BuildForm.None, CallForm? call = null,
        IReadOnlyList<string>? aliases = null)
        where T : LayerConfig =>
        new(KerasModule.Layers, prototype, name)
        {
            Keys = keys,
            Make = config => make((T)config),
            BuildForm = build,
            CallForm = call ?? CallForm.Plain,
            Aliases = aliases ?? [],
        };
}
