using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>How Keras writes a call of a layer: which of its tensors are arguments of their own, and what else it
/// notes.</summary>
internal sealed record CallForm
{
    private const string Mask = "mask";
    private const string InitialState = "initial_state";

    // Whether the call is training is for the caller to say, as in Keras when nothing is given.
    private static readonly string[] WithoutMeaning = [Mask, "training"];

    /// <summary>One tensor, or a list of them.</summary>
    public static CallForm Plain { get; } = new();

    /// <summary>As <see cref="Plain"/>, with a mask, which is noted as none: masks go with their tensors.</summary>
    public static CallForm WithMask { get; } = new() { Notes = [Mask] };

    /// <summary>A sequence, the first states if there are any, and a mask.</summary>
    public static CallForm Recurrent { get; } = new() { Arguments = ["sequences", InitialState], Notes = [Mask] };

    /// <summary>The tensors' names where each is an argument of its own.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    private string[] Notes { get; init; } = [];

    /// <summary>Each tensor is an argument of its own.</summary>
    public static CallForm Of(params string[] arguments) => new() { Arguments = arguments };

    /// <summary>A call as Keras writes it.</summary>
    /// <param name="tensors">The tensors that the layer is given.</param>
    public JsonObject Write(IReadOnlyList<JsonNode> tensors)
    {
        var keywords = new JsonObject();
        JsonArray arguments;
        if (Arguments.Contains(InitialState))
        {
            arguments = [tensors[0]];
            if (tensors.Count > 1)
            {
                keywords[InitialState] = new JsonArray([.. tensors.Skip(1)]);
            }
        }
        else
        {
            arguments = Arguments.Count > 0 || tensors.Count == 1
                ? new JsonArray([.. tensors])
                : new JsonArray((JsonNode)new JsonArray([.. tensors]));
        }

        foreach (var note in Notes)
        {
            keywords[note] = null;
        }

        return new JsonObject { ["args"] = arguments, ["kwargs"] = keywords };
    }

    /// <summary>The nodes that hold a call's tensors, in the order in which the layer is given them.</summary>
    /// <exception cref="LaminaFormatException">The call has an argument that says what Lamina's calls cannot say.</exception>
    public IEnumerable<JsonNode> Read(string layer, JsonNode? call)
    {
        var keywords = call?["kwargs"] as JsonObject ?? [];
        foreach (var (name, value) in keywords)
        {
            var isNothing = value is null || value.GetValueKind() == System.Text.Json.JsonValueKind.False;
            var isTensor = !isNothing && HasTensors(value!) && !WithoutMeaning.Contains(name);
            if (!isNothing && !(isTensor && (Arguments.Count == 0 || Arguments.Contains(name))))
            {
                throw new LaminaFormatException(
                    $"layer '{layer}' is called with {name}={PythonJson.Write(value)}; a call in a model takes its tensors"
                    + " only so far.");
            }
        }

        var positional = (call?["args"] as JsonArray ?? []).OfType<JsonNode>();
        var named = Arguments.Count == 0
            ? keywords.Select(pair => pair.Value)
            : Arguments.Select(name => keywords[name]);
        return positional.Concat(named.OfType<JsonNode>());
    }

    private static bool HasTensors(JsonNode node) => node switch
    {
        JsonObject members => members.ContainsKey("keras_history")
            || members.Any(member => member.Value is { } value && HasTensors(value)),
        JsonArray items => items.Any(item => item is not null && HasTensors(item)),
        _ => false,
    };
}
