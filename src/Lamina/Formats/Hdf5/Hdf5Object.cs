namespace Lamina.Formats.Hdf5;

/// <summary>A group or a dataset of a file.</summary>
/// <param name="path">Its place, from the root: <c>/layers/dense/vars/0</c>.</param>
internal abstract class Hdf5Object(string path)
{
    public string Path { get; } = path;

    /// <summary>What is noted on it, in the order of the file.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged.</exception>
    public abstract IReadOnlyDictionary<string, Hdf5Attribute> Attributes { get; }
}
