using System.Globalization;
using System.Text.Json.Nodes;

namespace Lamina.Cli.Inspection;

/// <summary>The contents of a file for people and for programs.</summary>
internal static class ContentsText
{
    private const int WidestName = 60;

    /// <summary>Writes a line for each thing.</summary>
    public static void Write(TextStream people, string path, long bytes, Contents contents)
    {
        people.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {contents.Format}, {bytes:N0} bytes"));
        var width = contents.Facts.Select(fact => Inspected.Printable(fact.Name).Length).DefaultIfEmpty(0).Max();
        foreach (var fact in contents.Facts)
        {
            people.WriteLine($"  {Inspected.Printable(fact.Name).PadRight(width)}  {Inspected.Printable(fact.Shown)}");
        }

        foreach (var part in contents.Parts)
        {
            people.WriteLine();
            people.WriteLine($"{part.Name} ({part.Things.Count})");
            width = Math.Min(WidestName, part.Things.Select(thing => Inspected.Printable(thing.Name).Length).DefaultIfEmpty(0).Max());
            foreach (var thing in part.Things)
            {
                people.WriteLine($"  {Inspected.Printable(thing.Name).PadRight(width)}  {Inspected.Printable(thing.Description)}".TrimEnd());
                foreach (var fact in thing.Attributes)
                {
                    people.WriteLine($"    @{Inspected.Printable(fact.Name)}  {Inspected.Printable(fact.Shown)}");
                }
            }
        }
    }

    /// <summary>All of it as one object.</summary>
    public static JsonObject ToJson(string path, long bytes, Contents contents)
    {
        var json = new JsonObject
        {
            ["file"] = path,
            ["format"] = contents.Format,
            ["bytes"] = bytes,
            ["facts"] = new JsonObject(contents.Facts.DistinctBy(fact => fact.Name)
                .Select(fact => KeyValuePair.Create(fact.Name, (JsonNode?)fact.Shown))),
        };
        foreach (var part in contents.Parts)
        {
            json[part.Name] = JsonParts.Array(part.Things.Select(thing => thing.ToJson()));
        }

        return json;
    }
}
