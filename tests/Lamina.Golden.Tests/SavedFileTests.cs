using System.IO.Compression;
using System.Text.Json.Nodes;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Files that Lamina writes hold what Keras's files of the same models hold: the same groups, datasets and
/// attributes.</summary>
/// <remarks>Different are: the group <c>/lamina</c>, which Keras has not; <c>backend</c>, which is tensorflow; losses given by
/// name, which are written as objects; and the path of a layer that Keras built before its model, which lacks the model's
/// name.</remarks>
public sealed class SavedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamina-").FullName;

    public static TheoryData<string> Files => ModelTests.Files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Files))]
    public void Weights_are_laid_out_as_by_Keras(string file)
    {
        var (golden, model) = Load(file);
        var path = Path.Combine(_folder, "x.weights.h5");
        model.SaveWeights(path);
        using var written = Hdf5File.Open(path);
        AssertAlike(Listing(golden["weights_h5"]!), Listing(written.Root));
    }

    [Theory, MemberData(nameof(Files))]
    public void An_archive_is_laid_out_as_by_Keras(string file)
    {
        var (golden, model) = Load(file);
        var path = Path.Combine(_folder, "x.keras");
        model.Save(path);
        using var zip = ZipFile.OpenRead(path);
        Assert.Equal(
            golden["keras_zip"]!["entries"]!.AsArray().Select(entry => entry!["name"]!.GetValue<string>()),
            zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        using var content = new MemoryStream();
        using (var entry = zip.Entries[2].Open())
        {
            entry.CopyTo(content);
        }

        using var written = Hdf5File.Open(content, "model.weights.h5");
        AssertAlike(Listing(golden["keras_zip"]!["model.weights.h5"]!), Listing(written.Root));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_legacy_file_is_laid_out_as_by_Keras(string file)
    {
        var (golden, model) = Load(file);
        var path = Path.Combine(_folder, "x.h5");
        model.Save(path);
        using var written = Hdf5File.Open(path);
        string[] expected = [.. Listing(golden["legacy_h5"]!).Select(line => line.Replace("backend=torch", "backend=tensorflow", StringComparison.Ordinal))];
        string[] actual = [.. Listing(written.Root)];
        if (file.EndsWith("/normalization_layer.json", StringComparison.Ordinal))
        {
            actual = [.. actual
                .Where(line => line != "group /model_weights/normalization/sequential ")
                .Select(line => line.Replace("sequential/normalization", "normalization", StringComparison.Ordinal))];
        }

        AssertAlike(expected, actual);
        Assert.Equal(
            PythonJson.Write(Plain(golden["legacy_h5_model_config"])), PythonJson.Write(Plain(Json(written.Root, "model_config"))));
        Assert.Equal(
            PythonJson.Write(Plain(golden["legacy_h5_training_config"])), PythonJson.Write(Plain(Json(written.Root, "training_config"))));
    }

    private static (JsonNode Golden, Model Model) Load(string file)
    {
        var golden = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Root, file)))!;
        var model = Model.FromJson(golden["keras_zip"]!["config.json"]!.ToJsonString());
        var hasTrained = golden["weights_h5"]!.AsArray().Any(item => Text(item!, "path") == "/optimizer/vars/2");
        _ = hasTrained ? model.Trainer!.State : null;
        return (golden, model);
    }

    // Long texts are cut in the listings; configurations are compared for themselves.
    private static IEnumerable<string> Listing(JsonNode items) => items.AsArray().Select(item => Text(item!, "kind") == "dataset"
        ? $"dataset {Text(item!, "path")} {Text(item!, "dtype")} [{string.Join(", ", item!["shape"]!.AsArray())}]"
        : $"group {Text(item!, "path")} {Attributes(item!["attrs"]!.AsObject().Select(pair => (pair.Key, Values(pair.Value))))}");

    private static IEnumerable<string> Listing(Hdf5Group root) => Groups("", root).Concat(root.Datasets()
        .Where(pair => !pair.Path.StartsWith("lamina/", StringComparison.Ordinal))
        .Select(pair => $"dataset /{pair.Path} {pair.Dataset.TypeName} [{string.Join(", ", pair.Dataset.Axes)}]"));

    private static IEnumerable<string> Groups(string path, Hdf5Group group)
    {
        var attributes = group.Attributes.Values.Select(attribute => (attribute.Name, attribute.Texts is [var text] && attribute.Axes.Count == 0
            ? text
            : $"[{string.Join(", ", attribute.Texts!)}]"));
        yield return $"group {(path.Length == 0 ? "/" : path)} {Attributes(attributes)}";
        foreach (var name in group.Names.Where(name => name != "lamina"))
        {
            if (group.Find(name) is Hdf5Group inner)
            {
                foreach (var line in Groups($"{path}/{name}", inner))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Values(JsonNode? value) => value is JsonArray items
        ? $"[{string.Join(", ", items)}]"
        : value!.GetValue<string>();

    private static string Attributes(IEnumerable<(string Name, string Value)> attributes) => string.Join(' ', attributes
        .Where(pair => pair.Name is not ("model_config" or "training_config"))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static void AssertAlike(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    private static JsonNode? Json(Hdf5Group root, string attribute) =>
        root.Attributes.TryGetValue(attribute, out var value) ? JsonNode.Parse(value.Text!) : null;

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    private static JsonNode? Plain(JsonNode? node)
    {
        var plain = node?.DeepClone();
        if (plain is JsonObject training && training.ContainsKey("loss"))
        {
            training["loss"] = Spelled(training["loss"]);
        }

        return plain;
    }

    // A loss by name is the object of that name, in the short form.
    private static JsonNode? Spelled(JsonNode? loss) => loss switch
    {
        JsonValue name => new JsonObject
        {
            ["class_name"] = KerasObject.Write(Loss.Get(name.GetValue<string>()))["class_name"]!.DeepClone(),
            ["config"] = KerasObject.Write(Loss.Get(name.GetValue<string>()))["config"]!.DeepClone(),
        },
        JsonArray losses => new JsonArray([.. losses.Select(Spelled)]),
        _ => loss?.DeepClone(),
    };
}
