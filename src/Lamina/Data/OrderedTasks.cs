namespace Lamina.Data;

/// <summary>Maps items on several threads at once and gives the results in the order of the items.</summary>
internal static class OrderedTasks
{
    /// <summary>The results; an exception is thrown where the result would have stood.</summary>
    /// <param name="source">Read by the consumer's thread.</param>
    /// <param name="map">Called by several threads at the same time.</param>
    /// <param name="threads">Items in the making at most.</param>
    public static IEnumerable<TResult> Run<T, TResult>(IEnumerable<T> source, Func<T, TResult> map, int threads)
    {
        var running = new Queue<Task<TResult>>(threads);
        try
        {
            foreach (var item in source)
            {
                running.Enqueue(Task.Run(() => map(item)));
                if (running.Count == threads)
                {
                    yield return running.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (running.Count > 0)
            {
                yield return running.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Left over when the consumer stops early or an item before them failed: nobody asks for them.
            ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
