using System.Globalization;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Which Keras wrote a configuration: what an argument means, and what its absence means, depends on it.</summary>
/// <param name="Major">1, 2 or 3.</param>
/// <param name="Minor">The second number of the version.</param>
/// <param name="IsTensorFlow">Whether it was the Keras within TensorFlow: versions such as <c>2.2.4-tf</c>.</param>
internal readonly record struct KerasAge(int Major, int Minor, bool IsTensorFlow)
{
    private static readonly string[] FirstKerasWords = ["border_mode", "nb_filter", "output_dim", "inner_activation", "W_regularizer"];

    /// <summary>Whether it is older than Keras 3.</summary>
    public bool IsOld => Major < 3;

    /// <summary>The age that a file's <c>keras_version</c> tells; without one, what the configuration itself shows.</summary>
    /// <param name="version">Such as <c>2.2.4-tf</c>.</param>
    /// <param name="config">The model's configuration.</param>
    public static KerasAge Of(string? version, JsonObject config)
    {
        var numbers = (version ?? KerasObject.TextOf(config["keras_version"]) ?? "").Split('.', '-');
        if (int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major))
        {
            _ = int.TryParse(numbers.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var minor);
            return new KerasAge(major, minor, version?.EndsWith("-tf", StringComparison.Ordinal) == true);
        }

        // Keras 3 notes the module of every class, and the last of Keras 2 did so too, beside an argument that Keras 3 dropped.
        return config.ContainsKey("module") && !Mentions(config, "batch_input_shape") ? new KerasAge(3, 0, IsTensorFlow: false)
            : FirstKerasWords.Count(word => Mentions(config, word)) > 1 ? new KerasAge(1, 2, IsTensorFlow: false)
            : new KerasAge(2, 0, IsTensorFlow: false);
    }

    /// <summary>Whether it is older than a version.</summary>
    public bool IsBefore(int major, int minor) => Major < major || (Major == major && Minor < minor);

    private static bool Mentions(JsonNode? node, string word) => node switch
    {
        JsonObject members => members.ContainsKey(word) || members.Any(member => Mentions(member.Value, word)),
        JsonArray items => items.Any(item => Mentions(item, word)),
        _ => false,
    };
}
