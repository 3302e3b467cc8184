using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

// How a call is read.
internal sealed partial record CallForm
{
    /// <summary>The nodes that hold a call's tensors, in the order in which the layer is given them, and what the call says
    /// besides.</summary>
    /// <exception cref="LaminaFormatException">The call has an argument that says what Lamina's calls cannot say.</exception>
    public (IReadOnlyList<JsonNode> Tensors, CallArguments Says) Read(string layer, JsonNode? call)
    {
        var positional = (call?["args"] as JsonArray ?? []).OfType<JsonNode>().ToArray();
        var keywords = call?["kwargs"] as JsonObject ?? [];
        var named = new List<JsonNode>();
        var others = new List<(InputRole Role, JsonNode? Tensor)>();
        var says = CallArguments.None;
        foreach (var (name, value) in keywords)
        {
            says = ReadKeyword(layer, name, value, says, named, others);
        }

        if (HasMaskBehind && positional.Length == 2)
        {
            others.Add((InputRole.Mask, positional[1]));
            positional = positional[..1];
        }

        // Named inputs stand in the order of the layer's arguments, whatever the file's.
        IEnumerable<JsonNode> inOrder = Arguments.Count == 0
            ? named
            : Arguments.Select(name => keywords[name]).OfType<JsonNode>().Where(HasTensors);
        var (tensors, roles) = CallArguments.Of([.. positional, .. inOrder], [.. others]);
        says = says with { Roles = roles };
        return (tensors, TakesNumbers ? ConstantJson.Read(layer, positional, HasTensors, says) : TakesKey ? WithIndex(layer, positional, says) : says);
    }

    private static CallArguments WithIndex(string layer, JsonNode[] positional, CallArguments says) => positional.Length == 2
        ? says with { Index = IndexJson.Read(layer, positional[1]) }
        : throw new LaminaFormatException($"layer '{layer}' takes a tensor and what to take of it; its call has {positional.Length} arguments.");

    private JsonArray Grouped(JsonNode[] states)
    {
        if (StateGroups.Count == 0)
        {
            return new JsonArray(states);
        }

        var (groups, at) = (new JsonArray(), 0);
        foreach (var count in StateGroups)
        {
            groups.Add((JsonNode)new JsonArray(states[at..(at + count)]));
            at += count;
        }

        return groups;
    }

    private CallArguments ReadKeyword(
        string layer,
        string name,
        JsonNode? value,
        CallArguments says,
        List<JsonNode> named,
        List<(InputRole Role, JsonNode? Tensor)> others)
    {
        var flag = value?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => (bool?)null };
        if (name == Training && (value is null || flag is not null))
        {
            return says with { IsTraining = flag };
        }

        if (flag == true && Flags.Contains(name))
        {
            return name switch
            {
                CausalMask => says with { UseCausalMask = true },
                AttentionScores => says with { ReturnAttentionScores = true },
                _ => says with { Reverse = true },
            };
        }

        if (value is null || flag == false)
        {
            return says;
        }

        if (name == Mask && HasListOfMasks && value is JsonArray masks)
        {
            InputRole[] roles = [InputRole.QueryMask, InputRole.ValueMask, InputRole.KeyMask];
            others.AddRange(roles.Zip(masks));
            return says;
        }

        if (HasTensors(value) && Roles.FirstOrDefault(role => role.Name == name) is { Name: not null } role)
        {
            others.Add((role.Role, value));
            return says;
        }

        if (!HasTensors(value) && !(value is JsonArray list && list.All(item => item is null)))
        {
            throw Unknown(layer, name, value);
        }

        if (Arguments.Count == 0 && HasTensors(value))
        {
            named.Add(value);
        }
        else if (HasTensors(value) && !Arguments.Contains(name))
        {
            throw Unknown(layer, name, value);
        }

        return says;
    }

    private static LaminaFormatException Unknown(string layer, string name, JsonNode? value) =>
        new($"layer '{layer}' is called with {name}={PythonJson.Write(value)}, which its calls do not know here.");

    private static bool HasTensors(JsonNode node) => node switch
    {
        JsonObject members => members.ContainsKey("keras_history")
            || members.Any(member => member.Value is { } value && HasTensors(value)),
        JsonArray items => items.Any(item => item is not null && HasTensors(item)),
        _ => false,
    };
}
