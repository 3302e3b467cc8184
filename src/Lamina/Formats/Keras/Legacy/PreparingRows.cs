using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Layers that prepare data, as <c>experimental.preprocessing</c> had them.</summary>
internal static class PreparingRows
{
    private const string NoLonger = "Keras 3 has no such layer";

    private static readonly LegacyArgument[] Lookup =
    [
        Dropped("has_input_vocabulary"), Dropped("max_values"), Renamed("oov_value", "oov_token"), Renamed("mask_value", "mask_token"),
        Dropped("batch_size"),
    ];

    public static LegacyClass[] Rows { get; } =
    [
        new("CategoryEncoding") { Arguments = [Renamed("max_tokens", "num_tokens"), Dropped("pad_to_max_tokens")] },
        new("Discretization") { Arguments = [Renamed("bins", "bin_boundaries")] },
        new("StringLookup") { Arguments = Lookup },
        new("IntegerLookup") { Arguments = Lookup },
        new("TextVectorization") { Arguments = [Dropped("has_input_vocabulary"), Dropped("batch_size")] },
        LegacyClass.Removed("RandomHeight", NoLonger),
        LegacyClass.Removed("RandomWidth", NoLonger),
    ];
}
