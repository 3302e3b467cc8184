using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>What the translation of one object knows besides its configuration.</summary>
/// <param name="Age">Which Keras wrote it.</param>
/// <param name="Notes">Where it says what the translation could not keep.</param>
/// <param name="ClassName">The object's class.</param>
/// <param name="Name">The object's name.</param>
internal sealed record LegacyScope(KerasAge Age, ICollection<string> Notes, string ClassName = "", string? Name = null)
{
    /// <summary>Whether Theano computed, whose own order of axes has channels first.</summary>
    public bool IsTheano { get; init; }

    private const string Remedy = "\n  hint: build the model in code, and give it the weights of the file by LoadWeights.";

    /// <summary>What every call of the layer says, which Keras had as an argument of the layer then.</summary>
    public JsonObject CallKeywords { get; } = [];

    private string Where => Name is null ? ClassName : $"layer '{Name}' ({ClassName})";

    /// <summary>The scope of an object within this one.</summary>
    public LegacyScope For(string className, string? name) => new(Age, Notes, className, name) { IsTheano = IsTheano };

    /// <summary>Says something that whoever loads the model should know.</summary>
    public void Note(string text) => Notes.Add($"{Where}: {text}");

    /// <summary>The error that Lamina cannot do what a configuration says.</summary>
    public LaminaFormatException Refuse(string text) =>
        new($"{Where}: {text}{(text.Contains("hint:", StringComparison.Ordinal) ? "" : Remedy)}");

    /// <summary>The error that an argument has a value which Lamina cannot do.</summary>
    public LaminaFormatException Refuse(string argument, JsonNode? value, string reason) =>
        Refuse($"the argument '{argument}' is {PythonJson.Write(value)}; {reason}.");

    /// <summary>The error that today's class has no such argument, and nobody knows what it changes.</summary>
    public LaminaFormatException Unknown(string argument, JsonNode value, string now, IReadOnlyList<string> known) => new(
        $"layer '{Name ?? now}': {now} has no argument '{argument}'"
        + (Suggestion.Nearest(argument, known) is { } near ? $"; did you mean '{near}'?" : ".")
        + $"\n  value: {PythonJson.Write(value)}\n  arguments: {string.Join(", ", known)}{Remedy}");
}
