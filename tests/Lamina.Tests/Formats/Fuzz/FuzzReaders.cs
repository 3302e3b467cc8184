using System.Text;
using Lamina.Data;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>All readers of files from elsewhere.</summary>
internal static class FuzzReaders
{
    /// <summary>The readers: a format that can be read is a row.</summary>
    public static FuzzReader[] All { get; } =
    [
        new("npy", ".npy", Given(path => NpyFile.Read(path)), FuzzSources.Npy, static file => ByteMutations.Of(file)),
        new("npy, rows", ".npy", Rows, FuzzSources.NpyOfRows, static file => ByteMutations.Of(file)),
        new("npz", ".npz", Given(path => NpzFile.Read(path)), FuzzSources.Npz, InZip) { Share = 2500 },
        new(
            "idx", ".idx", Given(path => IdxFile.Read(path)), FuzzSources.Idx,
            static file => ByteMutations.Of(file, bigEndian: true)),
        new("safetensors", ".safetensors", Given(path => SafeTensorsFile.Read(path)), FuzzSources.SafeTensors, InSafeTensors),
        new("weights.safetensors", ".safetensors", Weights, FuzzSources.WeightsSafeTensors, InSafeTensors)
        {
            Formats = ["a safetensors file"],
        },
        new("onnx", ".onnx", Load, FuzzSources.Onnx, static file => ByteMutations.Of(file)) { Share = 4000, Formats = ["an ONNX model"] },
        new("model.json", ".json", Text, FuzzSources.Json, InJson) { Share = 4000 },
        new("keras", ".keras", Load, FuzzSources.Keras, InZip) { Share = 6000, Formats = ["a .keras archive"] },
        new("weights.npz", ".weights.npz", Weights, FuzzSources.WeightsNpz, InZip)
        {
            Formats = ["an .npz file"],
        },
        new("weights.h5", ".weights.h5", Weights, FuzzSources.WeightsHdf5, static file => ByteMutations.Of(file))
        {
            Formats = ["an HDF5 file"],
        },
        new("h5", ".h5", Load, FuzzSources.LegacyHdf5, InLegacyHdf5) { Share = 6000, Formats = ["an HDF5 file"] },
        new("wild", ".h5", Load, FuzzSources.Wild, static file => file[0] == 'P' ? InZip(file) : InLegacyHdf5(file))
        {
            Share = 3000,
        },
        new("hdf5", ".h5", Hdf5, FuzzSources.Hdf5, static file => ByteMutations.Of(file)) { Share = 6000 },
    ];

    private static Func<string, Action?> Given(Action<string> read) => path =>
    {
        read(path);
        return null;
    };

    private static Action? Load(string path) => Used.By(Model.Load(path));

    private static Action? Text(string path) => Used.By(Named(path, () => Model.FromJson(File.ReadAllText(path))));

    private static Action? Weights(string path)
    {
        FuzzSources.Weighed().LoadWeights(path);
        return null;
    }

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

    // All that is in it, with all that is noted on it.
    private static Action? Hdf5(string path)
    {
        using var file = Hdf5File.Open(path);
        var texts = file.Root.Attributes.Values.Count(attribute => attribute.Text is null);
        foreach (var (_, dataset) in file.Root.Datasets())
        {
            texts += dataset.Attributes.Count + dataset.Read().Rank;
        }

        return null;
    }

    private static IEnumerable<Mutations> InJson(byte[] file) =>
        [.. ByteMutations.Of(file), .. JsonMutations.Of(Encoding.UTF8.GetString(file))];

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

    // The configuration is a text of the header; the sums of HDF5 are kept by writing the file anew.
    private static IEnumerable<Mutations> InLegacyHdf5(byte[] file)
    {
        var copy = new Hdf5Copy(file);
        return
        [
            .. ByteMutations.Of(file),
            .. copy.Texts.SelectMany(text => InText(text).Select(kind => kind.Within(
                text[..Math.Min(20, text.Length)], other => copy.With(text, Encoding.UTF8.GetString(other))))),
        ];
    }

    private static IEnumerable<Mutations> InText(string text) =>
        text.StartsWith('{') ? JsonMutations.Of(text) : ByteMutations.Of(Encoding.UTF8.GetBytes(text));

    // Eight bytes of length, then the header.
    private static IEnumerable<Mutations> InSafeTensors(byte[] file)
    {
        var length = (int)BitConverter.ToInt64(file);
        return
        [
            .. ByteMutations.Of(file),
            .. InJson(file[8..(8 + length)]).Select(kind => kind.Within(
                "header", header => [.. BitConverter.GetBytes((long)header.Length), .. header, .. file[(8 + length)..]])),
        ];
    }
}
