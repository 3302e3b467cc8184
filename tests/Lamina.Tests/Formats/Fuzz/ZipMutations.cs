namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damages to zip files whose bytes are otherwise right: names, sizes, sums, entries there twice or not at all.</summary>
internal static class ZipMutations
{
    /// <summary>A word that is in every path that leads out of the archive, so that a file written there would be seen.</summary>
    public const string Outside = "lamina-fuzz-outside";

    // More than a reader may take for a file of some kilobytes, and quickly packed.
    private const int Bomb = 48 << 20;

    private static readonly string[] Names =
    [
        $"../{Outside}.txt", $"../../../tmp/{Outside}.txt", $"/tmp/{Outside}.txt", $"..\\{Outside}.txt", $"C:\\{Outside}.txt",
        $"assets/../../{Outside}.txt", "", "/", ".", "..", "config.json/", "CONFIG.JSON", "a\0b", new string('n', 60_000), "assets/", "\u202Etxt.exe",
    ];

    private static readonly uint[] Sizes = [0, 1, 1 << 20, int.MaxValue, 1u << 31, uint.MaxValue - 1, uint.MaxValue];
    private static readonly Lazy<byte[]> BombPacked = new(() => new RawEntry("", new byte[Bomb]).Deflated().Stored!);

    private static readonly (string What, Func<RawEntry, RawEntry> Change)[] Changes =
    [
        .. Names.Select(name => ($"named '{(name.Length > 40 ? name[..40] : name)}'", (Func<RawEntry, RawEntry>)(entry => entry with { Name = name }))),
        .. Sizes.Select(size => ($"said to unpack to {size} bytes", (Func<RawEntry, RawEntry>)(entry => entry with { Size = size }))),
        .. Sizes.Select(size => ($"packed and said to unpack to {size} bytes", (Func<RawEntry, RawEntry>)(entry => entry.Deflated() with { Size = size }))),
        .. Sizes.Select(size => ($"said to be packed into {size} bytes", (Func<RawEntry, RawEntry>)(entry => entry with { CompressedSize = size }))),
        .. Sizes.Select(size => ($"said to lie at {size}", (Func<RawEntry, RawEntry>)(entry => entry with { Offset = size }))),
        .. new ushort[] { 1, 5, 6, 8, 9, 12, 14, 93, 95, 99, 65535 }.Select(method =>
            ($"said to be packed by method {method}", (Func<RawEntry, RawEntry>)(entry => entry with { Method = method }))),
        .. new ushort[] { 1, 8, 0x20, 0x40, 0x41, 0x2000, 0xFFFF }.Select(flags =>
            ($"with the flags {flags:X4}", (Func<RawEntry, RawEntry>)(entry => entry with { Flags = flags }))),
        ("with another CRC-32", entry => entry with { Crc = 0x12345678 }),
        ("packed", entry => entry.Deflated()),
        ("packed with another CRC-32", entry => entry.Deflated() with { Crc = 0 }),
        ("packed and cut", entry => entry.Deflated() is var packed ? packed with { Stored = packed.Stored![..(packed.Stored!.Length / 2)] } : entry),
        ("empty", entry => entry with { Content = [] }),
        ("cut in half", entry => entry with { Content = entry.Content[..(entry.Content.Length / 2)] }),
        ("followed by more", entry => entry with { Content = [.. entry.Content, .. new byte[1000]] }),
        ("of zeros", entry => entry with { Content = new byte[entry.Content.Length] }),
        ("of spaces", entry => entry with { Content = [.. Enumerable.Repeat((byte)' ', entry.Content.Length)] }),
        ($"a bomb of {Bomb} bytes", entry => entry with { Content = new byte[Bomb], Crc = 0, Method = 8, Stored = BombPacked.Value }),
        ("a bomb that claims little", entry => entry with { Method = 8, Stored = BombPacked.Value }),
        ("a bomb that claims most of it", entry => entry with { Method = 8, Stored = BombPacked.Value, Size = 1 << 20 }),
        ("a bomb that claims gigabytes", entry => entry with { Method = 8, Stored = BombPacked.Value, Size = uint.MaxValue - 1 }),
        ("with sizes for zip64", entry => entry with
        {
            Size = uint.MaxValue, CompressedSize = uint.MaxValue,
            Extra = [1, 0, 16, 0, .. BitConverter.GetBytes(1L << 60), .. BitConverter.GetBytes(1L << 60)],
        }),
        ("with negative sizes for zip64", entry => entry with
        {
            Size = uint.MaxValue, CompressedSize = uint.MaxValue, Extra = [1, 0, 16, 0, .. BitConverter.GetBytes(-1L), .. BitConverter.GetBytes(-1L)],
        }),
        ("with an extra field that is cut", entry => entry with { Extra = [1, 0, 255, 255] }),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Mutations> Of(byte[] file)
    {
        var entries = RawZip.Read(file);
        yield return new("entries", (long)entries.Length * Changes.Length, number =>
        {
            var (i, change) = ((int)(number / Changes.Length), Changes[number % Changes.Length]);
            return new($"'{entries[i].Name}' {change.What}", Write([.. entries[..i], change.Change(entries[i]), .. entries[(i + 1)..]]));
        });
        yield return Mutations.Of("lists", [.. Lists(file, entries)]);
    }

    private static IEnumerable<(string What, Func<byte[]> Make)> Lists(byte[] file, RawEntry[] entries)
    {
        foreach (var (i, entry) in entries.Index())
        {
            RawEntry[] others = [.. entries[..i], .. entries[(i + 1)..]];
            yield return ($"'{entry.Name}' missing", () => Write(others));
            yield return ($"'{entry.Name}' there twice", () => Write([.. entries, entry]));
            yield return ($"'{entry.Name}' there twice, and once empty", () => Write([.. entries, entry with { Content = [] }]));
            yield return ($"'{entry.Name}' there 2000 times", () => Write([.. others, .. Enumerable.Repeat(entry with { Content = [] }, 2000)]));
            yield return ($"'{entry.Name}' is the whole file", () => Write([.. others, entry with { Content = file }]));
            foreach (var other in entries.Where(other => other != entry))
            {
                yield return ($"'{entry.Name}' with the content of '{other.Name}'", () => Write([.. others, entry with { Content = other.Content }]));
            }
        }

        yield return ("no entries", () => Write([]));
        yield return ("entries in another order", () => Write([.. entries.Reverse()]));
        yield return ("with an entry outside", () => Write([.. entries, new($"../{Outside}.txt", [1, 2, 3])]));

        // An entry takes 88 bytes here and some 600 in .NET's list, which more of them would bring above what is allowed.
        yield return ("with 4000 more entries", () => Write([.. entries, .. Enumerable.Range(0, 4000).Select(i => new RawEntry($"x{i}", []))]));
        yield return ("behind 100 bytes of something else", () => [.. new byte[100], .. file]);
        yield return ("twice, one behind the other", () => [.. file, .. file]);
        yield return ("with a comment that is none", () => [.. file[..^2], 0xFF, 0xFF]);
        yield return ("with another end behind it", () => [.. file, 0x50, 0x4B, 5, 6, .. new byte[18]]);
    }

    private static byte[] Write(IReadOnlyList<RawEntry> entries) => RawZip.Write(entries);
}
