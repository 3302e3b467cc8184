namespace Lamina.Formats.Hdf5;

/// <summary>A group: objects by name.</summary>
internal abstract class Hdf5Group(string path) : Hdf5Object(path)
{
    /// <summary>The names within, in the order of the file.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The object at a path below this group, such as <c>layers/dense/vars</c>; null where there is none.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or the object is of a kind that Lamina does not
    /// read.</exception>
    public abstract Hdf5Object? Find(string path);

    /// <summary>All groups and datasets below, by their path without a slash in front; groups that stand in a circle are
    /// entered once.</summary>
    public abstract IEnumerable<(string Path, Hdf5Object Object)> Objects();

    /// <summary>All datasets below, by their path without a slash in front; groups that stand in a circle are entered
    /// once.</summary>
    public IEnumerable<(string Path, Hdf5Dataset Dataset)> Datasets()
    {
        foreach (var (path, found) in Objects())
        {
            if (found is Hdf5Dataset dataset)
            {
                yield return (path, dataset);
            }
        }
    }
}
