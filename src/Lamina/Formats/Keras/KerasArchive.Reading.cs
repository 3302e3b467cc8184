using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras.Legacy;
using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <content>Reading.</content>
internal static partial class KerasArchive
{
    // What small entries may unpack to whatever their ratio, and the ratio that larger ones may have.
    private const long Harmless = 1 << 20;
    private const int LargestRatio = 100;

    // What is unpacked into memory; more goes beside it.
    private const long MostInMemory = 1 << 26;

    /// <summary>The model of a file.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or holds no model.</exception>
    public static LoadedModel Read(string path, bool compile) => Open(path, (zip, file) =>
    {
        var config = Json(zip, Config, path)
            ?? throw new LaminaFormatException($"{path}: a .keras file has an entry '{Config}'; this zip file has none.");
        var version = KerasObject.TextOf((Json(zip, Metadata, path) as JsonObject)?["keras_version"]);
        var notes = new List<string>();
        var model = ModelJson.Read($"{path} › {Config}", () => LegacyConfig.Translate(AsObject(config), version, notes: notes));
        if (compile && config["compile_config"] is JsonObject { Count: > 0 } training)
        {
            ModelJson.TryCompile(model, notes, () => LegacyConfig.TranslateTraining(training, version, notes));
        }

        return new LoadedModel(model, ReadWeights(zip, file, path, model, WeightOptions.NewModel with { Notes = notes }));
    });

    /// <summary>Loads the weights of a file into a model that is there.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or its weights are not those of the model.</exception>
    public static WeightReport ReadWeights(string path, Model model, WeightOptions options) =>
        Open(path, (zip, file) => ReadWeights(zip, file, path, model, options));

    private static T Open<T>(string path, Func<ZipArchive, FileStream, T> read)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return read(zip, file);
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException(
                $"{path}: a .keras file is a zip file; this one is not, or is damaged: {e.Message}", e);
        }
    }

    private static WeightReport ReadWeights(ZipArchive zip, FileStream archive, string path, Model model, WeightOptions options)
    {
        if (Find(zip, Hdf5, path) is { } hdf5)
        {
            using var file = Hdf5File.Open(Seekable(hdf5, archive, $"{path} › {Hdf5}"), $"{path} › {Hdf5}");
            RestoreVocabularies(zip, path, model, name => file.Root.Find(name) as Hdf5Dataset is { } dataset ? dataset.Read() : null);
            return WeightLoader.Load(model, file.Root, $"{path} › {Hdf5}", options);
        }

        if (Find(zip, Weights, path) is { } npz)
        {
            var name = $"{path} › {Weights}";
            Bound(npz, name);
            using var content = npz.Open();
            var arrays = NpzFile.Read(content, name);
            RestoreVocabularies(zip, path, model, arrays.GetValueOrDefault);
            return WeightLoader.Load(model, WeightContainer.Of(arrays), name, options);
        }

        throw new LaminaFormatException(
            $"{path}: a .keras file has an entry '{Hdf5}' or '{Weights}'; this zip file has neither.");
    }

    private static void RestoreVocabularies(ZipArchive zip, string path, Model model, Func<string, Tensor?> find) =>
        VocabularyFiles.Restore(
            model, find, path, asset => Find(zip, asset, path) is { } found ? ReadText(found, $"{path} › {asset}") : null);

    private static JsonNode? Json(ZipArchive zip, string name, string path)
    {
        try
        {
            return Find(zip, name, path) is { } entry ? ModelJson.Parse(ReadText(entry, $"{path} › {name}")) ?? new JsonObject() : null;
        }
        catch (JsonException e)
        {
            throw new LaminaFormatException($"{path} › {name}: {e.Message}", e);
        }
    }

    private static JsonObject AsObject(JsonNode node) =>
        node as JsonObject ?? throw new LaminaFormatException("a model is a JSON object.");

    // HDF5 is read here and there. A stored entry is a piece of the file; another is unpacked, beside memory where it is large.
    private static Stream Seekable(ZipArchiveEntry entry, FileStream file, string name)
    {
        Bound(entry, name);
        using (var content = entry.Open())
        {
            // Behind the first byte the file stands where the entry's data begins, plus one.
            var isStored = entry.CompressedLength == entry.Length && entry.Length > 0 && content.ReadByte() >= 0;
            if (isStored && file.Position - 1 is var start && start + entry.Length <= file.Length
                && CrcOf(new FileWindow(file, start, entry.Length)) == entry.Crc32)
            {
                return new FileWindow(file, start, entry.Length);
            }
        }

        using var packed = new Crc32Stream(entry.Open());
        var copy = Place(entry.Length);
        try
        {
            Copy(packed, copy, entry.Length, name);
            return packed.Crc32 == entry.Crc32 ? copy : throw new LaminaFormatException(
                $"{name}: the data is damaged: its CRC-32 is {packed.Crc32:X8}; the zip file states {entry.Crc32:X8}.");
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static uint CrcOf(Stream stream)
    {
        using var whole = new Crc32Stream(stream);
        whole.CopyTo(Stream.Null);
        return whole.Crc32;
    }

    private static Stream Place(long length) => length <= MostInMemory
        ? new MemoryStream()
        : new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        });

    // No more than the zip file states, whatever comes out.
    private static void Copy(Stream packed, Stream copy, long length, string name)
    {
        var piece = new byte[1 << 16];
        for (int read; (read = packed.Read(piece)) > 0;)
        {
            copy.Write(piece, 0, read);
            if (copy.Position > length)
            {
                break;
            }
        }

        if (copy.Position != length)
        {
            throw new LaminaFormatException($"{name}: the entry is not {length} bytes long, as the zip file states.");
        }

        copy.Position = 0;
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string name, string path)
    {
        // Which of two would count is anyone's guess, and readers have been fooled by it.
        ZipArchiveEntry[] found = [.. zip.Entries.Where(entry => entry.FullName == name)];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new LaminaFormatException(
                $"{path}: every entry of a .keras file has a name of its own; '{name}' is there twice.");
    }

    private static void Bound(ZipArchiveEntry entry, string name)
    {
        if (entry.IsEncrypted)
        {
            throw new LaminaFormatException($"{name}: the entry is encrypted; Lamina reads stored and deflated entries.");
        }

        if (entry.Length < 0 || entry.CompressedLength < 0)
        {
            throw new LaminaFormatException(
                $"{name}: the zip file is damaged: the entry is said to be {entry.Length} bytes, packed into {entry.CompressedLength}.");
        }

        if (entry.Length > Harmless && entry.Length / LargestRatio > entry.CompressedLength)
        {
            throw new LaminaFormatException(
                $"{name}: Lamina unpacks entries to at most {LargestRatio} times their size; this one claims"
                + $" {entry.Length} bytes of {entry.CompressedLength}.");
        }
    }

    private static string ReadText(ZipArchiveEntry entry, string name)
    {
        Bound(entry, name);
        using var content = new Crc32Stream(entry.Open());
        if (entry.Length > MostInMemory || !BoundedReader.TryRead<byte>(content, (int)entry.Length, out var bytes, out _))
        {
            throw new LaminaFormatException($"{name}: the entry is not {entry.Length} bytes long, as the zip file states.");
        }

        return content.Crc32 == entry.Crc32 ? Encoding.UTF8.GetString(bytes) : throw new LaminaFormatException(
            $"{name}: the data is damaged: its CRC-32 is {content.Crc32:X8}; the zip file states {entry.Crc32:X8}.");
    }
}
