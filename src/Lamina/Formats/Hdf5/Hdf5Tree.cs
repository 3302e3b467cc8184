namespace Lamina.Formats.Hdf5;

/// <summary>A group that is to be written: attributes, groups and datasets under their names.</summary>
internal sealed class Hdf5Tree
{
    /// <summary>The group at a path below this one; made where it is not there.</summary>
    public Hdf5Tree Group(string path) => throw new NotImplementedException();

    /// <summary>Adds a dataset at a path below; groups on the way are made.</summary>
    /// <param name="path">Its place, such as <c>layers/dense/vars/0</c>.</param>
    /// <param name="tensor">Numbers that have been computed.</param>
    public void Add(string path, Tensor tensor) => throw new NotImplementedException();

    /// <summary>Notes a text, in UTF-8 of variable length as h5py does.</summary>
    public void SetAttribute(string name, string text) => throw new NotImplementedException();

    /// <summary>Notes a list of texts; an empty one as h5py notes it, float64 of shape (0).</summary>
    public void SetAttribute(string name, IReadOnlyList<string> texts) => throw new NotImplementedException();

    /// <summary>Notes numbers.</summary>
    public void SetAttribute(string name, Tensor tensor) => throw new NotImplementedException();

    /// <summary>Writes a file with this group as its root.</summary>
    /// <param name="stream">Where to, from where it stands; seekable.</param>
    public void Write(Stream stream) => throw new NotImplementedException();
}
