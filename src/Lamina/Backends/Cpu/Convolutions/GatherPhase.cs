using Lamina.Backends.Cpu.Steps;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Results of a sample whose windows read alike: lines of results in equal steps, for which all elements of the
/// window are the same distances away.</summary>
/// <remarks>Lines that follow one another evenly are joined: for windows of one place the whole map is one line.</remarks>
internal sealed class GatherPhase
{
    /// <summary>A phase of one walk an axis.</summary>
    /// <param name="walks">The walks.</param>
    /// <param name="map">The lengths of the axes of what is read: the map, or a padded part of it.</param>
    /// <param name="origin">The place of the map at which that begins.</param>
    /// <param name="channels">Floats from a place to the next: the channels of the map.</param>
    /// <param name="results">The lengths of the axes of the results.</param>
    /// <param name="sizes">The sizes of the window.</param>
    public GatherPhase(AxisWalk[] walks, int[] map, int[] origin, int channels, Shape results, IReadOnlyList<int> sizes)
    {
        var strides = Strides.Of([.. map], channels);
        var steps = Strides.Of(results);
        Shape lines = [.. walks[..^1].Select(walk => walk.Count)];
        LineReads = Strides.Offsets(lines, [.. walks[..^1].Select((walk, i) => walk.ReadStep * strides[i])]);
        LineResults = Strides.Offsets(lines, [.. walks[..^1].Select((walk, i) => walk.Step * steps[i])]);
        var first = walks.Select((walk, i) => walk.First * steps[i]).Sum();
        LineResults = Array.ConvertAll(LineResults, place => place + first);
        Count = walks[^1].Count;
        ReadStep = walks[^1].ReadStep * channels;
        ResultStep = walks[^1].Step;

        Shape elements = [.. walks.Select(walk => walk.Elements.Length)];
        (Elements, Reads) = (new int[elements.Size], new nint[elements.Size]);
        for (var k = 0; k < Elements.Length; k++)
        {
            for (int axis = walks.Length - 1, rest = k, step = 1; axis >= 0; rest /= elements[axis], step *= sizes[axis], axis--)
            {
                Elements[k] += walks[axis].Elements[rest % elements[axis]] * step;
                Reads[k] += (walks[axis].Reads[rest % elements[axis]] - origin[axis]) * strides[axis];
            }
        }

        JoinLines();
    }

    /// <summary>Where each line begins in what is read, in floats.</summary>
    public int[] LineReads { get; private set; }

    /// <summary>Where each line begins in the results, in places.</summary>
    public int[] LineResults { get; private set; }

    /// <summary>Results of a line.</summary>
    public int Count { get; private set; }

    /// <summary>From a result of a line to the next in what is read, in floats.</summary>
    public int ReadStep { get; private set; }

    /// <summary>From a result of a line to the next in the results, in places.</summary>
    public int ResultStep { get; private set; }

    /// <summary>The elements of the window that meet something.</summary>
    public int[] Elements { get; }

    /// <summary>How far from a result's first read each of them reads, in floats.</summary>
    public nint[] Reads { get; }

    /// <summary>Makes one line of a sample's one line and those of other samples, if they follow evenly.</summary>
    /// <param name="mapFloats">From a sample to the next in what is read.</param>
    /// <param name="results">From a sample to the next in the results, in places.</param>
    public bool CanJoinSamples(long mapFloats, long results) =>
        LineReads.Length == 1 && (Count == 1 || (Count * (long)ReadStep == mapFloats && Count * (long)ResultStep == results));

    private void JoinLines()
    {
        var lines = LineReads.Length;
        if (lines < 2)
        {
            return;
        }

        var (read, result) = (LineReads[1] - LineReads[0], LineResults[1] - LineResults[0]);
        for (var i = 2; i < lines; i++)
        {
            if (LineReads[i] - LineReads[i - 1] != read || LineResults[i] - LineResults[i - 1] != result)
            {
                return;
            }
        }

        if (Count == 1)
        {
            (Count, ReadStep, ResultStep) = (lines, read, result);
        }
        else if (read == Count * ReadStep && result == Count * ResultStep)
        {
            Count *= lines;
        }
        else
        {
            return;
        }

        (LineReads, LineResults) = ([LineReads[0]], [LineResults[0]]);
    }
}
