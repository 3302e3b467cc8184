namespace Lamina.Formats.Hdf5;

/// <summary>Where the elements of a dataset lie.</summary>
internal enum LayoutClass
{
    Compact = 0,
    Contiguous = 1,
    Chunked = 2,
    Virtual = 3,
}
