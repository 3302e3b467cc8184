using Lamina.Data;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>All readers of files from elsewhere.</summary>
internal static class FuzzReaders
{
    /// <summary>The readers: a format that can be read is a row.</summary>
    public static FuzzReader[] All { get; } =
    [
        new("npy", ".npy", Given(path => NpyFile.Read(path)), FuzzSources.Npy, static file => ByteMutations.Of(file)),
        new("npy, rows", ".npy", Rows, FuzzSources.Npy, static file => ByteMutations.Of(file)),
        new("npz", ".npz", Given(path => NpzFile.Read(path)), FuzzSources.Npz, static file => InZip(file)),
        new("idx", ".idx", Given(path => IdxFile.Read(path)), FuzzSources.Idx, static file => ByteMutations.Of(file, bigEndian: true)),
        new("model.json", ".json", path => Used.By(Named(path, () => Model.FromJson(File.ReadAllText(path)))), FuzzSources.Json, static file => InJson(file)),
        new("keras", ".keras", path => Used.By(Model.Load(path)), FuzzSources.Keras, static file => InZip(file)) { Share = 4000 },
    ];

    private static Func<string, Action?> Given(Action<string> read) => path =>
    {
        read(path);
        return null;
    };

    private static Action? Rows(string path)
    {
        var rows = new NpyRows(path);
        return rows.Count == 0 || rows.Row.Size > 1 << 20 ? null : () => rows.Read(rows.Count - 1);
    }

    // A text has no path; whoever read it names the file.
    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LaminaFormatException e) when (e.Message.StartsWith("The JSON text: ", StringComparison.Ordinal))
        {
            throw new LaminaFormatException($"{path}: {e.Message}", e);
        }
    }

    private static IEnumerable<Mutations> InJson(byte[] file) =>
        [.. ByteMutations.Of(file), .. JsonMutations.Of(System.Text.Encoding.UTF8.GetString(file))];

    // What is within an entry gets past the sums of the archive.
    private static IEnumerable<Mutations> InZip(byte[] file)
    {
        var entries = RawZip.Read(file);
        return
        [
            .. ByteMutations.Of(file), .. ZipMutations.Of(file),
            .. entries.SelectMany((entry, i) => Within(entry).Select(kind => kind.Within(
                entry.Name, content => RawZip.Write([.. entries[..i], entry with { Content = content }, .. entries[(i + 1)..]])))),
        ];
    }

    private static IEnumerable<Mutations> Within(RawEntry entry) => Path.GetExtension(entry.Name) switch
    {
        ".json" => InJson(entry.Content),
        ".npz" => InZip(entry.Content),
        _ => ByteMutations.Of(entry.Content),
    };
}
