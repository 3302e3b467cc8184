using Microsoft.Win32.SafeHandles;

namespace Lamina.Formats.Numpy;

/// <summary>The rows of a <c>.npy</c> file, read by their number, from any thread; the file is not loaded.</summary>
/// <remarks>A row is all behind the first axis. The file is closed when nobody uses this any more.</remarks>
internal sealed class NpyRows
{
    private readonly SafeFileHandle _file;
    private readonly NpyHeader _row;
    private readonly long _start;
    private readonly int _rowBytes;

    /// <summary>Opens the file at <paramref name="path"/> and reads its header.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, holds what a tensor cannot, or has its rows
    /// scattered.</exception>
    public NpyRows(string path)
    {
        Path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            (_row, Count) = NpyHeader.ParseRows(NpyFile.ReadHeaderText(stream, path), path);
            _start = stream.Position;
            DType = NpyElements.Read(Stream.Null, _row with { Shape = [0] }, path).DType;
            _rowBytes = checked(_row.Shape.Size * NpyElements.BytesOf(_row.Descr));
            CheckLength(stream.Length);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The shape of a row.</summary>
    public Shape Row => _row.Shape;

    /// <summary>The type of a tensor of these rows.</summary>
    public DType DType { get; }

    /// <summary>Whether the bytes of a row are those of an array in memory.</summary>
    public bool IsRaw => _row.Descr == NpyElements.DescrOf(DType) && DType != DType.Bool && BitConverter.IsLittleEndian;

    /// <summary>Reads a row as it lies in the file.</summary>
    /// <exception cref="LaminaFormatException">The file has become shorter.</exception>
    public void Read(int row, Span<byte> target)
    {
        for (var filled = 0; filled < target.Length;)
        {
            var read = RandomAccess.Read(_file, target[filled..], _start + ((long)row * _rowBytes) + filled);
            if (read == 0)
            {
                throw new LaminaFormatException($"{Path}: the file ends within row {row} of {Count}; it was longer when it was opened.");
            }

            filled += read;
        }
    }

    /// <summary>Reads a row of any type.</summary>
    public Tensor Read(int row)
    {
        var bytes = new byte[_rowBytes];
        Read(row, bytes);
        return NpyElements.Read(new MemoryStream(bytes), _row, Path);
    }

    private void CheckLength(long length)
    {
        if (_row.FortranOrder && _row.Shape.Rank > 0)
        {
            throw new LaminaFormatException(
                $"{Path}: rows are read from files in C order; this one is in Fortran order, where a row is scattered."
                + "\n  hint: save it with numpy.ascontiguousarray, or read it whole with NpyFile.Read.");
        }

        var expected = (long)Count * _rowBytes;
        if (length - _start < expected)
        {
            throw new LaminaFormatException(
                $"{Path}: the header states {Count} rows {_row.Shape} of type '{_row.Descr}', which is {expected} bytes;"
                + $" the file ends after {length - _start}.");
        }
    }
}
