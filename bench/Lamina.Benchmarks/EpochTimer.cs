using System.Diagnostics;
using Lamina.NN;

namespace Lamina.Benchmarks;

/// <summary>Takes the time of each epoch, from the end of the one before to its own end, and ends the training when the
/// time is up. The first epoch warms up and is not counted.</summary>
internal sealed class EpochTimer(double seconds) : Callback
{
    private readonly List<double> _epochs = [];
    private long _begin;
    private long _last;
    private long _bytes;
    private long _bytesBegin;

    /// <summary>Seconds of the fastest epoch.</summary>
    public double Best => _epochs.Min();

    /// <summary>The bytes that an epoch allocated, on average.</summary>
    public double BytesPerEpoch => (double)_bytes / _epochs.Count;

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        var now = Stopwatch.GetTimestamp();
        if (epoch == 0)
        {
            (_begin, _epochs.Capacity) = (now, 1 << 20);
        }
        else
        {
            _epochs.Add(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
            _bytes += GC.GetAllocatedBytesForCurrentThread() - _bytesBegin;
        }

        if (epoch > 0 && Stopwatch.GetElapsedTime(_begin, now).TotalSeconds >= seconds)
        {
            StopTraining("the time is up");
        }

        _bytesBegin = GC.GetAllocatedBytesForCurrentThread();
        _last = Stopwatch.GetTimestamp();
    }
}
