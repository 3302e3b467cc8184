using System.Globalization;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Values that lie in a file beside the model's.</summary>
/// <remarks>Only files within the model's folder are read, so that a model cannot show what lies elsewhere.</remarks>
internal static class ExternalData
{
    /// <summary>The bytes of a tensor.</summary>
    /// <param name="tensor">The tensor, which says where they lie.</param>
    /// <param name="bytes">How many there must be.</param>
    /// <param name="file">The model's file.</param>
    /// <exception cref="LaminaFormatException">The place lies outside the folder, or there are other bytes.</exception>
    public static ReadOnlyMemory<byte> Read(OnnxTensor tensor, long bytes, ImportFile file)
    {
        var entries = tensor.ExternalData.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.First().Value);
        var path = PathOf(entries.GetValueOrDefault("location", ""), tensor, file);
        var offset = Number(entries, "offset", 0, tensor, file);
        var length = Number(entries, "length", bytes, tensor, file);
        if (length != bytes)
        {
            throw Error(tensor, file, $"needs {bytes} bytes; its place in another file has {length}");
        }

        try
        {
            using var stream = File.OpenRead(path);
            if (offset > stream.Length || length > stream.Length - offset)
            {
                throw Error(tensor, file, $"lies at {offset}, {length} bytes long, of '{Path.GetFileName(path)}', which has {stream.Length}");
            }

            var values = new byte[length];
            stream.Position = offset;
            stream.ReadExactly(values);
            return values;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error(tensor, file, $"lies in '{Path.GetFileName(path)}', which is not beside the model"
                + "\n  hint: keep the files of a model together, as they were exported");
        }
    }

    private static string PathOf(string location, OnnxTensor tensor, ImportFile file)
    {
        if (file.Folder is not { } folder)
        {
            throw Error(tensor, file, "lies in another file, and this model is read without a folder"
                + "\n  hint: load the model by its path, or export it with all values inside");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var words = location.Split('/', '\\');
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal) || location.Contains(':', StringComparison.Ordinal)
            || Path.IsPathRooted(location) || words.Contains("..") || words[0].Length == 0)
        {
            throw Outside(location, tensor, file);
        }

        var path = Path.GetFullPath(Path.Combine(root, location));
        var real = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
        return path.StartsWith(root, StringComparison.Ordinal) && real.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw Outside(location, tensor, file);
    }

    private static long Number(Dictionary<string, string> entries, string key, long missing, OnnxTensor tensor, ImportFile file) =>
        !entries.TryGetValue(key, out var text) ? missing
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Error(tensor, file, $"has the {key} '{text}' in another file, which is no number");

    private static LaminaFormatException Outside(string location, OnnxTensor tensor, ImportFile file) => Error(
        tensor, file, $"is said to lie at '{location}'; only files within the model's folder are read");

    private static LaminaFormatException Error(OnnxTensor tensor, ImportFile file, string what) =>
        file.Error($"the tensor '{tensor.Name}' {what}.");
}
