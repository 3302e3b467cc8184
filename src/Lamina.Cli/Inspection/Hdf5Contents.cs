using System.Globalization;
using Lamina.Formats.Hdf5;

namespace Lamina.Cli.Inspection;

/// <summary>What is in an HDF5 file.</summary>
internal static class Hdf5Contents
{
    private const int MostValues = 8;

    /// <summary>Reads a file.</summary>
    public static Contents Of(string path)
    {
        using var file = Hdf5File.Open(path);
        return new Contents("an HDF5 file", FactsOf(file.Root), [ObjectsOf(file.Root, "objects")]);
    }

    /// <summary>All below a group.</summary>
    public static InspectedPart ObjectsOf(Hdf5Group root, string name) => new(
        name,
        [.. root.Objects().Select(pair => new Inspected(pair.Path)
        {
            Type = pair.Object is Hdf5Dataset dataset ? dataset.TypeName : "group",
            Axes = pair.Object is Hdf5Dataset array ? Inspected.AxesOf(array.Axes) : null,
            Attributes = FactsOf(pair.Object),
        })]);

    /// <summary>What is noted on an object.</summary>
    public static IReadOnlyList<Fact> FactsOf(Hdf5Object of) =>
        [.. of.Attributes.Values.Select(attribute => new Fact(attribute.Name, ValueOf(attribute)))];

    private static string ValueOf(Hdf5Attribute attribute) => attribute switch
    {
        { Text: { } text } => text,
        { Texts: { } texts } => List([.. texts.Take(MostValues).Select(text => $"\"{text}\"")], texts.Count),
        { Value: null } => $"({attribute.TypeName}[{string.Join(", ", attribute.Axes)}])",
        { Value: Tensor { Rank: 0 } tensor } => Number(tensor.ToArray<double>()[0]),
        { Value: Tensor tensor } => List([.. tensor.ToArray<double>().Take(MostValues).Select(Number)], tensor.Shape.Size),
        _ => attribute.TypeName,
    };

    private static string List(string[] first, int count) =>
        $"[{string.Join(", ", first)}{(count > first.Length ? string.Create(CultureInfo.InvariantCulture, $", … {count:N0} in all") : "")}]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
