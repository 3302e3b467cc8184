using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Lamina.Data;

/// <summary>Makes items on a thread of its own while others are used.</summary>
internal static class PrefetchQueue
{
    /// <summary>The same items in the same order. What the source throws is thrown where it would have stood, with the
    /// stack of the source.</summary>
    /// <param name="source">Read by one thread, which ends with the pass, also when the consumer stops early.</param>
    /// <param name="count">Items that wait at most; one more is in the making.</param>
    public static IEnumerable<T> Run<T>(IEnumerable<T> source, int count)
    {
        using var stop = new CancellationTokenSource();
        using var ready = new BlockingCollection<T>(count);
        ExceptionDispatchInfo? failure = null;
        var producer = new Thread(Produce) { IsBackground = true, Name = "Lamina prefetch" };
        producer.Start();
        try
        {
            foreach (var item in ready.GetConsumingEnumerable())
            {
                yield return item;
            }

            failure?.Throw();
        }
        finally
        {
            // The source is disposed by its thread; nothing of it runs any more when the pass has ended here.
            stop.Cancel();
            producer.Join();
        }

        void Produce()
        {
            try
            {
                foreach (var item in source)
                {
                    ready.Add(item, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The consumer has what it wanted.
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
