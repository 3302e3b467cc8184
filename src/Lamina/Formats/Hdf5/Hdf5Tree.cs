using System.Runtime.CompilerServices;
using Lamina.Formats.Hdf5.Writing;

namespace Lamina.Formats.Hdf5;

/// <summary>A group that is to be written: attributes, groups and datasets under their names.</summary>
/// <remarks>What is written is what h5py writes by default: superblock 0, object headers 1, groups as symbol tables,
/// contiguous datasets without times. Equal trees give equal bytes.</remarks>
internal sealed class Hdf5Tree
{
    /// <summary>Bytes that an attribute may take, as Keras counts them: a header's message has 64 KiB for name, type and
    /// elements.</summary>
    public const int LargestAttribute = 64512;

    /// <summary>Texts of variable length that an attribute may hold.</summary>
    public const int MostTexts = LargestAttribute / TextHeap.ReferenceBytes;

    private readonly string _path;
    private readonly Dictionary<string, object> _members = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, WrittenAttribute> _attributes = new(StringComparer.Ordinal);

    /// <summary>An empty root.</summary>
    public Hdf5Tree()
        : this("")
    {
    }

    private Hdf5Tree(string path) => _path = path;

    /// <summary>The groups and datasets within.</summary>
    internal IReadOnlyDictionary<string, object> Members => _members;

    /// <summary>The attributes, in the order in which they were first noted.</summary>
    internal IEnumerable<KeyValuePair<string, WrittenAttribute>> Attributes => _attributes;

    /// <summary>The group at a path below this one; made where it is not there.</summary>
    /// <exception cref="ArgumentException">A dataset stands in the way, or a name is none of HDF5.</exception>
    public Hdf5Tree Group(string path) => Below(Names(path));

    /// <summary>Adds a dataset at a path below; groups on the way are made.</summary>
    /// <param name="path">Its place, such as <c>layers/dense/vars/0</c>.</param>
    /// <param name="tensor">Numbers that have been computed.</param>
    /// <exception cref="ArgumentException">Something has that place, or the tensor holds texts.</exception>
    /// <exception cref="InvalidOperationException">The tensor is a formula that has not been computed.</exception>
    public void Add(string path, Tensor tensor) => Add(path, WrittenArray.Of(tensor, $"{_path}/{path}"));

    /// <summary>Adds a dataset of the values that a variable has when the file is written; they are never copied.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="variable">The variable.</param>
    /// <exception cref="ArgumentException">Something has that place.</exception>
    public void Add(string path, Variable variable) => Add(path, WrittenArray.Of(variable));

    /// <summary>Notes a text, in UTF-8 of variable length as h5py does.</summary>
    public void SetAttribute(string name, string text, Hdf5TextForm form = Hdf5TextForm.Utf8) =>
        Set(name, WrittenAttribute.Of([text], [], form, $"{_path}/@{name}"));

    /// <summary>Notes a list of texts; an empty one as h5py notes it, float64 of shape (0).</summary>
    // An array of strings would also do as a tensor.
    [OverloadResolutionPriority(1)]
    public void SetAttribute(string name, IReadOnlyList<string> texts, Hdf5TextForm form = Hdf5TextForm.Utf8) =>
        Set(name, texts.Count == 0
            ? WrittenAttribute.Of(Tensor.From<double>([], [0]), $"{_path}/@{name}")
            : WrittenAttribute.Of(texts, [texts.Count], form, $"{_path}/@{name}"));

    /// <summary>Notes numbers.</summary>
    public void SetAttribute(string name, Tensor tensor) => Set(name, WrittenAttribute.Of(tensor, $"{_path}/@{name}"));

    /// <summary>Writes a file with this group as its root.</summary>
    /// <param name="stream">Where to, from where it stands; one byte after the other.</param>
    public void Write(Stream stream) => Hdf5Writer.Write(this, stream);

    private static string[] Names(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private void Add(string path, WrittenArray array)
    {
        var names = Names(path);
        if (names.Length == 0)
        {
            throw new ArgumentException($"{_path}/: a dataset needs a name; none was given.", nameof(path));
        }

        var group = Below(names.AsSpan(..^1));
        group.Check(names[^1]);
        if (!group._members.TryAdd(names[^1], array))
        {
            throw new ArgumentException(
                $"{group._path}/{names[^1]}: every object of a group has a name of its own; this one is given twice.",
                nameof(path));
        }
    }

    private Hdf5Tree Below(ReadOnlySpan<string> names)
    {
        var group = this;
        foreach (var name in names)
        {
            group = group.Child(name);
        }

        return group;
    }

    private Hdf5Tree Child(string name)
    {
        if (!_members.TryGetValue(name, out var member))
        {
            Check(name);
            _members[name] = member = new Hdf5Tree($"{_path}/{name}");
        }

        return member as Hdf5Tree
            ?? throw new ArgumentException($"{_path}/{name}: a dataset has that name, so no group can.", nameof(name));
    }

    private void Set(string name, WrittenAttribute attribute)
    {
        Check(name);
        _attributes[name] = attribute.Size <= LargestAttribute ? attribute : throw new ArgumentException(
            $"{_path}/@{name}: an attribute of HDF5 takes at most {LargestAttribute} bytes; this one takes {attribute.Size}."
            + "\n  hint: note it in parts, or as a dataset.", nameof(name));
    }

    private void Check(string name)
    {
        if (name is "" or "." || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{_path}/{name.Replace("\0", "\\0", StringComparison.Ordinal)}: a name of HDF5 is not empty, is not '.'"
                + " and holds no character 0.",
                nameof(name));
        }
    }
}
