namespace Lamina.NN;

/// <summary>How wide text will be in whatever sans-serif font the viewer has: as in a wide one, so that it fits its
/// box.</summary>
internal static class TextWidth
{
    /// <summary>The width of a text in parts of the font's size.</summary>
    public static double Of(string text) => text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '\'' or '|' => 0.32,
        ' ' or '.' or ',' or ':' or ';' or '·' or '!' => 0.36,
        't' or 'f' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.43,
        'M' or 'W' or '@' => 1.12,
        'm' or 'w' or '%' => 0.98,
        >= 'A' and <= 'Z' => 0.75,
        < 0x2E80 => 0.65,
        _ => 1.1,
    });

    /// <summary>A text of at most some characters, the last of which is … if more were there.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }
}
