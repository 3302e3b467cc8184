namespace Lamina.Formats.Hdf5;

/// <summary>The bytes of an open file, fetched where they are asked for.</summary>
/// <remarks>Structures are small and lie scattered; a few pages are kept, so that reading them number by number does not
/// ask the system for each.</remarks>
internal sealed class Hdf5Source(Stream stream, string name)
{
    private const int PageBytes = 4096;
    private const int Pages = 16;
    private readonly byte[]?[] _pages = new byte[Pages][];
    private readonly long[] _numbers = new long[Pages];

    /// <summary>What messages call the file.</summary>
    public string Name { get; } = name;

    /// <summary>The number of bytes, as it was when the file was opened.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Where addresses count from, and how long they and lengths are; set when the superblock is known.</summary>
    public Hdf5Sizes Sizes { get; set; } = new(0, 8, 8);

    /// <summary>The collections of variable-length data that have been met.</summary>
    public GlobalHeap GlobalHeap => field ??= new GlobalHeap(this);

    /// <summary>Reads bytes that lie within <see cref="Length"/>.</summary>
    /// <exception cref="LaminaFormatException">The file has become shorter.</exception>
    public void Read(long position, Span<byte> target)
    {
        while (target.Length > 0)
        {
            var offset = (int)(position % PageBytes);
            if (offset == 0 && target.Length >= PageBytes)
            {
                var whole = target.Length - (target.Length % PageBytes);
                Fetch(position, target[..whole]);
                position += whole;
                target = target[whole..];
                continue;
            }

            var page = Page(position / PageBytes);
            var count = Math.Min(target.Length, PageBytes - offset);
            page.AsSpan(offset, count).CopyTo(target);
            position += count;
            target = target[count..];
        }
    }

    private byte[] Page(long number)
    {
        var slot = (int)(number % Pages);
        if (_pages[slot] is { } kept && _numbers[slot] == number)
        {
            return kept;
        }

        var page = _pages[slot] ?? new byte[PageBytes];
        _pages[slot] = null;
        var start = number * PageBytes;
        Fetch(start, page.AsSpan(0, (int)Math.Min(PageBytes, Length - start)));
        (_pages[slot], _numbers[slot]) = (page, number);
        return page;
    }

    private void Fetch(long position, Span<byte> target)
    {
        stream.Position = position;
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw new LaminaFormatException(
                $"{Name}: the file had {Length} bytes when it was opened; it now ends before byte {position + target.Length}.");
        }
    }
}
