using System.Globalization;

namespace Lamina.Cli.Tables;

/// <summary>A column as it is read.</summary>
/// <param name="index">Its place in the file.</param>
internal abstract class CsvColumn(int index)
{
    /// <summary>Its place in the file.</summary>
    public int Index { get; } = index;

    /// <summary>Takes a cell.</summary>
    /// <returns>The rule that it breaks; null where it breaks none.</returns>
    public abstract string? Add(string cell);
}

/// <summary>A column of numbers.</summary>
internal sealed class NumberColumn(int index) : CsvColumn(index)
{
    /// <summary>The numbers so far.</summary>
    public List<float> Values { get; } = [];

    public override string? Add(string cell)
    {
        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
        {
            return "a number is expected";
        }

        Values.Add(value);
        return null;
    }
}

/// <summary>A column of whole numbers.</summary>
internal sealed class WholeColumn(int index) : CsvColumn(index)
{
    /// <summary>The numbers so far.</summary>
    public List<long> Values { get; } = [];

    public override string? Add(string cell)
    {
        if (!long.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value))
        {
            return "a whole number is expected";
        }

        Values.Add(value);
        return null;
    }
}

/// <summary>A column of texts.</summary>
internal sealed class TextColumn(int index) : CsvColumn(index)
{
    /// <summary>The texts so far.</summary>
    public List<string> Values { get; } = [];

    public override string? Add(string cell)
    {
        Values.Add(cell);
        return null;
    }
}
