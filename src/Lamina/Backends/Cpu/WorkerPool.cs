using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Lamina.Backends.Cpu;

/// <summary>Threads that stay between steps: they spin while steps follow one another, and sleep when none comes.</summary>
/// <remarks>
/// <para>Handing a step over costs two cache lines that change their core, a few tenths of a microsecond; waking a sleeping
/// worker takes far longer, during which the caller works on alone. One caller at a time has the workers; others run their steps on
/// their own thread.</para>
/// <para>Each thread begins with its own range of units, the same at every step, so that the weights whose update it
/// computes stay in its cache; then it helps the others. A unit is claimed by raising its range's counter, which carries
/// the step's number: a counter with an older number means that the range is untouched, so nothing is reset between steps,
/// and a worker that comes late finds nothing that it could claim.</para>
/// </remarks>
internal sealed unsafe class WorkerPool : IDisposable
{
    // Two cache lines: what different threads write lies apart, also for processors that fetch lines in pairs.
    private const int Spacing = 16;

    private const int MostSpins = 10_000;

    // Longer than the serial steps between two parallel ones, short enough to leave an idle machine alone.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private static Lazy<WorkerPool> _shared = new(() => new WorkerPool(DefaultThreads()));

    private readonly SemaphoreSlim _wake = new(0);
    private readonly Handed[] _handed = new Handed[2];
    private readonly long[] _claimed;
    private readonly long[] _done;
    private readonly int[] _number = new int[3 * Spacing];
    private readonly int[] _sleeping = new int[3 * Spacing];
    private volatile bool _disposed;
    private volatile Exception? _failure;
    private int _busy;

    /// <summary>Makes a pool; it has <paramref name="threads"/> − 1 workers, the caller being the other thread.</summary>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _claimed = new long[(threads + 1) * Spacing];
        _done = new long[(threads + 1) * Spacing];
        for (var i = 1; i < threads; i++)
        {
            var worker = i;
            new Thread(() => Work(worker)) { IsBackground = true, Name = $"Lamina worker {i}" }.Start();
        }
    }

    /// <summary>The pool of this process: as many threads as <c>LAMINA_THREADS</c> says, or as there are processors.</summary>
    public static WorkerPool Shared
    {
        get => _shared.Value;
        set => _shared = new Lazy<WorkerPool>(value);
    }

    /// <summary>How many threads take part, the caller included.</summary>
    public int Threads { get; }

    private ref int Number => ref _number[Spacing];

    private ref int Sleeping => ref _sleeping[Spacing];

    /// <summary>Takes the workers for the caller; false if another caller has them.</summary>
    public bool TryEnter() => Threads > 1 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Gives the workers back.</summary>
    public void Exit() => Volatile.Write(ref _busy, 0);

    /// <summary>Runs all units of a step on all threads; the caller must have entered.</summary>
    /// <remarks>What a unit throws comes out here, when no other is running any more.</remarks>
    public void Run(CpuStep step, float* scratch, long scratchStride)
    {
        // Of two places in turn, so that a worker that still looks at the last step reads what belongs together.
        var number = Number + 1;
        Volatile.WriteBarrier();
        ref var handed = ref _handed[number & 1];
        handed = new Handed { Step = step, Scratch = scratch, Stride = scratchStride };
        Volatile.Write(ref Number, number);
        if (Volatile.Read(ref Sleeping) is > 0 and var sleeping)
        {
            _wake.Release(sleeping);
        }

        WaitForWorkers(number, step.Units - RunUnits(number, in handed, 0));
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the workers; the pool must not be in use.</summary>
    public void Dispose()
    {
        _disposed = true;
        Interlocked.Increment(ref Number);
        _wake.Release(Threads);
    }

    private static int DefaultThreads()
    {
        var text = Environment.GetEnvironmentVariable("LAMINA_THREADS");
        return string.IsNullOrEmpty(text) ? Environment.ProcessorCount
            : int.TryParse(text, out var threads) && threads > 0 ? threads
            : throw new ArgumentException($"LAMINA_THREADS is a number of threads, 1 or more; it is set to '{text}'.");
    }

    private void Work(int worker)
    {
        var seen = 0;
        while (true)
        {
            var number = WaitForStep(seen);
            if (_disposed)
            {
                return;
            }

            var handed = _handed[number & 1];
            Volatile.ReadBarrier();
            if (Volatile.Read(ref Number) != number)
            {
                // The step was over before this worker looked: what was read may belong to the one after the next.
                continue;
            }

            seen = number;
            var count = RunUnits(number, in handed, worker);
            Volatile.Write(ref _done[worker * Spacing], ((long)number << 32) | (uint)count);
        }
    }

    private int WaitForStep(int seen)
    {
        var start = Stopwatch.GetTimestamp();
        for (var spins = 1; ; spins++)
        {
            if (Volatile.Read(ref Number) is var number && number != seen)
            {
                return number;
            }

            Thread.SpinWait(1);
            if (spins % 32 == 0 && Stopwatch.GetTimestamp() - start > SpinTicks)
            {
                // If a step comes right now and overlooks this worker, the next one wakes it.
                Interlocked.Increment(ref Sleeping);
                if (Volatile.Read(ref Number) == seen)
                {
                    _wake.Wait();
                }

                Interlocked.Decrement(ref Sleeping);
                start = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>Runs what can be claimed, one's own range first; gives the number of units that were.</summary>
    private int RunUnits(int number, in Handed handed, int thread)
    {
        var (step, count) = (handed.Step, 0);
        var scratch = handed.Scratch + (thread * handed.Stride);
        for (var i = 0; i < Threads; i++)
        {
            var owner = (thread + i) % Threads;
            var (first, end) = (First(owner, step.Units), First(owner + 1, step.Units));
            while (first < end && TryClaim(ref _claimed[(owner + 1) * Spacing], number, first, end, out var unit))
            {
                count++;
                try
                {
                    if (_failure is null)
                    {
                        step.Run(unit, scratch);
                    }
                }
                catch (Exception exception)
                {
                    _failure = exception;
                }
            }
        }

        return count;
    }

    private static bool TryClaim(ref long counter, int number, int first, int end, out int unit)
    {
        while (true)
        {
            var value = Volatile.Read(ref counter);
            var age = unchecked((int)(value >> 32) - number);
            unit = age < 0 ? first : (int)value;
            if (age > 0 || unit >= end)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref counter, ((long)number << 32) | (uint)(unit + 1), value) == value)
            {
                return true;
            }
        }
    }

    private int First(int thread, int units) => (int)((long)units * thread / Threads);

    private int CountOf(int worker, int number) =>
        Volatile.Read(ref _done[worker * Spacing]) is var done && (int)(done >> 32) == number ? (int)done : 0;

    // What workers have not told yet: they are at their last units, or have lost their processor to somebody else.
    private void WaitForWorkers(int number, int units)
    {
        for (var spins = 0; units > 0; spins++)
        {
            var told = 0;
            for (var worker = 1; worker < Threads; worker++)
            {
                told += CountOf(worker, number);
            }

            if (told == units)
            {
                return;
            }

            if (spins < MostSpins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>A step as it is handed over.</summary>
    private struct Handed
    {
        public CpuStep Step;
        public float* Scratch;
        public long Stride;
    }
}
