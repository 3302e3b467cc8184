namespace Lamina.Formats.Hdf5;

/// <summary>How an attribute holds texts; the bytes are UTF-8 in any case.</summary>
internal enum Hdf5TextForm
{
    /// <summary>Of variable length, said to be UTF-8: a Python <c>str</c>, as h5py writes it.</summary>
    Utf8,

    /// <summary>Of variable length, said to be ASCII: Python's <c>bytes</c>, as h5py writes them.</summary>
    Bytes,

    /// <summary>All of one length, filled with zeros: NumPy's array of <c>bytes</c>, as h5py writes it.</summary>
    FixedBytes,
}
