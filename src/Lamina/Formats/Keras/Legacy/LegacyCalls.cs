using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Calls of layers: once lists of <c>[layer, call, output, {arguments}]</c>, one for each tensor.</summary>
internal static class LegacyCalls
{
    private const string ConstantMark = "_CONSTANT_VALUE";

    // What a call of today's layers does not know, and what says nothing.
    private static readonly string[] Idle = ["name"];

    /// <summary>The calls in today's form.</summary>
    public static JsonArray Translate(JsonArray calls, LegacyScope scope)
    {
        return new JsonArray([.. calls.Select(One)]);

        JsonNode? One(JsonNode? call) => call switch
        {
            JsonObject today when today.ContainsKey("args") => WithKeywords((JsonObject)today.DeepClone(), scope),
            not null => WithKeywords(Call(call), scope),
            _ => null,
        };
    }

    /// <summary>A call on the first outputs of some layers.</summary>
    public static JsonArray Inputs(IReadOnlyList<string> layers)
    {
        JsonNode[] tensors = [.. layers.Select(layer => Tensor(Triple(layer)))];
        return new JsonArray((JsonNode)new JsonObject
        {
            ["args"] = tensors.Length == 1 ? new JsonArray(tensors) : new JsonArray((JsonNode)new JsonArray(tensors)),
            ["kwargs"] = new JsonObject(),
        });
    }

    /// <summary>The first output of the first call of a layer.</summary>
    public static JsonArray Triple(string layer) => new(layer, 0, 0);

    /// <summary>Counts the calls of models within a model from 0: older versions counted the model's own making as the
    /// first.</summary>
    public static void CountFromZero(JsonObject config)
    {
        var models = (config["layers"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(layer => KerasModel.IsModel(KerasObject.TextOf(layer["class_name"]) ?? ""))
            .GroupBy(layer => KerasObject.TextOf(layer["name"]) ?? "")
            .ToDictionary(layers => layers.Key, layers => KerasObject.TextOf(layers.First()["class_name"]));
        var triples = new List<JsonArray>();
        foreach (var layer in (config["layers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Find(layer["inbound_nodes"], triples);
        }

        var within = triples.Count;
        Find(config["input_layers"], triples);
        Find(config["output_layers"], triples);
        foreach (var own in triples.Index().GroupBy(triple => KerasObject.TextOf(triple.Item[0]) ?? "").Where(own => models.ContainsKey(own.Key)))
        {
            var first = own.Min(triple => triple.Item[1]!.GetValue<int>());
            foreach (var (place, triple) in own)
            {
                // Keras 3 still counts so where it names a functional model's output as the output of all.
                var from = place >= within && models[own.Key] != "Sequential" ? 1 : 0;
                triple[1] = triple[1]!.GetValue<int>() - first + from;
            }
        }
    }

    /// <summary>The names of the layers that calls or lists of outputs mention.</summary>
    public static IEnumerable<string> Mentioned(JsonNode? node)
    {
        var triples = new List<JsonArray>();
        Find(node, triples);
        return triples.Select(triple => KerasObject.TextOf(triple[0])!);
    }

    private static JsonObject Call(JsonNode call)
    {
        var keywords = new JsonObject();
        JsonNode[] items = call switch
        {
            JsonArray single when IsItem(single) => [single],
            JsonArray list => [.. list.OfType<JsonNode>()],
            JsonObject named => [.. named.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value).OfType<JsonNode>()],
            _ => [],
        };
        JsonNode?[] inputs = [.. items.Select(item => Item(item, keywords))];
        return new JsonObject
        {
            ["args"] = inputs.Length == 1 ? new JsonArray(inputs) : new JsonArray((JsonNode)new JsonArray(inputs)),
            ["kwargs"] = keywords,
        };
    }

    // One tensor or constant; its arguments are those of the whole call.
    private static JsonNode? Item(JsonNode item, JsonObject keywords)
    {
        if (item is not JsonArray parts || !IsItem(parts))
        {
            return item is JsonArray nested ? new JsonArray([.. nested.OfType<JsonNode>().Select(inner => Item(inner, keywords))]) : item.DeepClone();
        }

        foreach (var (name, value) in parts.ElementAtOrDefault(3) as JsonObject ?? [])
        {
            keywords[name] = Argument(value);
        }

        return KerasObject.TextOf(parts[0]) == ConstantMark ? Constant(LegacyValues.Plain(parts[2])) : Tensor(parts);
    }

    // An array is marked as one, since a bare list is one of tensors.
    private static JsonNode? Constant(JsonNode? value) => value is JsonArray
        ? new JsonObject { ["class_name"] = "__numpy__", ["config"] = new JsonObject { ["value"] = value.DeepClone() } }
        : value?.DeepClone();

    private static JsonNode? Argument(JsonNode? value) => value switch
    {
        JsonArray triple when IsItem(triple) => Tensor(triple),
        JsonArray items => new JsonArray([.. items.Select(Argument)]),
        JsonObject => LegacyValues.Plain(value)?.DeepClone(),
        _ => value?.DeepClone(),
    };

    private static bool IsItem(JsonArray node) =>
        node.Count is 3 or 4 && KerasObject.TextOf(node[0]) is not null && node[1] is JsonValue call && call.TryGetValue(out int _);

    private static JsonObject Tensor(JsonArray parts) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject { ["keras_history"] = new JsonArray([.. parts.Take(3).Select(part => part?.DeepClone())]) },
    };

    private static JsonObject WithKeywords(JsonObject call, LegacyScope scope)
    {
        if (call["kwargs"] is JsonObject keywords)
        {
            foreach (var name in Idle)
            {
                keywords.Remove(name);
            }

            foreach (var (name, value) in scope.CallKeywords)
            {
                keywords[name] = value?.DeepClone();
            }
        }

        return call;
    }

    private static void Find(JsonNode? node, List<JsonArray> triples)
    {
        switch (node)
        {
            case JsonArray triple when IsItem(triple):
                triples.Add(triple);
                Find(triple.ElementAtOrDefault(3), triples);
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Find(item, triples);
                }

                break;
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    Find(value, triples);
                }

                break;
        }
    }
}
