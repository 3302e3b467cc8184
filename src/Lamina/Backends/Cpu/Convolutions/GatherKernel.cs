using System.Runtime.Intrinsics;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A convolution, or its transpose, cut into units; all choices are made when it is made.</summary>
/// <remarks>
/// <para>First the kernel is packed: the columns that a tile reads, in the order in which it reads them, whichever way
/// the kernel lies. Then each unit computes a range of the results.</para>
/// <para>The cut follows from the sizes alone, so any number of threads gives the same bits.</para>
/// </remarks>
internal abstract unsafe class GatherKernel
{
    private static readonly AlignedMemory ZeroMemory = new(32);

    private readonly int _samples;
    private readonly GatherRuns[][][] _runs;

    private protected GatherKernel(GatherShape shape, GatherCut cut, int panelColumns, int lanes)
    {
        Shape = shape;
        Parts = GatherPart.Cut(shape, cut.Parts);
        _runs = [.. Parts.Select(part => part.Phases.Select(phase => GatherRuns.Of(shape, phase, panelColumns)).ToArray())];
        _samples = int.Min(cut.Samples, shape.Batch);
        UnitCount = Parts.Length == 1 ? (shape.Batch + _samples - 1) / _samples : shape.Batch * Parts.Length;
        MostRows = Parts.Max(part => part.Count) * _samples;
        SlabFloats = (Parts.Max(part => part.Slab?.Floats ?? 0) + 15) & ~15;
        ScratchFloats = (SlabFloats * _samples) + (shape.Fold > 1 ? MostRows * shape.Filters : 0);
        (PanelsOf, PackedFloats) = shape.IsDepthwise ? ([], 0) : Lay(panelColumns, lanes);
        Panels = [.. PanelsOf.SelectMany(panels => panels).DistinctBy(panel => panel.Start)];
    }

    /// <summary>The sizes.</summary>
    public GatherShape Shape { get; }

    /// <summary>Independent ranges of the results.</summary>
    public int UnitCount { get; }

    /// <summary>The most places of a unit's results.</summary>
    public int MostRows { get; }

    /// <summary>Floats of scratch that a running unit needs, aligned to 64 bytes.</summary>
    public int ScratchFloats { get; }

    /// <summary>Floats of the packed kernel; 0 if the kernel is read as it is.</summary>
    public long PackedFloats { get; }

    /// <summary>The panels of the packed kernel, each of which is packed for itself.</summary>
    public GatherPanel[] Panels { get; }

    /// <summary>Thirty-two zeros, which sums start from that start from nothing.</summary>
    private protected static float* Zeros => ZeroMemory.Pointer;

    /// <summary>Parts of a sample's results.</summary>
    private protected GatherPart[] Parts { get; }


    /// <summary>The panels that each part reads, in order.</summary>
    private protected GatherPanel[][] PanelsOf { get; }

    /// <summary>Room for the part of one sample's map that is copied; 0 if none is.</summary>
    private protected int SlabFloats { get; }

    /// <summary>The kernel of a vector width.</summary>
    public static GatherKernel Create(GatherShape shape, SimdWidth width, GatherCut? cut = null)
    {
        shape = shape.Depthwise();
        var own = cut ?? GatherCut.Choose(shape);
        return (width, shape.IsDepthwise) switch
        {
            (SimdWidth.Bits512, true) => new DepthwiseProduct<Vector512<float>, TileLanes512>(shape, own),
            (SimdWidth.Bits256, true) => new DepthwiseProduct<Vector256<float>, TileLanes256>(shape, own),
            (_, true) => new DepthwiseProduct<float, TileLanesScalar>(shape, own),
            (SimdWidth.Bits512, _) => new GatherProduct<Vector512<float>, TileLanes512>(shape, own),
            (SimdWidth.Bits256, _) => new GatherProduct<Vector256<float>, TileLanes256>(shape, own),
            _ => new GatherProduct<float, TileLanesScalar>(shape, own),
        };
    }

    /// <summary>The range of results of a unit, in places of all samples, one after the other.</summary>
    public (long First, int Count) Rows(int unit)
    {
        var (sample, samples, part) = Unit(unit);
        return (((long)sample * Shape.Results.Size) + Parts[part].First, samples * Parts[part].Count);
    }

    /// <summary>Packs a panel.</summary>
    public abstract void Pack(int panel, float* kernel, float* packed);

    /// <summary>Computes a unit's results.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="map">The map.</param>
    /// <param name="kernel">The packed kernel.</param>
    /// <param name="bias">What each result starts from; null if from nothing.</param>
    /// <param name="c">Where the first result of all lies, or would lie.</param>
    /// <param name="scratch">Scratch.</param>
    public abstract void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch);

    private protected (int Sample, int Samples, int Part) Unit(int unit)
    {
        if (Parts.Length == 1)
        {
            var first = unit * _samples;
            return (first, int.Min(_samples, Shape.Batch - first), 0);
        }

        var (sample, part) = Math.DivRem(unit, Parts.Length);
        return (sample, 1, part);
    }

    /// <summary>Copies the parts of a unit's maps that have to be, and gives where the first begins and how far from it the
    /// next.</summary>
    private protected float* Copied(int part, int samples, float* maps, float* scratch, out long step)
    {
        step = Shape.MapFloats;
        if (Parts[part].Slab is not { } slab)
        {
            return maps;
        }

        for (var i = 0; i < samples; i++)
        {
            slab.Fill(maps + (i * step), scratch + (i * (long)SlabFloats));
        }

        step = SlabFloats;
        return scratch;
    }

    // Parts of a sample read the same panels. Transposing writes whole squares, so some rows more lie behind each panel.
    private (GatherPanel[][] Panels, long Floats) Lay(int panelColumns, int lanes)
    {
        var starts = new Dictionary<(string Elements, int Group, int Column), long>();
        var end = 0L;
        var panels = new GatherPanel[Parts.Length][];
        for (var part = 0; part < panels.Length; part++)
        {
            panels[part] =
            [
                .. from phase in Enumerable.Range(0, _runs[part].Length)
                   from block in Enumerable.Range(0, _runs[part][phase].Length)
                   from @group in Enumerable.Range(0, Shape.Groups)
                   from panel in Enumerable.Range(0, (Shape.Columns + panelColumns - 1) / panelColumns)
                   select Place(_runs[part][phase][block], phase, block, @group, panel * panelColumns),
            ];
        }

        return (panels, end);

        GatherPanel Place(GatherRuns runs, int phase, int block, int group, int column)
        {
            var key = (string.Join(',', runs.Elements), group, column);
            if (!starts.TryGetValue(key, out var start))
            {
                starts.Add(key, start = end);
                end += (runs.Steps + lanes + lanes - 1) / lanes * lanes * (long)panelColumns;
            }

            return new GatherPanel(runs, phase, block > 0, group, column, int.Min(panelColumns, Shape.Columns - column), start);
        }
    }
}
