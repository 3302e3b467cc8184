using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Backends.Cpu.Steps;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>The gradient of a depthwise kernel: vectors of channels, eight elements of the window at a time, whose sums stay
/// in registers over a line of results.</summary>
internal sealed unsafe class DepthwiseSum<TVector, TLanes> : KernelSum
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly nint[] _rows;

    public DepthwiseSum(GatherShape shape, KernelCut cut, bool bySample)
        : base(shape, cut, bySample, TLanes.TileRows, Packing<TVector, TLanes>.PanelColumns) =>
        _rows = Array.ConvertAll(Phase.Elements, element => (nint)element * shape.Filters);

    public override void Run(int unit, float* map, SampleSource results, float* sums, float* scratch)
    {
        sums += (long)unit * GradientFloats;
        new Span<float>(sums, GradientFloats).Clear();
        DepthwiseArguments arguments;
        arguments.Kernel = sums;
        arguments.Channels = Shape.Filters;
        arguments.ReadStep = ReadStep;
        arguments.ResultStep = ResultStep;
        if (!BySample)
        {
            foreach (var runs in Runs)
            {
                var (first, end) = Part(runs.Reads.Length, unit);
                Lines(&arguments, runs, first, end, map, results.Sample(0, scratch));
            }

            return;
        }

        var (sample, last) = Part(Shape.Batch, unit);
        for (; sample < last; sample++)
        {
            var (own, given) = ((nint)Map(sample, map, scratch), (nint)results.Sample(sample, scratch + ScratchFloats));
            foreach (var runs in Runs)
            {
                Lines(&arguments, runs, 0, runs.Reads.Length, (float*)own, (float*)given);
            }
        }
    }

    private protected override void Reduce(float* sums, float* gradient, int count) =>
        AddingUp<TVector, TLanes>.Run(sums, GradientFloats, Sums, gradient, count);

    private void Lines(DepthwiseArguments* arguments, KernelRuns runs, int first, int end, float* map, float* results)
    {
        arguments->Count = runs.Steps;
        fixed (nint* reads = Phase.Reads, rows = _rows)
        {
            for (var run = first; run < end; run++)
            {
                arguments->Map = map + runs.Reads[run];
                arguments->Results = results + runs.Results[run];
                for (int element = 0, done; element < _rows.Length; element += done)
                {
                    arguments->Reads = reads + element;
                    arguments->Rows = rows + element;
                    done = Elements(arguments, _rows.Length - element);
                }
            }
        }
    }

    private static int Elements(DepthwiseArguments* arguments, int left)
    {
        switch (left)
        {
            case >= 8:
                Sum<Rows8>(arguments);
                return 8;
            case >= 4:
                Sum<Rows4>(arguments);
                return 4;
            case >= 2:
                Sum<Rows2>(arguments);
                return 2;
            default:
                Sum<Rows1>(arguments);
                return 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRows>(DepthwiseArguments* arguments)
        where TRows : IRows
    {
        var (readStep, resultStep) = (arguments->ReadStep, arguments->ResultStep);
        for (var channel = 0; channel < arguments->Channels; channel += TLanes.Count)
        {
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            TVector s4 = default, s5 = default, s6 = default, s7 = default;
            var x = arguments->Map + channel;
            var y = arguments->Results + channel;
            var r0 = arguments->Reads[0];
            var r1 = TRows.Count > 1 ? arguments->Reads[1] : 0;
            var r2 = TRows.Count > 2 ? arguments->Reads[2] : 0;
            var r3 = TRows.Count > 2 ? arguments->Reads[3] : 0;
            var r4 = TRows.Count > 4 ? arguments->Reads[4] : 0;
            var r5 = TRows.Count > 4 ? arguments->Reads[5] : 0;
            var r6 = TRows.Count > 4 ? arguments->Reads[6] : 0;
            var r7 = TRows.Count > 4 ? arguments->Reads[7] : 0;
            for (var i = arguments->Count; i > 0; i--)
            {
                var dy = TLanes.Load(y);
                s0 = TLanes.MultiplyAdd(TLanes.Load(x + r0), dy, s0);
                s1 = TRows.Count > 1 ? TLanes.MultiplyAdd(TLanes.Load(x + r1), dy, s1) : s1;
                s2 = TRows.Count > 2 ? TLanes.MultiplyAdd(TLanes.Load(x + r2), dy, s2) : s2;
                s3 = TRows.Count > 2 ? TLanes.MultiplyAdd(TLanes.Load(x + r3), dy, s3) : s3;
                s4 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + r4), dy, s4) : s4;
                s5 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + r5), dy, s5) : s5;
                s6 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + r6), dy, s6) : s6;
                s7 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + r7), dy, s7) : s7;
                x += readStep;
                y += resultStep;
            }

            Add(arguments, 0, channel, s0);
            if (TRows.Count > 1)
            {
                Add(arguments, 1, channel, s1);
            }

            if (TRows.Count > 2)
            {
                Add(arguments, 2, channel, s2);
                Add(arguments, 3, channel, s3);
            }

            if (TRows.Count > 4)
            {
                Add(arguments, 4, channel, s4);
                Add(arguments, 5, channel, s5);
                Add(arguments, 6, channel, s6);
                Add(arguments, 7, channel, s7);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(DepthwiseArguments* arguments, int element, int channel, TVector sum)
    {
        var (target, left) = ((nint)(arguments->Kernel + arguments->Rows[element] + channel), arguments->Channels - channel);
        sum = TLanes.Add(TLanes.Load((float*)target), sum);
        if (left >= TLanes.Count)
        {
            TLanes.Store((float*)target, sum);
        }
        else
        {
            TLanes.StoreFirst((float*)target, sum, left);
        }
    }
}
