using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>One row: a class of layers as older versions of Keras had it, and what it is today.</summary>
/// <param name="Name">The class as it was called then.</param>
internal sealed record LegacyClass(string Name)
{
    /// <summary>What the class is called today.</summary>
    public string Now { get; init; } = Name;

    /// <summary>What becomes of its arguments, in this order.</summary>
    public IReadOnlyList<LegacyArgument> Arguments { get; init; } = [];

    /// <summary>Chooses today's class by the arguments, where one alone does not do.</summary>
    public Func<JsonObject, LegacyScope, string>? Choose { get; init; }

    /// <summary>Makes the whole node anew, calls included.</summary>
    public Func<JsonObject, LegacyScope, JsonObject>? Rewrite { get; init; }

    /// <summary>Why no layer of today is the same; null where one is.</summary>
    public string? Gone { get; init; }

    /// <summary>A class that has another name today and the same arguments.</summary>
    public static LegacyClass Renamed(string name, string now) => new(name) { Now = now };

    /// <summary>A class that has no counterpart today.</summary>
    /// <param name="name">The class.</param>
    /// <param name="reason">Why not and what to do, as a clause.</param>
    public static LegacyClass Removed(string name, string reason) => new(name) { Gone = reason };
}
