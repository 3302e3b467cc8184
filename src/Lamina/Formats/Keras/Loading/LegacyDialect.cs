namespace Lamina.Formats.Keras;

/// <summary>Which Keras wrote a file of the older form.</summary>
/// <param name="Version">Its version; null where the file does not say, as those of Keras 1 do not.</param>
/// <param name="Backend">What computed: <c>tensorflow</c>, <c>theano</c>, <c>cntk</c>; null where the file does not
/// say.</param>
internal sealed record LegacyDialect(string? Version, string? Backend)
{
    /// <summary>The first number of the version.</summary>
    public int Major { get; } = NumberAt(Version, 0) ?? 1;

    /// <summary>The second number of the version.</summary>
    public int Minor { get; } = NumberAt(Version, 1) ?? 0;

    /// <summary>Whether Keras 1 wrote the file, which kept weights in other forms.</summary>
    public bool IsKeras1 => Major < 2;

    /// <summary>Whether kernels of convolutions stand the other way round: Theano turned them as it computed.</summary>
    public bool HasTurnedKernels => Backend == "theano";

    /// <summary>Whether optimizers keep their slots variable by variable, as from Keras 2.11 on, and not slot by
    /// slot.</summary>
    public bool HasNewOptimizers => Major > 2 || (Major == 2 && Minor >= 11);

    /// <summary>The dialect of a file with these weights. Files of Keras 1 name no backend, but TensorFlow numbers its
    /// variables, as in <c>dense_1_W:0</c>, and Theano does not.</summary>
    public LegacyDialect Guess(IReadOnlyList<LegacyLayer> layers) =>
        IsKeras1 && Backend is null
        && layers.SelectMany(layer => layer.Arrays).All(array => LegacyWeights.PlainOf(array.Name) == array.Name)
            ? this with { Backend = "theano" }
            : this;

    private static int? NumberAt(string? version, int place) =>
        version?.Split('.') is { } words && words.Length > place && int.TryParse(words[place], out var number)
            ? number
            : null;
}
