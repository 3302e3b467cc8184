using System.Text;

namespace Lamina.NN;

/// <summary>Texts as lists of tokens: standardized, split and joined to n-grams.</summary>
internal static class TextTokens
{
    // What C calls space.
    private static readonly char[] Spaces = [' ', '\t', '\n', '\v', '\f', '\r'];

    /// <summary>The tokens of each text.</summary>
    /// <param name="strings">The strings.</param>
    /// <param name="length">How many neighbouring ones are a text.</param>
    /// <param name="config">What is done to them.</param>
    public static string[][] Of(string[] strings, int length, TextVectorizationConfig config)
    {
        var texts = new string[length == 0 ? 0 : strings.Length / length][];
        for (var i = 0; i < texts.Length; i++)
        {
            IEnumerable<string> parts = strings.Skip(i * length).Take(length).Select(text => Standardized(text, config.Standardize));
            string[] tokens = config.Split == TextSplit.None ? [.. parts] : [.. parts.SelectMany(text => Split(text, config.Split))];
            texts[i] = config.Ngrams is { } ngrams ? Joined(tokens, ngrams) : tokens;
        }

        return texts;
    }

    private static string Standardized(string text, TextStandardization how)
    {
        var lowers = how is TextStandardization.Lower or TextStandardization.LowerAndStripPunctuation;
        var strips = how is TextStandardization.StripPunctuation or TextStandardization.LowerAndStripPunctuation;
        if (!lowers && !strips)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!(strips && IsPunctuation(letter)))
            {
                result.Append(lowers && char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter);
            }
        }

        return result.ToString();
    }

    private static bool IsPunctuation(char letter) => letter is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(letter);

    private static IEnumerable<string> Split(string text, TextSplit where) => where == TextSplit.Whitespace
        ? text.Split(Spaces, StringSplitOptions.RemoveEmptyEntries)
        : text.EnumerateRunes().Select(rune => rune.ToString());

    private static string[] Joined(string[] tokens, ValueList<int> widths)
    {
        var joined = new List<string>();
        foreach (var width in widths)
        {
            for (var start = 0; start + width <= tokens.Length; start++)
            {
                joined.Add(string.Join(' ', tokens, start, width));
            }
        }

        return [.. joined];
    }
}
