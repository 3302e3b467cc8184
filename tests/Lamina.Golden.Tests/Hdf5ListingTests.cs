using System.Text.Json.Nodes;
using Lamina.Formats.Hdf5;
using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

/// <summary>What Keras's own HDF5 files hold, against the listings of them.</summary>
public sealed class Hdf5ListingTests
{
    private const string Cut = "...(cut)";

    public static TheoryData<string> Files =>
        [.. GoldenFolder.Find("*.h5").Where(file => file.StartsWith("models/", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void A_file_holds_what_its_listing_says(string path)
    {
        const string Weights = ".weights.h5";
        var isWeights = path.EndsWith(Weights, StringComparison.Ordinal);
        var json = isWeights ? path[..^Weights.Length] + ".json" : Path.ChangeExtension(path, ".json");
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Root, json)))!
            [isWeights ? "weights_h5" : "legacy_h5"]!.AsArray();
        using var file = Hdf5File.Open(Path.Combine(GoldenFolder.Root, path));
        Assert.Equal(
            expected.Select(entry => Text(entry!, "path")).Order(StringComparer.Ordinal),
            Paths(file.Root).Order(StringComparer.Ordinal));
        Assert.All(expected, entry => Same(entry!, file.Root.Find(Text(entry!, "path"))));
    }

    private static IEnumerable<string> Paths(Hdf5Object item) => item is not Hdf5Group group
        ? [item.Path]
        : group.Names.SelectMany(name => Paths(group.Find(name)!)).Prepend(item.Path);

    private static void Same(JsonNode expected, Hdf5Object? found)
    {
        Assert.NotNull(found);
        Assert.Equal(Text(expected, "kind"), found is Hdf5Group ? "group" : "dataset");
        if (found is Hdf5Dataset dataset)
        {
            Assert.Equal(Text(expected, "dtype"), dataset.TypeName);
            Assert.Equal(expected["shape"]!.AsArray().Select(axis => axis!.GetValue<long>()), dataset.Axes);
            Assert.Equal(dataset.Axes.Select(axis => (int)axis), dataset.Read().Shape);
        }

        var attributes = expected["attrs"]!.AsObject();
        Assert.Equal(attributes.Select(a => a.Key).Order(StringComparer.Ordinal), found.Attributes.Keys.Order(StringComparer.Ordinal));
        Assert.All(attributes, a => Same(a.Value!, found.Attributes[a.Key]));
    }

    private static void Same(JsonNode expected, Hdf5Attribute found)
    {
        if (expected is JsonArray texts)
        {
            Assert.Equal(texts.Select(text => text!.GetValue<string>()), found.Texts!);
            return;
        }

        var text = expected.GetValue<string>();
        Assert.NotNull(found.Text);
        Assert.Equal(text, text.EndsWith(Cut, StringComparison.Ordinal) ? found.Text[..(text.Length - Cut.Length)] + Cut : found.Text);
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
