using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A convolution whose filters see one channel each: vectors of channels, eight results at a time.</summary>
/// <remarks>A weight is loaded once for the eight results; what each reads of the map is one more load a multiply-add, which
/// the two load ports just deliver. Channels stand innermost, so that the map is read as it lies.</remarks>
internal sealed unsafe class DepthwiseProduct<TVector, TLanes> : GatherKernel
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly nint[][][] _rows;

    public DepthwiseProduct(GatherShape shape, GatherCut cut)
        : base(shape, cut, Packing<TVector, TLanes>.PanelColumns, TLanes.Count) =>
        _rows = [.. Parts.Select(part => part.Phases.Select(phase =>
            Array.ConvertAll(phase.Elements, element => (nint)element * shape.Filters)).ToArray())];

    public override void Pack(int panel, float* kernel, float* packed)
    {
    }

    public override void Run(int unit, float* map, float* kernel, float* bias, float* c, float* scratch)
    {
        var (sample, samples, part) = Unit(unit);
        var maps = Copied(part, samples, map + (sample * Shape.MapFloats), scratch, out var step);
        var (own, first) = (Parts[part], (long)Parts[part].First * Shape.Filters);
        DepthwiseArguments arguments;
        arguments.Kernel = kernel;
        arguments.Channels = Shape.Filters;
        arguments.Bias = Shape.Fold > 1 ? null : bias;
        var unfolded = scratch + ((long)samples * SlabFloats);
        for (var i = 0; i < samples; i++)
        {
            // What is added up afterwards stands in the scratch, where it would if all began that much earlier.
            var results = Shape.Fold > 1 ? unfolded - first : c + ((sample + i) * Shape.ResultFloats);
            for (var phase = 0; phase < own.Phases.Length; phase++)
            {
                Lines(&arguments, own.Phases[phase], _rows[part][phase], maps + (i * step), results);
            }

            if (Shape.Fold > 1)
            {
                var (filters, place) = (Shape.Filters / Shape.Fold, ((sample + i) * (long)Shape.Results.Size) + own.First);
                Fold(unfolded, bias, c + (place * filters), own.Count, filters);
            }
        }
    }

    private void Lines(DepthwiseArguments* arguments, GatherPhase phase, nint[] rows, float* map, float* results)
    {
        arguments->ReadStep = phase.ReadStep;
        arguments->ResultStep = (nint)phase.ResultStep * Shape.Filters;
        arguments->Count = phase.Count;
        arguments->Elements = rows.Length;
        fixed (nint* reads = phase.Reads, kernel = rows)
        {
            arguments->Reads = reads;
            arguments->Rows = kernel;
            for (var line = 0; line < phase.LineReads.Length; line++)
            {
                arguments->Map = map + phase.LineReads[line];
                arguments->Results = results + ((long)phase.LineResults[line] * Shape.Filters);
                Line(arguments);
            }
        }
    }

    private static void Line(DepthwiseArguments* arguments)
    {
        var left = arguments->Count;
        while (left > 0)
        {
            var done = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
            switch (done)
            {
                case 8:
                    Results<Rows8>(arguments);
                    break;
                case 4:
                    Results<Rows4>(arguments);
                    break;
                case 2:
                    Results<Rows2>(arguments);
                    break;
                default:
                    Results<Rows1>(arguments);
                    break;
            }

            left -= done;
            arguments->Map += done * arguments->ReadStep;
            arguments->Results += done * arguments->ResultStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Results<TRows>(DepthwiseArguments* arguments)
        where TRows : IRows
    {
        var (reads, rows, step) = ((nint)arguments->Reads, (nint)arguments->Rows, arguments->ReadStep);
        for (var channel = 0; channel < arguments->Channels; channel += TLanes.Count)
        {
            var start = arguments->Bias is null ? default : TLanes.Load(arguments->Bias + channel);
            var (s0, s1, s2, s3, s4, s5, s6, s7) = (start, start, start, start, start, start, start, start);
            for (var element = 0; element < arguments->Elements; element++)
            {
                var w = TLanes.Load(arguments->Kernel + ((nint*)rows)[element] + channel);
                var x = arguments->Map + ((nint*)reads)[element] + channel;
                s0 = TLanes.MultiplyAdd(TLanes.Load(x), w, s0);
                s1 = TRows.Count > 1 ? TLanes.MultiplyAdd(TLanes.Load(x + step), w, s1) : s1;
                s2 = TRows.Count > 2 ? TLanes.MultiplyAdd(TLanes.Load(x + (2 * step)), w, s2) : s2;
                s3 = TRows.Count > 2 ? TLanes.MultiplyAdd(TLanes.Load(x + (3 * step)), w, s3) : s3;
                s4 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + (4 * step)), w, s4) : s4;
                s5 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + (5 * step)), w, s5) : s5;
                s6 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + (6 * step)), w, s6) : s6;
                s7 = TRows.Count > 4 ? TLanes.MultiplyAdd(TLanes.Load(x + (7 * step)), w, s7) : s7;
            }

            var (y, next, left) = ((nint)(arguments->Results + channel), arguments->ResultStep, arguments->Channels - channel);
            Store((float*)y, s0, left);
            if (TRows.Count > 1)
            {
                Store((float*)y + next, s1, left);
            }

            if (TRows.Count > 2)
            {
                Store((float*)y + (2 * next), s2, left);
                Store((float*)y + (3 * next), s3, left);
            }

            if (TRows.Count > 4)
            {
                Store((float*)y + (4 * next), s4, left);
                Store((float*)y + (5 * next), s5, left);
                Store((float*)y + (6 * next), s6, left);
                Store((float*)y + (7 * next), s7, left);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector value, int left)
    {
        if (left >= TLanes.Count)
        {
            TLanes.Store(target, value);
        }
        else
        {
            TLanes.StoreFirst(target, value, left);
        }
    }

    // The filters of a channel lie side by side.
    private void Fold(float* from, float* bias, float* to, int places, int filters)
    {
        for (var place = 0; place < places; place++)
        {
            for (var filter = 0; filter < filters; filter++)
            {
                var sum = bias is null ? 0 : bias[filter];
                for (var i = 0; i < Shape.Fold; i++)
                {
                    sum += *from++;
                }

                *to++ = sum;
            }
        }
    }
}
