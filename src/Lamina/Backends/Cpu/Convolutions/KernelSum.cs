using System.Runtime.Intrinsics;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Backends.Cpu.Steps;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>The gradient of a convolution's kernel, cut into units; all choices are made when it is made.</summary>
/// <remarks>
/// <para>A small gradient is summed for ranges of the batch, and the sums are added up in a fixed order; a large one is cut
/// into ranges of itself. The cut follows from the sizes alone, so any number of threads gives the same bits.</para>
/// </remarks>
internal abstract unsafe class KernelSum
{
    private const int ReduceSize = 2048;

    // A quarter of a page, and a line of the cache, in floats.
    private const int PageShare = 256;
    private const int Line = 16;

    // With fewer samples all maps are padded at once, so that units need not be whole samples.
    private const int FewestSamples = 16;

    private protected KernelSum(GatherShape shape, KernelCut cut, bool bySample, int tileRows, int panelColumns)
    {
        Shape = shape = shape with { Gap = shape.Channels % PageShare == 0 && !shape.IsDepthwise ? Line : 0 };
        var part = GatherPart.Cut(shape, 1)[0];
        (Phase, Slab) = (part.Phases[0], part.Slab);
        Tiles = shape.IsDepthwise ? [] : KernelTile.Of(shape, Phase, tileRows, panelColumns);
        GradientFloats = (int)shape.KernelElement * shape.Windows.Elements;
        Ranges = bySample ? 1 : int.Clamp(cut.Ranges, 1, int.Max(1, Tiles.Length));
        BySample = bySample || (Slab is not null && Ranges == 1 && shape.Batch >= FewestSamples);
        IsPadded = Slab is not null && !BySample;
        SlabFloats = ((Slab?.Floats ?? 0) + 15) & ~15;
        Runs = KernelRuns.Of(
            shape, Phase, BySample ? 1 : shape.Batch, IsPadded ? SlabFloats : shape.MapFloats,
            out var readStep, out var resultStep);
        (ReadStep, ResultStep) = (readStep, resultStep);
        Sums = int.Clamp(cut.Sums, 1, BySample ? shape.Batch : Runs[0].Reads.Length);
    }

    /// <summary>The sizes.</summary>
    public GatherShape Shape { get; }

    /// <summary>What pads a sample's map; null if nothing does.</summary>
    public Slab? Slab { get; }

    /// <summary>Floats of a sample's padded map.</summary>
    public int SlabFloats { get; }

    /// <summary>Whether all maps must be padded beforehand, by <see cref="Slab"/>.</summary>
    public bool IsPadded { get; }

    /// <summary>Floats of the gradient.</summary>
    public int GradientFloats { get; }

    /// <summary>Sums that must be added up behind; with one, it is the gradient.</summary>
    public int Sums { get; }

    /// <summary>Independent units.</summary>
    public int UnitCount => Sums * Ranges;

    /// <summary>Units of adding up.</summary>
    public int ReduceCount => (GradientFloats + ReduceSize - 1) / ReduceSize;

    /// <summary>Floats of scratch that a running unit needs.</summary>
    public virtual int ScratchFloats => BySample ? SlabFloats : 0;

    /// <summary>Thirty-two zeros.</summary>
    private protected static AlignedMemory Zeros { get; } = new(32);

    /// <summary>Whether a unit takes one sample after the other, each padded in its scratch or made there.</summary>
    private protected bool BySample { get; }

    private protected GatherPhase Phase { get; }

    private protected int Ranges { get; }

    private protected KernelTile[] Tiles { get; }

    private protected KernelRuns[] Runs { get; }

    private protected nint ReadStep { get; }

    private protected nint ResultStep { get; }

    /// <summary>The gradient's kernel of a vector width.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="bySample">Whether results must be taken sample by sample.</param>
    /// <param name="cut">A cut of one's own, for tests and tuning.</param>
    public static KernelSum Create(GatherShape shape, SimdWidth width, bool bySample = false, KernelCut? cut = null)
    {
        shape = shape.Depthwise();
        var own = cut ?? KernelCut.Choose(shape);
        return (width, shape.IsDepthwise) switch
        {
            (SimdWidth.Bits512, true) => new DepthwiseSum<Vector512<float>, TileLanes512>(shape, own, bySample),
            (SimdWidth.Bits256, true) => new DepthwiseSum<Vector256<float>, TileLanes256>(shape, own, bySample),
            (_, true) => new DepthwiseSum<float, TileLanesScalar>(shape, own, bySample),
            (SimdWidth.Bits512, _) => new KernelProduct<Vector512<float>, TileLanes512>(shape, own, bySample),
            (SimdWidth.Bits256, _) => new KernelProduct<Vector256<float>, TileLanes256>(shape, own, bySample),
            _ => new KernelProduct<float, TileLanesScalar>(shape, own, bySample),
        };
    }

    /// <summary>Computes a unit's tiles of one of the sums.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="map">The map, padded if it must be.</param>
    /// <param name="results">The gradient of the results.</param>
    /// <param name="sums">The sums, one after the other.</param>
    /// <param name="scratch">Scratch.</param>
    public abstract void Run(int unit, float* map, SampleSource results, float* sums, float* scratch);

    /// <summary>Adds up a part of the sums.</summary>
    public void Reduce(int unit, float* sums, float* gradient)
    {
        var start = unit * ReduceSize;
        Reduce(sums + start, gradient + start, int.Min(ReduceSize, GradientFloats - start));
    }

    private protected (int First, int End) Part(int length, int sum) =>
        ((int)((long)length * sum / Sums), (int)((long)length * (sum + 1) / Sums));

    /// <summary>The map of a sample, padded in the scratch if it must be.</summary>
    private protected float* Map(int sample, float* map, float* scratch)
    {
        map += sample * Shape.MapFloats;
        if (Slab is null)
        {
            return map;
        }

        Slab.Fill(map, scratch);
        return scratch;
    }

    private protected abstract void Reduce(float* sums, float* gradient, int count);
}
