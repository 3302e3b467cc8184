using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Pools;

/// <summary>Pooling of a part of a sample, all channels of a window at a time.</summary>
/// <remarks>Which value is the largest is not kept from the forward pass but found again, from the map that has to be read
/// anyway. NaNs take the slow way: they are found when they have become a window's largest.</remarks>
internal static unsafe class PoolKernel
{
    /// <summary>Computes a part's results.</summary>
    /// <param name="kind">What is done.</param>
    /// <param name="part">The part.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="x">The sample's map; of a mean's spread, what is spread.</param>
    /// <param name="other">The other map, or the numbers of the windows.</param>
    /// <param name="y">The sample's results.</param>
    /// <param name="width">The vector width.</param>
    public static void Run(PoolKind kind, PoolPart part, int channels, float* x, float* other, float* y, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Run<Lanes512, Vector512<float>>(kind, part, channels, x, other, y);
                break;
            case SimdWidth.Bits256:
                Run<Lanes256, Vector256<float>>(kind, part, channels, x, other, y);
                break;
            default:
                Run<Lanes1, float>(kind, part, channels, x, other, y);
                break;
        }
    }

    private static void Run<L, V>(PoolKind kind, PoolPart part, int channels, float* x, float* other, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (kind is PoolKind.Spread or PoolKind.AverageSpread && !part.IsPartition)
        {
            new Span<float>(y + ((long)part.First * channels), part.Count * channels).Clear();
        }

        fixed (int* all = part.Places)
        {
            Window window;
            window.Channels = channels;
            window.First = part.First;
            window.Range = (uint)part.Count;
            window.Sets = part.IsPartition;
            for (var i = 0; i < part.Windows.Length; i++)
            {
                var result = (long)part.Windows[i] * channels;
                window.Places = all + part.Starts[i];
                window.Count = part.Starts[i + 1] - part.Starts[i];
                window.Share = part.Shares[i];
                switch (kind)
                {
                    case PoolKind.Max:
                        Max<L, V>(&window, x, y + result);
                        break;
                    case PoolKind.Pick:
                        Pick<L, V>(&window, x, other, y + result);
                        break;
                    case PoolKind.Spread:
                        Spread<L, V>(&window, x, other + result, y);
                        break;
                    case PoolKind.Average:
                        Average<L, V>(&window, x, y + result);
                        break;
                    default:
                        AverageSpread<L, V>(&window, x + result, y);
                        break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Max<L, V>(Window* window, float* x, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        nint channels = window->Channels;
        for (nint channel = 0; channel < channels; channel += L.Count)
        {
            L.Store(Largest<L, V>(window, x + channel), y + channel, channels - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pick<L, V>(Window* window, float* x, float* z, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        nint channels = window->Channels;
        for (nint channel = 0; channel < channels; channel += L.Count)
        {
            var largest = Largest<L, V>(window, x + channel);
            if (HasNaN<L, V>(largest))
            {
                OneByOne(window, channel, (int)nint.Min(L.Count, channels - channel), x, z, y, null);
                continue;
            }

            // From the last to the first, so that the first of equals stays.
            var picked = L.Set(0);
            for (var i = window->Count - 1; i >= 0; i--)
            {
                var at = ((nint)window->Places[i] * channels) + channel;
                picked = L.Select(L.Equal(L.Load(x + at), largest), L.Load(z + at), picked);
            }

            L.Store(picked, y + channel, channels - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<L, V>(Window* window, float* x, float* dy, float* dx)
        where L : struct, ILanes<V>
        where V : struct
    {
        nint channels = window->Channels;
        var zero = L.Set(0);
        for (nint channel = 0; channel < channels; channel += L.Count)
        {
            var largest = Largest<L, V>(window, x + channel);
            if (HasNaN<L, V>(largest))
            {
                OneByOne(window, channel, (int)nint.Min(L.Count, channels - channel), x, null, dy, dx);
                continue;
            }

            // Who takes it leaves nothing to those behind.
            var rest = L.Load(dy + channel);
            for (var i = 0; i < window->Count; i++)
            {
                var at = ((nint)window->Places[i] * channels) + channel;
                var taken = L.Equal(L.Load(x + at), largest);
                if (IsInside(window, i))
                {
                    var given = L.Select(taken, rest, zero);
                    L.Store(window->Sets ? given : L.Add(L.Load(dx + at), given), dx + at, channels - channel);
                }

                rest = L.Select(taken, zero, rest);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Average<L, V>(Window* window, float* x, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        nint channels = window->Channels;
        var share = L.Set(window->Share);
        for (nint channel = 0; channel < channels; channel += L.Count)
        {
            var sum = L.Set(0);
            for (var i = 0; i < window->Count; i++)
            {
                sum = L.Add(sum, L.Load(x + ((nint)window->Places[i] * channels) + channel));
            }

            L.Store(L.Multiply(sum, share), y + channel, channels - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AverageSpread<L, V>(Window* window, float* dy, float* dx)
        where L : struct, ILanes<V>
        where V : struct
    {
        nint channels = window->Channels;
        var share = L.Set(window->Share);
        for (nint channel = 0; channel < channels; channel += L.Count)
        {
            var given = L.Multiply(L.Load(dy + channel), share);
            for (var i = 0; i < window->Count; i++)
            {
                if (IsInside(window, i))
                {
                    var at = dx + ((nint)window->Places[i] * channels) + channel;
                    L.Store(window->Sets ? given : L.Add(L.Load(at), given), at, channels - channel);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Largest<L, V>(Window* window, float* x)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (window->Count == 0)
        {
            return L.Set(float.NegativeInfinity);
        }

        nint channels = window->Channels;
        var largest = L.Load(x + (window->Places[0] * channels));
        for (var i = 1; i < window->Count; i++)
        {
            largest = L.Apply<MaximumKernel>(largest, L.Load(x + (window->Places[i] * channels)));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasNaN<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct => L.Bits(L.Equal(x, x)) != (uint)((1UL << L.Count) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInside(Window* window, int i) => (uint)(window->Places[i] - window->First) < window->Range;

    // Picks from z into y, or gives y to dx.
    private static void OneByOne(Window* window, nint channel, int count, float* x, float* z, float* y, float* dx)
    {
        for (var c = channel; c < channel + count; c++)
        {
            var largest = -1;
            for (var i = 0; i < window->Count; i++)
            {
                var (best, next) = (largest < 0 ? 0 : At(largest), At(i));
                largest = largest < 0 || !(best >= next || float.IsNaN(best)) ? i : largest;
                if (dx is not null && window->Sets && IsInside(window, i))
                {
                    dx[((nint)window->Places[i] * window->Channels) + c] = 0;
                }
            }

            if (dx is null)
            {
                y[c] = largest < 0 ? 0 : z[((nint)window->Places[largest] * window->Channels) + c];
            }
            else if (largest >= 0 && IsInside(window, largest))
            {
                dx[((nint)window->Places[largest] * window->Channels) + c] += y[c];
            }

            float At(int i) => x[((nint)window->Places[i] * window->Channels) + c];
        }
    }

    /// <summary>One window, and which places may be written.</summary>
    private struct Window
    {
        public int* Places;
        public int Count;
        public int Channels;
        public float Share;
        public int First;
        public uint Range;
        public bool Sets;
    }
}
