using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>One class of the user's own: how it is called in files, and how objects and configurations become each
/// other.</summary>
/// <param name="Name">The class's name in files.</param>
/// <param name="Package">What stands before the name where Keras notes it as registered.</param>
/// <param name="Type">What is written by this row: the record, or the layer where there is none.</param>
/// <param name="Read">Makes the object of its configuration.</param>
internal sealed record CustomRow(string Name, string Package, Type Type, Func<JsonObject, object> Read)
{
    /// <summary>The configuration of an object; null where it is not written.</summary>
    public Func<object, JsonObject>? Write { get; init; }

    /// <summary>The record of the class; null where functions of the user stand for it.</summary>
    public KerasClass? Class { get; init; }

    /// <summary>As Keras notes it.</summary>
    public string RegisteredName => $"{Package}>{Name}";

    /// <summary>Whether a file that names a class means this one.</summary>
    public bool Answers(string name) => name == Name || name == RegisteredName || name.EndsWith($">{Name}", StringComparison.Ordinal);
}

/// <summary>One function of the user's own, which files hold by its name.</summary>
/// <param name="Name">The function's name in files.</param>
/// <param name="Package">What stands before the name where Keras notes it as registered.</param>
/// <param name="Value">What stands for it here: an activation, a loss, a metric.</param>
internal sealed record CustomFunction(string Name, string Package, object Value)
{
    /// <summary>As Keras notes it.</summary>
    public string RegisteredName => $"{Package}>{Name}";

    /// <summary>Whether a file that names a function means this one.</summary>
    public bool Answers(string name) => name == Name || name == RegisteredName || name.EndsWith($">{Name}", StringComparison.Ordinal);

    /// <summary>The function as Keras writes one that is registered.</summary>
    public JsonObject Write() => new()
    {
        ["module"] = Package,
        ["class_name"] = "function",
        ["config"] = RegisteredName,
        ["registered_name"] = RegisteredName,
    };
}
