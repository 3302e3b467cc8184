namespace Lamina.Formats.SafeTensors;

/// <summary>An open <c>.safetensors</c> file, of which only what is asked for is read.</summary>
public sealed class SafeTensorsReader : IDisposable
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly SafeTensorsHeader _header;
    private readonly Dictionary<string, SafeTensorsEntry> _byName;
    private readonly long _start;

    private SafeTensorsReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
        var position = stream.Position;
        _header = SafeTensorsHeader.Read(stream, name);
        _start = position + _header.Length;
        _header.RequireBytes(stream.Length - _start, name);
        _byName = _header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>What the file holds, in the order in which it lies there.</summary>
    public IReadOnlyList<SafeTensorsEntry> Tensors => _header.Tensors;

    /// <summary>What is noted besides the tensors; often the framework that wrote the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens the file at <paramref name="path"/> and reads its header.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged.</exception>
    public static SafeTensorsReader Open(string path) => Open(File.OpenRead(path), path);

    /// <summary>Opens a stream, which is closed with the result or when this fails, and reads its header.</summary>
    /// <param name="stream">The file from where the stream stands to its end; seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LaminaFormatException">The data is damaged.</exception>
    public static SafeTensorsReader Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new SafeTensorsReader(stream, name);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor.</summary>
    /// <remarks>Not for several threads at once.</remarks>
    /// <exception cref="ArgumentException">The file has none of that name.</exception>
    /// <exception cref="LaminaFormatException">A tensor of Lamina cannot hold the values.</exception>
    public Tensor Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_byName.TryGetValue(name, out var entry))
        {
            throw new ArgumentException($"{_name} holds no tensor '{name}'; it holds {_byName.Count} others.", nameof(name));
        }

        _stream.Position = _start + entry.Begin;
        return SafeTensorsElements.Read(_stream, entry, $"{_name} › {name}");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
