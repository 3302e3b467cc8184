using System.Buffers.Binary;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Damages that know nothing of a format: ends, bits, numbers, blocks.</summary>
internal static class ByteMutations
{
    // Where files have their headers and footers.
    private const int Edge = 512;

    // Padding: who changes one zero among many changes nothing.
    private const int LongestZeros = 16;

    private static readonly byte[] Values = [0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'9'];
    private static readonly int[] Widths = [2, 4, 8];

    private static readonly (string Name, Func<long, long, long, long> Of)[] Numbers =
    [
        ("0", (_, _, _) => 0), ("1", (_, _, _) => 1), ("-1", (_, _, _) => -1), ("2^15", (_, _, _) => 1 << 15),
        ("2^31 - 1", (_, _, _) => int.MaxValue), ("2^31", (_, _, _) => 1L << 31), ("2^32 - 1", (_, _, _) => uint.MaxValue),
        ("2^62", (_, _, _) => 1L << 62), ("2^63", (_, _, _) => long.MinValue), ("2^63 - 1", (_, _, _) => long.MaxValue),
        ("the length of the file", (_, _, length) => length), ("one less than the length of the file", (_, _, length) => length - 1),
        ("its own place", (_, at, _) => at), ("a place before it", (_, at, _) => at / 2),
        ("one more", (old, _, _) => old + 1), ("one less", (old, _, _) => old - 1), ("twice as much", (old, _, _) => old * 2),
    ];

    /// <summary>All of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bigEndian">Whether numbers in it have their highest byte first.</param>
    public static IEnumerable<Mutations> Of(byte[] file, bool bigEndian = false)
    {
        var places = Places(file);
        return
        [
            new("edges", Math.Min(file.Length, 2 * Edge), number => Truncated(file, number < Edge ? number : file.Length - (2 * Edge) + number)),
            new("ends", file.Length, number => Truncated(file, number)),
            new("bits", 8L * places.Length, number => Changed(
                file, $"bit {number % 8} of byte {places[number / 8]} turned", bytes => bytes[places[number / 8]] ^= (byte)(1 << (int)(number % 8)))),
            new("bytes", (long)Values.Length * places.Length, number => Changed(
                file, $"byte {places[number / Values.Length]} set to {Values[number % Values.Length]:X2}",
                bytes => bytes[places[number / Values.Length]] = Values[number % Values.Length])),
            new("numbers", (long)Numbers.Length * Widths.Length * places.Length, number => Number(file, places, number, bigEndian)),
            new("blocks", 16L * file.Length, number => Blocks(file, number)),
            new("several", 1L << 40, number => Several(file, places, number)),
        ];
    }

    private static int[] Places(byte[] file)
    {
        var places = new List<int>();
        var zeros = 0;
        for (var at = 0; at < file.Length; at++)
        {
            zeros = file[at] == 0 ? zeros + 1 : 0;
            if (zeros <= LongestZeros)
            {
                places.Add(at);
            }
        }

        return [.. places];
    }

    private static Mutant Truncated(byte[] file, long length) => new($"cut to {Math.Max(0, length)} bytes", file[..(int)Math.Max(0, length)]);

    private static Mutant Changed(byte[] file, string what, Action<byte[]> change)
    {
        var bytes = file.ToArray();
        change(bytes);
        return new Mutant(what, bytes);
    }

    private static Mutant Number(byte[] file, int[] places, long number, bool bigEndian)
    {
        var (name, of) = Numbers[number % Numbers.Length];
        var width = Widths[number / Numbers.Length % Widths.Length];
        var at = Math.Max(0, Math.Min(places[number / Numbers.Length / Widths.Length], file.Length - width));
        return file.Length < width ? Truncated(file, 0) : Changed(file, $"{width} bytes at {at} set to {name}", bytes =>
        {
            Span<byte> field = stackalloc byte[8];
            field.Clear();
            var old = bytes.AsSpan(at, width);
            old.CopyTo(bigEndian ? field[(8 - width)..] : field);
            var value = of(
                bigEndian ? BinaryPrimitives.ReadInt64BigEndian(field) : BinaryPrimitives.ReadInt64LittleEndian(field), at, file.Length);
            if (bigEndian)
            {
                BinaryPrimitives.WriteInt64BigEndian(field, value);
                field[(8 - width)..].CopyTo(old);
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(field, value);
                field[..width].CopyTo(old);
            }
        });
    }

    private static Mutant Blocks(byte[] file, long number)
    {
        var state = Bits.Mix((ulong)number);
        var length = Math.Min(file.Length, 1 << Bits.Below(ref state, 11));
        var (from, to) = (Bits.Below(ref state, file.Length - length + 1), Bits.Below(ref state, file.Length - length + 1));
        var block = file.AsSpan(from, length).ToArray();
        return (number % 5) switch
        {
            0 => Changed(file, $"{length} bytes at {from} and {to} swapped", bytes =>
            {
                bytes.AsSpan(to, length).CopyTo(bytes.AsSpan(from));
                block.CopyTo(bytes.AsSpan(to));
            }),
            1 => Changed(file, $"{length} bytes at {from} copied to {to}", bytes => block.CopyTo(bytes.AsSpan(to))),
            2 => Changed(file, $"{length} bytes at {from} set to 0", bytes => bytes.AsSpan(from, length).Clear()),
            3 => new($"{length} bytes at {from} doubled", [.. file[..from], .. block, .. file[from..]]),
            _ => new($"{length} bytes at {from} taken out", [.. file[..from], .. file[(from + length)..]]),
        };
    }

    private static Mutant Several(byte[] file, int[] places, long number) => places.Length == 0 ? Truncated(file, 0) : Changed(
        file, $"several bytes, by seed {number}", bytes =>
        {
            var state = Bits.Mix((ulong)number);
            var near = places[Bits.Below(ref state, places.Length)];
            for (var i = Bits.Below(ref state, 7); i >= 0; i--)
            {
                var at = Bits.Below(ref state, 2) == 0 ? places[Bits.Below(ref state, places.Length)] : near + Bits.Below(ref state, 64);
                bytes[Math.Min(at, bytes.Length - 1)] = (byte)Bits.Below(ref state, 256);
            }
        });
}
