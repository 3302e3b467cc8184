using Lamina.NN;

namespace Lamina.Data;

/// <summary>Shuffles a stream in bounded memory: a buffer is filled, an item of it is drawn, each equally likely, and the
/// next one takes its place.</summary>
/// <remarks>A buffer that holds everything gives each order with the same probability; a smaller one moves an item
/// forward by at most its size. As <c>tf.data.Dataset.shuffle</c>.</remarks>
internal static class ShuffleBuffer
{
    /// <summary>The items in the order of a key and an epoch.</summary>
    /// <param name="source">What is shuffled.</param>
    /// <param name="size">Items held; null: all.</param>
    /// <param name="key">The key of the step.</param>
    /// <param name="epoch">The pass.</param>
    public static IEnumerable<T> Run<T>(IEnumerable<T> source, int? size, ulong key, int epoch)
    {
        var random = new RandomStream(Passes.Mix(key, epoch));
        var buffer = new List<T>();
        foreach (var item in source)
        {
            if (size is null || buffer.Count < size)
            {
                buffer.Add(item);
                continue;
            }

            var drawn = random.Next(buffer.Count);
            yield return buffer[drawn];
            buffer[drawn] = item;
        }

        while (buffer.Count > 0)
        {
            var drawn = random.Next(buffer.Count);
            yield return buffer[drawn];
            buffer[drawn] = buffer[^1];
            buffer.RemoveAt(buffer.Count - 1);
        }
    }
}
