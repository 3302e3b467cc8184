namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A tile of a kernel's gradient: neighbouring channels of what elements of the window read, and filters.</summary>
/// <param name="Read">Where its rows begin in the map, from a result's first read.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Filter">Its first filter.</param>
/// <param name="Columns">How many.</param>
/// <param name="Start">Where it begins in the gradient.</param>
internal readonly record struct KernelTile(nint Read, int Rows, int Filter, int Columns, nint Start)
{
    /// <summary>All tiles of a gradient, panels of filters outermost.</summary>
    public static KernelTile[] Of(GatherShape shape, GatherPhase phase, int mostRows, int panelColumns)
    {
        var tiles = new List<KernelTile>();
        for (var group = 0; group < shape.Groups; group++)
        {
            for (var column = 0; column < shape.Columns; column += panelColumns)
            {
                foreach (var (read, element, depth) in Neighbours(shape, phase))
                {
                    var parts = (depth + mostRows - 1) / mostRows;
                    for (var i = 0; i < parts; i++)
                    {
                        var (row, end) = (depth * i / parts, depth * (i + 1) / parts);
                        var filter = (group * shape.Columns) + column;
                        tiles.Add(new KernelTile(
                            read + (group * shape.Depth) + row,
                            end - row,
                            filter,
                            int.Min(panelColumns, shape.Columns - column),
                            (element * shape.KernelElement) + (row * shape.KernelRow) + filter));
                    }
                }
            }
        }

        return [.. tiles];
    }

    // Elements that read neighbours, and stand one behind the other in the gradient too, are one.
    private static List<(nint Read, int Element, int Depth)> Neighbours(GatherShape shape, GatherPhase phase)
    {
        var runs = new List<(nint Read, int Element, int Depth)>();
        for (var i = 0; i < phase.Elements.Length; i++)
        {
            if (runs.Count > 0 && shape.Groups == 1
                && phase.Reads[i] == runs[^1].Read + runs[^1].Depth
                && phase.Elements[i] * shape.Depth == (runs[^1].Element * shape.Depth) + runs[^1].Depth)
            {
                runs[^1] = runs[^1] with { Depth = runs[^1].Depth + shape.Depth };
            }
            else
            {
                runs.Add((phase.Reads[i], phase.Elements[i], shape.Depth));
            }
        }

        return runs;
    }
}
