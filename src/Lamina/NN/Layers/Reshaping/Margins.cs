using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Numbers of places before and behind each axis of places, as layers that pad or crop are given
/// them.</summary>
internal static class Margins
{
    /// <summary>Two numbers, before and behind; a single one is for both.</summary>
    /// <exception cref="ArgumentException">There are more, or one is less than 0.</exception>
    public static Axes Pair(string layer, string name, Axes value) => IsSides(value)
        ? [value[0], value[^1]]
        : throw new ArgumentException(
            $"{layer} needs {name} to be one number or two, before and behind, at least 0; it was given {value}.", name);

    /// <summary>Two numbers for each of some axes of places; a single entry is for all of them.</summary>
    /// <exception cref="ArgumentException">There are more entries, or one is none of numbers of places.</exception>
    public static ValueList<Axes> PerAxis(string layer, string name, ValueList<Axes> value, int places)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return (value.Count == 1 || value.Count == places) && value.All(IsSides)
            ? [.. Enumerable.Range(0, places).Select(i => Pair(layer, name, value[value.Count == 1 ? 0 : i]))]
            : throw new ArgumentException(
                $"{layer} needs {name} to have one entry or {places}, each of one number or two, before and behind, at least 0;"
                + $" it was given {value}.",
                name);
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

    private static bool IsSides(Axes value) => value.Count is 1 or 2 && value.All(number => number >= 0);
}
