using Lamina.Backends.Cpu.Pools;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Pooling and its gradients, and behind each block of results the <see cref="Epilogue"/>.</summary>
internal sealed unsafe class PoolStep : CpuStep
{
    // Results of a unit: enough to be worth handing over, and still in cache when their epilogue runs.
    private const int UnitResults = 16 * 1024;
    private const int FewestUnits = 16;

    private readonly PoolKind _kind;
    private readonly PoolPart[] _parts;
    private readonly Epilogue _epilogue;
    private readonly SampleSource _x;
    private readonly float* _other;
    private readonly int _batch;
    private readonly int _samples;
    private readonly int _channels;
    private readonly long _otherFloats;
    private readonly long _resultFloats;
    private readonly int _blockFloats;
    private readonly int _sourceStart;
    private readonly SimdWidth _width;

    public PoolStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var root = cluster.Root!;
        (_kind, var windows, var countPadding) = Describe(root);
        _epilogue = new Epilogue(cluster, memory, width, takesBias: false);
        _width = width;
        _x = SampleSource.Of(root.Inputs[0], cluster, memory, width);
        _other = root.Inputs.Length > 1 ? memory[root.Inputs[1]] : null;
        var (map, spreads) = (root.Inputs[0].Shape, _kind is PoolKind.Spread or PoolKind.AverageSpread);
        (_batch, _channels) = (map[0], map[^1]);
        _otherFloats = root.Inputs[^1].Shape[1..].Size;
        _resultFloats = root.Output.Shape[1..].Size;
        var wanted = double.Max(_resultFloats / (double)UnitResults, FewestUnits / (double)_batch);
        var places = _kind == PoolKind.AverageSpread ? root.Output.Shape[1..^1] : map[1..^1];
        var parts = _x.IsStored && (_batch < FewestUnits || wanted > 2) ? (int)wanted + 1 : 1;
        _parts = PoolPart.Cut(windows, places, spreads, countPadding, parts);
        _samples = _parts.Length > 1 ? 1 : (int)long.Clamp(UnitResults / _resultFloats, 1, int.Max(1, _batch / FewestUnits));
        Units = _parts.Length > 1 ? _batch * _parts.Length : (_batch + _samples - 1) / _samples;
        _blockFloats = _epilogue.Product is null ? _parts.Max(part => part.Count) * _samples * _channels : 0;
        _sourceStart = Aligned(_epilogue.ScratchFloats) + Aligned(_blockFloats);
        var seen = (double)_parts.Sum(part => (long)part.Places.Length) * _batch * _channels;
        Cost = 0.2 * (seen + ((double)_batch * _resultFloats * (1 + _epilogue.Length)));
    }

    public override int ScratchFloats => _sourceStart + _x.ScratchFloats;

    public override CpuStep[] Stages => [.. _x.Preparation, this];

    public override void Run(int unit, float* scratch)
    {
        var (sample, index) = _parts.Length > 1 ? Math.DivRem(unit, _parts.Length) : (unit * _samples, 0);
        var samples = int.Min(_samples, _batch - sample);
        var part = _parts[index];
        var start = (sample * _resultFloats) + ((long)part.First * _channels);

        // In scratch, the block lies where it would if the whole result began that much earlier.
        var y = _epilogue.Product;
        if (y is null)
        {
            y = scratch + Aligned(_epilogue.ScratchFloats) - start;
        }

        for (var i = sample; i < sample + samples; i++)
        {
            var x = _x.Sample(i, scratch + _sourceStart);
            PoolKernel.Run(_kind, part, _channels, x, _other + (i * _otherFloats), y + (i * _resultFloats), _width);
        }

        _epilogue.Run(start, (long)samples * part.Count * _channels, scratch, y);
    }

    /// <summary>What an op does with which windows.</summary>
    public static (PoolKind Kind, Windows Windows, bool CountPadding) Describe(Node root) => root.Op switch
    {
        MaxPool op => (PoolKind.Max, op.Windows, false),
        MaxPoolPick op => (PoolKind.Pick, op.Windows, false),
        MaxPoolSpread op => (PoolKind.Spread, op.Windows, false),
        AveragePool op => (PoolKind.Average, op.Windows, op.CountPadding),
        AveragePoolSpread op => (PoolKind.AverageSpread, op.Windows, op.CountPadding),
        _ => throw new MissingKernelException(root, "CPU"),
    };

    private static int Aligned(int floats) => (floats + 31) & ~15;
}
