using System.Globalization;

namespace Lamina.Formats.Numpy;

/// <summary>Reads the one Python literal that a header of <c>.npy</c> is. Nothing is evaluated.</summary>
internal sealed class NpyHeaderParser(string text, string name)
{
    private int _at;

    public string? Descr { get; private set; }

    public bool? FortranOrder { get; private set; }

    public List<long>? Shape { get; private set; }

    public void ReadDictionary()
    {
        Expect('{');
        while (!TryTake('}'))
        {
            var key = ReadString();
            Expect(':');
            ReadValue(key);
            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        if (_at < text.Length)
        {
            throw Unexpected("nothing after the closing brace");
        }
    }

    private void ReadValue(string key)
    {
        switch (key)
        {
            case "descr" when Descr is null:
                if (Peek() == '[')
                {
                    throw new LaminaFormatException(
                        $"{name}: the array has structured elements (records of named fields); a tensor holds"
                        + " numbers of one type."
                        + "\n  hint: save each field as an array of its own.");
                }

                Descr = ReadString();
                break;
            case "fortran_order" when FortranOrder is null:
                FortranOrder = ReadBool();
                break;
            case "shape" when Shape is null:
                Shape = ReadTuple();
                break;
            default:
                throw new LaminaFormatException(
                    $"{name}: a header of .npy has the keys descr, fortran_order and shape, each once; this one has"
                    + $" '{key}' before character {_at}.");
        }
    }

    private List<long> ReadTuple()
    {
        var axes = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            axes.Add(ReadInteger());
            if (!TryTake(','))
            {
                // (3) is a number in Python, not a tuple.
                if (axes.Count == 1)
                {
                    throw Unexpected("','");
                }

                Expect(')');
                break;
            }
        }

        return axes;
    }

    private long ReadInteger()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (_at == start && text[_at] == '-')))
        {
            _at++;
        }

        var digits = text.AsSpan(start, _at - start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            _at = start;
            throw Unexpected("an integer of at most 64 bits");
        }

        // Python 2 wrote long integers as 3L.
        _at += _at < text.Length && text[_at] == 'L' ? 1 : 0;
        return value;
    }

    private bool ReadBool()
    {
        SkipSpace();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return value;
            }
        }

        throw Unexpected("True or False");
    }

    private string ReadString()
    {
        var quote = Peek();
        var end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
        {
            throw Unexpected("a string in quotes");
        }

        var value = text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
        {
            throw Unexpected($"'{c}'");
        }
    }

    private bool TryTake(char c)
    {
        var found = Peek() == c;
        _at += found ? 1 : 0;
        return found;
    }

    private char Peek()
    {
        SkipSpace();
        return _at < text.Length ? text[_at] : '\0';
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private LaminaFormatException Unexpected(string wanted) => new(
        $"{name}: the header needs {wanted} at character {_at}; it "
        + (_at < text.Length ? $"has '{text[_at]}'." : "ends there."));
}
