using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The configuration of a functional model: its layers, and for each call of one the tensors it reads, named
/// <c>[layer, call, output]</c>.</summary>
internal static class FunctionalConfig
{
    /// <summary>The configuration of a model.</summary>
    public static JsonObject Write(Model model)
    {
        var layers = new JsonArray();
        foreach (var layer in model.Layers)
        {
            var written = KerasObject.Write(layer);
            written["name"] = layer.Name;
            written["inbound_nodes"] = layer is Input
                ? []
                : new JsonArray([.. CallsOf(layer).Select(call =>
                    (JsonNode)KerasObject.CallFormOf(layer).Write([.. call.Inputs.Select(Placeholder)], call.Arguments))]);
            layers.Add((JsonNode)written);
        }

        return new JsonObject
        {
            ["name"] = model.Name,
            ["trainable"] = model.Trainable,
            ["layers"] = layers,
            ["input_layers"] = Ends(model.Inputs),
            ["output_layers"] = Ends(model.Outputs),
        };

        LayerCall[] CallsOf(Layer layer) => [.. model.Graph.Calls.Where(call => call.Layer == layer)];

        JsonNode Placeholder(KerasTensor tensor) => new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = ShapeNode.Of(tensor.Shape),
                ["dtype"] = tensor.DType.KerasName,
                ["keras_history"] = History(tensor),
            },
        };

        // Collection expressions of nodes would call what trimming cannot follow.
        JsonArray History(KerasTensor tensor) =>
            new(tensor.Call.Layer.Name, Array.IndexOf(CallsOf(tensor.Call.Layer), tensor.Call), tensor.Index);

        JsonArray Ends(IReadOnlyList<KerasTensor> tensors) =>
            tensors.Count == 1 ? End(tensors[0]) : new JsonArray([.. tensors.Select(JsonNode (tensor) => End(tensor))]);

        JsonArray End(KerasTensor tensor)
        {
            var history = History(tensor);
            history[1] = history[1]!.GetValue<int>() + OwnCalls(tensor.Call.Layer);
            return history;
        }
    }

    /// <summary>The model of a configuration, with new weights.</summary>
    public static Model Read(JsonObject config, JsonArray nodes)
    {
        var name = KerasObject.TextOf(config["name"]);
        return KerasModel.Naming(name ?? "Functional", () =>
        {
            var known = Connect(nodes);
            var models = known.Where(pair => OwnCalls(pair.Value.Call.Layer) > 0).Select(pair => pair.Key.Layer).ToHashSet();
            return new Model(Ends("input_layers"), Ends("output_layers"), name);

            IReadOnlyList<KerasTensor> Ends(string key) =>
                [.. Histories(config[key], key).Select(history => known.TryGetValue(Counted(history), out var tensor)
                    ? tensor
                    : throw new LaminaFormatException($"{key} names {history}, which no layer gives."))];

            History Counted(History history) =>
                history.Call > 0 && models.Contains(history.Layer) ? history with { Call = history.Call - 1 } : history;
        });
    }

    // Where Keras names the ends of a model, it counts the making of a functional model within as a call of that model.
    private static int OwnCalls(Layer layer) => layer is Model and not Sequential ? 1 : 0;

    // A call can be made when all it reads is there, so rounds go on as long as one brings something new.
    private static Dictionary<History, KerasTensor> Connect(JsonArray nodes)
    {
        var known = new Dictionary<History, KerasTensor>();
        var waiting = new List<PendingCall>();
        var names = new HashSet<string>();
        foreach (var node in nodes)
        {
            var layer = KerasModel.ReadLayer(node);
            var name = KerasObject.TextOf(node!["name"]) ?? layer.Name;
            if (!names.Add(name))
            {
                throw new LaminaFormatException($"two layers are named '{name}'.");
            }

            if (layer is Input input)
            {
                known[new History(name, 0, 0)] = input;
            }

            var calls = node["inbound_nodes"] as JsonArray ?? [];
            waiting.AddRange(calls.Select((call, i) => Pending(layer, name, i, call)));
        }

        while (waiting.Count > 0)
        {
            if (waiting.RemoveAll(call => call.TryMake(known)) == 0)
            {
                throw Stuck(waiting, known);
            }
        }

        return known;
    }

    // Every call that waits reads something that is missing. If all of that is to be given by calls that wait too, following
    // it leads back to where it came from.
    private static LaminaFormatException Stuck(List<PendingCall> waiting, Dictionary<History, KerasTensor> known)
    {
        var path = new List<PendingCall>();
        var call = waiting[0];
        while (!path.Contains(call))
        {
            path.Add(call);
            var missing = call.Inputs.First(input => !known.ContainsKey(input));
            if (waiting.Find(other => other.Name == missing.Layer && other.Index == missing.Call) is not { } giver)
            {
                return new LaminaFormatException($"layer '{call.Name}' reads {missing}, which no layer gives.");
            }

            call = giver;
        }

        // Data flows against the direction of reading.
        var names = path[path.IndexOf(call)..].Append(call).Reverse().Select(item => $"'{item.Name}'");
        return new LaminaFormatException(
            $"the layers {string.Join(" → ", names)} read each other in a circle; the layers of a model follow one another without one.");
    }

    private static PendingCall Pending(Layer called, string layer, int index, JsonNode? call)
    {
        var tensors = new List<History>();
        var (arguments, says) = KerasObject.CallFormOf(called).Read(layer, call);
        foreach (var argument in arguments)
        {
            Collect(argument);
        }

        return tensors.Count > 0
            ? new PendingCall(called, layer, index, [.. tensors], says)
            : throw new LaminaFormatException($"layer '{layer}' is called without a tensor: {PythonJson.Write(call)}.");

        void Collect(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject item when KerasObject.TextOf(item["class_name"]) == "__keras_tensor__":
                    tensors.AddRange(Histories(item["config"]?["keras_history"], $"layer '{layer}'"));
                    break;
                case JsonObject members:
                    foreach (var (_, value) in members)
                    {
                        Collect(value);
                    }

                    break;
                case JsonArray items:
                    foreach (var value in items)
                    {
                        Collect(value);
                    }

                    break;
            }
        }
    }

    // One triple, or a list or dictionary of them; Keras takes the items of a dictionary in the order of their keys.
    private static IEnumerable<History> Histories(JsonNode? node, string where) => node switch
    {
        JsonArray and [JsonValue name, JsonValue call, JsonValue index]
            when name.TryGetValue(out string? layer) && call.TryGetValue(out int i) && index.TryGetValue(out int j) =>
            [new History(layer, i, j)],
        JsonArray items when items.Count > 0 => items.SelectMany(item => Histories(item, where)),
        JsonObject members => members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .SelectMany(member => Histories(member.Value, where)),
        _ => throw new LaminaFormatException(
            $"{where}: a tensor is named [layer, call, output]; this is {PythonJson.Write(node)}."),
    };

    /// <summary>The name of a tensor: output <paramref name="Index"/> of a call of a layer.</summary>
    private readonly record struct History(string Layer, int Call, int Index)
    {
        public override string ToString() => $"[{Layer}, {Call}, {Index}]";
    }

    /// <summary>A call that is made when all that it reads is known.</summary>
    private sealed record PendingCall(Layer Layer, string Name, int Index, History[] Inputs, CallArguments Says)
    {
        public bool TryMake(Dictionary<History, KerasTensor> known)
        {
            if (!Inputs.All(known.ContainsKey))
            {
                return false;
            }

            var outputs = KerasModel.Naming(Name, () => Layer.Apply([.. Inputs.Select(input => known[input])], Says));
            for (var i = 0; i < outputs.Count; i++)
            {
                known[new History(Name, Index, i)] = outputs[i];
            }

            return true;
        }
    }
}
