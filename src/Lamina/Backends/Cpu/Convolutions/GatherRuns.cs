namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>The sum of a phase, or of a part of it, as runs of equal length that a tile goes through: where each begins in
/// the map; in the packed kernel they follow one another.</summary>
internal sealed class GatherRuns
{
    // Steps after which sums go to memory and the next rows of the kernel follow, as for matrix products.
    private const int MostSteps = 1024;

    private GatherRuns(int depth, nint[] reads, int[] elements, int panelColumns)
    {
        (Depth, Reads, Elements) = (depth, reads, elements);
        Rows = [.. Enumerable.Range(0, reads.Length).Select(run => (nint)run * depth * panelColumns)];
    }

    /// <summary>Steps of a run; 0 where nothing is summed.</summary>
    public int Depth { get; }

    /// <summary>Where each run begins in the map, from a result's first read.</summary>
    public nint[] Reads { get; }

    /// <summary>Where each run begins in a packed panel.</summary>
    public nint[] Rows { get; }

    /// <summary>The elements of the window in the order in which they are read.</summary>
    public int[] Elements { get; }

    /// <summary>Steps of all runs.</summary>
    public int Steps => Depth * Reads.Length;

    /// <summary>The runs of a phase in blocks, each of which is summed before the next.</summary>
    public static GatherRuns[] Of(GatherShape shape, GatherPhase phase, int panelColumns)
    {
        var (reads, elements) = ((nint[])phase.Reads.Clone(), (int[])phase.Elements.Clone());
        if (reads.Length == 0)
        {
            return [new GatherRuns(0, [0], [], panelColumns)];
        }

        Array.Sort(reads, elements);
        var joined = shape.Groups == 1 ? Neighbours(reads, shape.Depth) : 1;
        var depth = joined * shape.Depth;
        var count = reads.Length / joined;
        var most = int.Max(1, MostSteps / depth);
        var blocks = new GatherRuns[(count + most - 1) / most];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (start, end) = (count * i / blocks.Length * joined, count * (i + 1) / blocks.Length * joined);
            nint[] own = [.. reads[start..end].Where((_, k) => k % joined == 0)];
            blocks[i] = new GatherRuns(depth, own, elements[start..end], panelColumns);
        }

        return blocks;
    }

    /// <summary>The run of one element of the window alone.</summary>
    public static GatherRuns OfElement(GatherShape shape, int element) => new(shape.Depth, [0], [element], 0);

    // How many elements of the window read neighbours, everywhere.
    private static int Neighbours(nint[] reads, int depth)
    {
        var joined = 1;
        while (joined < reads.Length && reads[joined] == reads[joined - 1] + depth)
        {
            joined++;
        }

        var evenly = joined * depth <= MostSteps && reads.Length % joined == 0;
        for (var i = 1; i < reads.Length && evenly; i++)
        {
            evenly = i % joined == 0 || reads[i] == reads[i - 1] + depth;
        }

        return evenly ? joined : 1;
    }
}
