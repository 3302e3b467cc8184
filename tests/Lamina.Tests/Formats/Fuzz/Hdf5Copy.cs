using Lamina.Formats.Hdf5;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>An HDF5 file in memory, which can be written again with another text in it.</summary>
internal sealed class Hdf5Copy
{
    private readonly List<(string Group, string Name, object Value)> _attributes = [];
    private readonly List<(string Path, Tensor Values)> _datasets = [];

    public Hdf5Copy(byte[] bytes)
    {
        using var file = Hdf5File.Open(new MemoryStream(bytes), "source");
        Read(file.Root, "");
    }

    /// <summary>The texts that are noted on the root.</summary>
    public IEnumerable<string> Texts =>
        _attributes.Where(note => note.Group.Length == 0).Select(note => note.Value).OfType<string[]>()
            .Where(texts => texts.Length == 1).Select(texts => texts[0]).Distinct();

    /// <summary>The file with another text in place of one; texts of HDF5 end at a 0.</summary>
    public byte[] With(string text, string other)
    {
        other = other.Replace('\0', '\u0001');
        var tree = new Hdf5Tree();
        foreach (var (group, name, value) in _attributes)
        {
            var at = tree.Group(group);
            switch (value)
            {
                case string[] { Length: 1 } single: at.SetAttribute(name, single[0] == text ? other : single[0]); break;
                case string[] several: at.SetAttribute(name, several); break;
                case Tensor numbers: at.SetAttribute(name, numbers); break;
            }
        }

        foreach (var (path, values) in _datasets)
        {
            tree.Add(path, values);
        }

        var stream = new MemoryStream();
        tree.Write(stream);
        return stream.ToArray();
    }

    private void Read(Hdf5Group group, string path)
    {
        _attributes.AddRange(group.Attributes.Values.Select(note => (path, note.Name, note.Value ?? Array.Empty<string>())));
        foreach (var name in group.Names)
        {
            switch (group.Find(name))
            {
                case Hdf5Group inner: Read(inner, $"{path}/{name}"); break;
                case Hdf5Dataset dataset: _datasets.Add(($"{path}/{name}", dataset.Read())); break;
            }
        }
    }
}
