using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Numbers of places before and behind each axis of places, as layers that pad or crop are given them.</summary>
internal static class Margins
{
    /// <summary>Two numbers, before and behind; a single one is for both.</summary>
    /// <exception cref="ArgumentException">There are more, or one is less than 0.</exception>
    public static Axes Pair(Axes value, string name)
    {
        if (value.Count is not (1 or 2))
        {
            throw new ArgumentException($"{name} needs one number or two, before and behind; it was given {value}.", name);
        }

        foreach (var number in value)
        {
            Guard.NonNegative(number, name);
        }

        return [value[0], value[^1]];
    }

    /// <summary>Two numbers for each of some axes of places; a single entry is for all of them.</summary>
    /// <exception cref="ArgumentException">There are more entries, or one is none of numbers of places.</exception>
    public static ValueList<Axes> PerAxis(ValueList<Axes> value, int places, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Count == 1 || value.Count == places
            ? [.. Enumerable.Range(0, places).Select(i => Pair(value[value.Count == 1 ? 0 : i], name))]
            : throw new ArgumentException(
                $"{name} needs one entry or {places}, each of one number or two, before and behind; it was given {value}.", name);
    }

    /// <summary>The first or second numbers for all axes of a map: 0 for batch and channels.</summary>
    public static Axes ForAll(ValueList<Axes> margins, DataFormat format, int side)
    {
        var all = new int[margins.Count + 2];
        for (var i = 0; i < margins.Count; i++)
        {
            all[Places.First(format) + i] = margins[i][side];
        }

        return new Axes(all);
    }
}
