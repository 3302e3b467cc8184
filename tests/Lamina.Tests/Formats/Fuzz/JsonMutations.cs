using System.Text;
using System.Text.Json.Nodes;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damages to JSON that stays JSON: each node becomes another, is missing, or has another name.</summary>
internal static class JsonMutations
{
    private const string Deep = "\"@deep@\"";
    private const int Depth = 50_000;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "2", "0.5", "65536", "2147483647", "2147483648", "4294967297", "9223372036854775807", "1e308", "1e400",
        "-1e999", new('9', 400), "\"\"", "\"x\"", "\"../../x\"", "\"Dense\"", "\"float64\"", "\"" + new string('n', 5000) + "\"", "[]", "{}", "[null]", "[[]]",
        "[-1]", "[2147483647, 2147483647]", "[null, 1000000000]", "{\"class_name\": \"Dense\", \"config\": {\"units\": 2147483647}}",
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": []}}", "{\"class_name\": \"Lambda\", \"config\": {}}", "[1.5, \"a\", {}]", Deep,
    ];

    private static readonly (string What, Action<JsonNode, JsonNode> Change)[] Changes =
    [
        ("missing", static (node, parent) => Remove(node, parent)),
        ("there twice", static (node, parent) => (parent as JsonArray)?.Add(node.DeepClone())),
        ("under another name", static (node, parent) => Rename(node, parent)),
        ("with the whole in it", static (node, parent) => node.ReplaceWith(node.Root.DeepClone())),
        ("with its parent in it", static (node, parent) => node.ReplaceWith(parent.DeepClone())),
        ("in a list", static (node, parent) => node.ReplaceWith(new JsonArray(node.DeepClone()))),
        ("in an object", static (node, parent) => node.ReplaceWith(new JsonObject { ["config"] = node.DeepClone() })),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Mutations> Of(string text)
    {
        var kinds = Values.Length + Changes.Length;
        var count = Nodes(JsonNode.Parse(text)!).Count();
        yield return new("nodes", (long)count * kinds, number =>
        {
            var root = JsonNode.Parse(text)!;
            var node = Nodes(root).ElementAt((int)(number / kinds));
            var place = node.GetPath();
            var kind = (int)(number % kinds);
            var what = kind < Values.Length ? $"is {Values[kind][..Math.Min(60, Values[kind].Length)]}" : Changes[kind - Values.Length].What;
            if (kind >= Values.Length)
            {
                Changes[kind - Values.Length].Change(node, node.Parent!);
            }
            else
            {
                node.ReplaceWith(JsonNode.Parse(Values[kind]));
            }

            var nested = new string('[', Depth) + new string(']', Depth);
            return new($"{place} {what}", Encoding.UTF8.GetBytes(root.ToJsonString().Replace(Deep, nested, StringComparison.Ordinal)));
        });
    }

    // All but the root, and but nulls, which are no nodes.
    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Nodes(child).Prepend(child));
    }

    private static void Remove(JsonNode node, JsonNode parent)
    {
        _ = parent is JsonObject members ? members.Remove(node.GetPropertyName()) : parent.AsArray().Remove(node);
    }

    private static void Rename(JsonNode node, JsonNode parent)
    {
        if (parent is JsonObject members)
        {
            var name = node.GetPropertyName();
            members.Remove(name);
            members[name + "_"] = node;
        }
    }
}
