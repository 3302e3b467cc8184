using System.IO.Compression;
using System.Text;
using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <content>Reading.</content>
internal static partial class KerasArchive
{
    // What small entries may unpack to whatever their ratio, and the ratio that larger ones may have.
    private const long Harmless = 1 << 26;
    private const int LargestRatio = 100;

    public static Model Read(string path, bool compile)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            if (Find(zip, Config, path) is not { } entry)
            {
                throw new LaminaFormatException($"{path}: a .keras file has an entry '{Config}'; this zip file has none.");
            }

            var model = ModelJson.Read(ReadText(entry, $"{path} › {Config}"), $"{path} › {Config}", compile);
            ReadWeights(zip, path, model);
            return model;
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException(
                $"{path}: a .keras file is a zip file; this one is not, or is damaged: {e.Message}", e);
        }
    }

    private static void ReadWeights(ZipArchive zip, string path, Model model)
    {
        if (Find(zip, Weights, path) is { } entry)
        {
            var name = $"{path} › {Weights}";
            Bound(entry, name);
            using var content = entry.Open();
            var arrays = NpzFile.Read(content, name);
            VocabularyFiles.Restore(
                model, arrays, path, asset => Find(zip, asset, path) is { } found ? ReadText(found, $"{path} › {asset}") : null);
            WeightSet.Restore(model, arrays, name);
            return;
        }

        throw new LaminaFormatException(Find(zip, Hdf5, path) is null
            ? $"{path}: a .keras file has an entry '{Weights}' or '{Hdf5}'; this zip file has neither."
            : $"{path} › {Hdf5}: weights in HDF5 cannot be read yet; Lamina reads '{Weights}'."
                + "\n  hint: Model.FromJson builds the model of the file's config.json, without its weights.");
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
        if (entry.Length > Harmless || !BoundedReader.TryRead<byte>(content, (int)entry.Length, out var bytes, out _))
        {
            throw new LaminaFormatException($"{name}: the entry is not {entry.Length} bytes long, as the zip file states.");
        }

        return content.Crc32 == entry.Crc32 ? Encoding.UTF8.GetString(bytes) : throw new LaminaFormatException(
            $"{name}: the data is damaged: its CRC-32 is {content.Crc32:X8}; the zip file states {entry.Crc32:X8}.");
    }
}
