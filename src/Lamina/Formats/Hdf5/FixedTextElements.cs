using System.Text;

namespace Lamina.Formats.Hdf5;

/// <summary>Texts that take the same number of bytes each.</summary>
internal sealed class FixedTextElements(int count, DatatypeMessage type) : TextElements(count, type)
{
    private readonly byte? _padding = (byte?)type.Padding;

    protected override string Decode(ReadOnlySpan<byte> raw)
    {
        if (_padding is { } padding)
        {
            return Encoding.UTF8.GetString(raw.TrimEnd(padding));
        }

        var nul = raw.IndexOf((byte)0);
        return Encoding.UTF8.GetString(nul < 0 ? raw : raw[..nul]);
    }
}
