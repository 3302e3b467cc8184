using System.Diagnostics;

namespace Lamina.Backends.Cpu;

/// <summary>Threads that stay between steps: they spin while steps follow one another, and sleep when none comes.</summary>
/// <remarks>Handing a step to a spinning worker takes some 0.2 µs; waking a sleeping one takes about 10 µs, during which
/// the caller works on alone. One caller at a time has the workers; others run their steps on their own thread.</remarks>
internal sealed unsafe class WorkerPool : IDisposable
{
    // Longer than the serial steps between two parallel ones, short enough to leave an idle machine alone.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    // A thread's next unit stands a cache line away from its neighbours'.
    private const int Spacing = 16;

    private static Lazy<WorkerPool> s_shared = new(() => new WorkerPool(DefaultThreads()));

    private readonly SemaphoreSlim _wake = new(0);
    private readonly int[] _next;
    private volatile CpuStep? _step;
    private volatile bool _open;
    private volatile bool _disposed;
    private volatile int _generation;
    private float* _scratch;
    private long _scratchStride;
    private int _busy;
    private int _active;
    private int _sleeping;
    private Exception? _failure;

    /// <summary>Makes a pool; it has <paramref name="threads"/> − 1 workers, the caller being the other thread.</summary>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _next = new int[(threads + 1) * Spacing];
        for (var i = 1; i < threads; i++)
        {
            var worker = i;
            new Thread(() => Work(worker)) { IsBackground = true, Name = $"Lamina worker {i}" }.Start();
        }
    }

    /// <summary>The pool of this process: as many threads as <c>LAMINA_THREADS</c> says, or as there are processors.</summary>
    public static WorkerPool Shared
    {
        get => s_shared.Value;
        set => s_shared = new Lazy<WorkerPool>(value);
    }

    /// <summary>How many threads take part, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Takes the workers for the caller; false if another caller has them.</summary>
    public bool TryEnter() => Threads > 1 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Gives the workers back.</summary>
    public void Exit() => Volatile.Write(ref _busy, 0);

    /// <summary>Runs all units of a step on all threads; the caller must have entered.</summary>
    public void Run(CpuStep step, float* scratch, long scratchStride)
    {
        _scratch = scratch;
        _scratchStride = scratchStride;
        for (var thread = 0; thread < Threads; thread++)
        {
            Volatile.Write(ref _next[thread * Spacing], First(thread, step.Units));
        }

        _step = step;
        _open = true;
        _generation++;
        Interlocked.MemoryBarrier();
        // Read once: a worker may stop sleeping in between, and releasing none is an error.
        var sleeping = Volatile.Read(ref _sleeping);
        if (sleeping > 0)
        {
            _wake.Release(sleeping);
        }

        try
        {
            RunUnits(step, 0, scratch);
        }
        finally
        {
            // Also behind an error: nobody may write into the plan's memory when the caller leaves.
            _open = false;
            WaitForWorkers();
        }

        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("A worker thread failed: " + failure.Message, failure);
        }
    }

    private void WaitForWorkers()
    {
        Interlocked.MemoryBarrier();
        var spins = 0;
        while (Volatile.Read(ref _active) != 0)
        {
            if (++spins > 10_000)
            {
                // The worker has lost its processor: let it have this one.
                Thread.Yield();
            }
            else
            {
                Thread.SpinWait(1);
            }
        }
    }

    private static int DefaultThreads()
    {
        var text = Environment.GetEnvironmentVariable("LAMINA_THREADS");
        return string.IsNullOrEmpty(text) ? Environment.ProcessorCount
            : int.TryParse(text, out var threads) && threads > 0 ? threads
            : throw new ArgumentException($"LAMINA_THREADS is a number of threads, 1 or more; it is set to '{text}'.");
    }

    /// <summary>Ends the workers; the pool must not be in use.</summary>
    public void Dispose()
    {
        _disposed = true;
        _generation++;
        _wake.Release(Threads);
    }

    private void Work(int worker)
    {
        var seen = 0;
        while (true)
        {
            WaitForStep(ref seen);
            if (_disposed)
            {
                return;
            }


            // Either the caller sees that this worker is active and waits for it, or this worker sees that the step is over.
            Interlocked.Increment(ref _active);
            if (_open && _step is { } step)
            {
                try
                {
                    RunUnits(step, worker, _scratch + (worker * _scratchStride));
                }
                catch (Exception exception)
                {
                    _failure = exception;
                }
            }

            Interlocked.Decrement(ref _active);
        }
    }

    private void WaitForStep(ref int seen)
    {
        var start = Stopwatch.GetTimestamp();
        for (var spins = 1; _generation == seen; spins++)
        {
            Thread.SpinWait(1);
            if (spins % 32 != 0 || Stopwatch.GetTimestamp() - start < SpinTicks)
            {
                continue;
            }

            Interlocked.Increment(ref _sleeping);
            if (_generation == seen)
            {
                _wake.Wait();
            }

            Interlocked.Decrement(ref _sleeping);
            start = Stopwatch.GetTimestamp();
        }

        seen = _generation;
    }

    // Each thread begins with its own range of units, the same at every step, so that the weights whose update it computes
    // stay in its cache; then it helps the others.
    private void RunUnits(CpuStep step, int thread, float* scratch)
    {
        for (var i = 0; i < Threads; i++)
        {
            var owner = (thread + i) % Threads;
            var end = First(owner + 1, step.Units);
            ref var next = ref _next[owner * Spacing];
            while (Volatile.Read(ref next) < end && Interlocked.Increment(ref next) - 1 is var unit && unit < end)
            {
                step.Run(unit, scratch);
            }
        }
    }

    private int First(int thread, int units) => (int)((long)units * thread / Threads);
}
