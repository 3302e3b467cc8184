namespace Lamina.Ops;

/// <summary>Windows that move over the places of a map: how large, how far from one to the next, how much around.</summary>
/// <remarks>Each list has a number for each axis of places. A map is [batch, places.., channels]. Places behind the last
/// whole window are in no window.</remarks>
/// <param name="Sizes">The elements of a window.</param>
/// <param name="Strides">The places from one window to the next.</param>
/// <param name="Dilations">The places from one element of a window to the next.</param>
/// <param name="Before">The places that are put before the map.</param>
/// <param name="After">The places that are put behind it.</param>
internal sealed record Windows(Axes Sizes, Axes Strides, Axes Dilations, Axes Before, Axes After)
{
    /// <summary>Windows of neighbouring places, one for each, over the bare map.</summary>
    public Windows(Axes sizes)
        : this(sizes, All(sizes, 1), All(sizes, 1), All(sizes, 0), All(sizes, 0))
    {
    }

    /// <summary>Windows that lie side by side on the bare map.</summary>
    public static Windows SideBySide(Axes sizes) => new Windows(sizes) with { Strides = sizes };

    /// <summary>The number of axes of places.</summary>
    public int Rank => Sizes.Count;

    /// <summary>The elements of a window.</summary>
    public int Elements => Sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>Whether each window, of any map, sees at least one of its places.</summary>
    public bool AreNeverEmpty => Enumerable.Range(0, Rank).All(axis =>
        (Before[axis] == 0 && After[axis] == 0)
        || (Dilations[axis] == 1 && Before[axis] < Sizes[axis] && After[axis] < Sizes[axis]));

    /// <summary>The places that a window covers along an axis, those between its elements included.</summary>
    public int Extent(int axis) => ((Sizes[axis] - 1) * Dilations[axis]) + 1;

    /// <summary>How many windows there are along an axis of places of some length; 0 if not one fits.</summary>
    public int Count(int axis, int length)
    {
        var free = length + Before[axis] + After[axis] - Extent(axis);
        return free < 0 ? 0 : (free / Strides[axis]) + 1;
    }

    /// <summary>How many windows there are along each axis of places.</summary>
    public Shape Counts(Shape places) => [.. places.Select((length, axis) => Count(axis, length))];

    /// <summary>Makes sure that there is a window in maps of a shape.</summary>
    /// <exception cref="ShapeMismatchException">The numbers are none of windows, or there is no window.</exception>
    public void Check(string op, string name, Shape map)
    {
        if (Strides.Count != Rank || Dilations.Count != Rank || Before.Count != Rank || After.Count != Rank)
        {
            throw Mismatch.Shapes($"{op} needs strides, dilations and padding for each of its {Rank} axes of places.", (name, map));
        }

        if (map.Rank != Rank + 2)
        {
            throw Mismatch.Shapes(
                $"{op} needs {Rank + 2} axes of {name}: batch, {Rank} of places, and channels.", (name, map));
        }

        for (var axis = 0; axis < Rank; axis++)
        {
            CheckNumbers(op, axis, name, map);
            if (Count(axis, map[axis + 1]) < 1)
            {
                throw Mismatch.Shapes(
                    $"{op} needs a padded map at least as large as its window: along axis {axis + 1} of {name} the window"
                    + $" covers {Extent(axis)}, and the map has {map[axis + 1] + Before[axis] + After[axis]}.",
                    (name, map),
                    ("window", [.. Sizes]));
            }
        }
    }

    /// <summary>For each window, and each of its elements, the place of the map, in row-major order; −1 outside.</summary>
    public int[] PlacesOf(Shape places)
    {
        var windows = Counts(places);
        var table = new int[windows.Size * Elements];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = PlaceOf(i / Elements, i % Elements, windows, places);
        }

        return table;
    }

    private int PlaceOf(int window, int element, Shape windows, Shape places)
    {
        var (place, step) = (0, 1);
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            var at = (window % windows[axis] * Strides[axis]) + (element % Sizes[axis] * Dilations[axis]) - Before[axis];
            if (at < 0 || at >= places[axis])
            {
                return -1;
            }

            place += at * step;
            step *= places[axis];
            window /= windows[axis];
            element /= Sizes[axis];
        }

        return place;
    }

    private void CheckNumbers(string op, int axis, string name, Shape map)
    {
        if (Sizes[axis] < 1 || Strides[axis] < 1 || Dilations[axis] < 1 || Before[axis] < 0 || After[axis] < 0)
        {
            throw Mismatch.Shapes(
                $"{op} needs sizes, strides and dilations of at least 1 and padding of at least 0; it was given {Sizes},"
                + $" {Strides}, {Dilations} and {Before} to {After}.",
                (name, map));
        }
    }

    private static Axes All(Axes sizes, int value) => [.. Enumerable.Repeat(value, sizes.Count)];
}
