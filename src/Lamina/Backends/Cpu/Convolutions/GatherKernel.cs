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
    private readonly GatherShape _packs;

    private protected GatherKernel(GatherShape shape, GatherCut cut, int panelColumns, int lanes, GatherShape? packs = null)
    {
        Shape = shape;
        Parts = GatherPart.Cut(shape, cut.Parts);
        _packs = packs ?? shape;
        _runs = packs is null
            ? [.. Parts.Select(part => part.Phases.Select(phase => GatherRuns.Of(shape, phase, panelColumns)).ToArray())]
            : [[.. Enumerable.Range(0, packs.Windows.Elements).Select(element => (GatherRuns[])[GatherRuns.OfElement(packs, element)])]];
        _samples = int.Min(cut.Samples, shape.Batch);
        UnitCount = Parts.Length == 1 ? (shape.Batch + _samples - 1) / _samples : shape.Batch * Parts.Length;
        MostRows = Parts.Max(part => part.Count) * _samples;
        SlabFloats = packs is not null ? 0 : (Parts.Max(part => part.Slab?.Floats ?? 0) + 15) & ~15;
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
    public virtual int ScratchFloats { get; }

    /// <summary>Floats of the packed kernel; 0 if the kernel is read as it is.</summary>
    public long PackedFloats { get; }

    /// <summary>The panels of the packed kernel that are packed, each for itself.</summary>
    public GatherPanel[] Panels { get; private protected init; }

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
        return width switch
        {
            SimdWidth.Bits512 => Create<Vector512<float>, TileLanes512>(shape, own),
            SimdWidth.Bits256 => Create<Vector256<float>, TileLanes256>(shape, own),
            _ => Create<float, TileLanesScalar>(shape, own),
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

    /// <summary>Packs a panel, from a kernel that lies either way.</summary>
    private protected void Panel<TVector, TLanes>(in GatherPanel panel, float* kernel, float* packed)
        where TVector : unmanaged
        where TLanes : ITileLanes<TVector>
    {
        var target = packed + panel.Start;
        kernel += (panel.Group * _packs.KernelGroup) + (panel.Column * _packs.KernelColumn);
        foreach (var element in panel.Runs.Elements)
        {
            var source = kernel + (element * _packs.KernelElement);
            if (_packs.Transposed)
            {
                Packing<TVector, TLanes>.TransposedPanel(source, _packs.KernelColumn, _packs.Depth, panel.Columns, target);
            }
            else
            {
                Packing<TVector, TLanes>.Panel(source, _packs.KernelRow, _packs.Depth, panel.Columns > TLanes.Count ? 2 : 1, target);
            }

            target += _packs.Depth * Packing<TVector, TLanes>.PanelColumns;
        }
    }

    /// <summary>Fills results with what they start from, before anything is added to them.</summary>
    private protected void Begin(float* results, int places, float* bias)
    {
        if (bias is null)
        {
            new Span<float>(results, places * Shape.Filters).Clear();
            return;
        }

        for (var place = 0; place < places; place++)
        {
            new ReadOnlySpan<float>(bias, Shape.Filters).CopyTo(new Span<float>(results, Shape.Filters));
            results += Shape.Filters;
        }
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

    private static GatherKernel Create<TVector, TLanes>(GatherShape shape, GatherCut cut)
        where TVector : unmanaged
        where TLanes : ITileLanes<TVector> =>
        shape.IsDepthwise ? new DepthwiseProduct<TVector, TLanes>(shape, cut)
        : ScatterProduct<TVector, TLanes>.Suits(shape) ? new ScatterProduct<TVector, TLanes>(shape, cut)
        : cut.Way == GatherWay.Winograd && WinogradProduct<TVector, TLanes>.Suits(shape) ? new WinogradProduct<TVector, TLanes>(shape, cut)
        : cut.Way == GatherWay.Elements ? new ElementProduct<TVector, TLanes>(shape, cut)
        : new GatherProduct<TVector, TLanes>(shape, cut);

    // Parts of a sample read the same panels. Transposing writes whole squares, so some rows more lie behind each panel.
    private (GatherPanel[][] Panels, long Floats) Lay(int panelColumns, int lanes)
    {
        var starts = new Dictionary<(string Elements, int Group, int Column), long>();
        var end = 0L;
        var panels = new GatherPanel[_runs.Length][];
        for (var part = 0; part < panels.Length; part++)
        {
            panels[part] =
            [
                .. from phase in Enumerable.Range(0, _runs[part].Length)
                   from block in Enumerable.Range(0, _runs[part][phase].Length)
                   from @group in Enumerable.Range(0, _packs.Groups)
                   from panel in Enumerable.Range(0, (_packs.Columns + panelColumns - 1) / panelColumns)
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

            return new GatherPanel(runs, phase, block > 0, group, column, int.Min(panelColumns, _packs.Columns - column), start);
        }
    }
}
