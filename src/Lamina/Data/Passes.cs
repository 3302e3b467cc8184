using Lamina.NN;

namespace Lamina.Data;

/// <summary>The steps that streams of samples and of batches share.</summary>
internal static class Passes
{
    /// <summary>Some passes, one behind the other: pass i of epoch e is pass <c>e·times + i</c> of the source.</summary>
    public static IEnumerable<T> Repeat<T>(Func<int, IEnumerable<T>> read, int times, int epoch)
    {
        for (var pass = 0; pass < times; pass++)
        {
            foreach (var item in read(checked((epoch * times) + pass)))
            {
                yield return item;
            }
        }
    }

    /// <summary>Passes without end, unless one is empty: pass i of epoch e is pass <c>e + i</c> of the source.</summary>
    public static IEnumerable<T> RepeatForever<T>(Func<int, IEnumerable<T>> read, int epoch)
    {
        for (var hasItems = true; hasItems; epoch = epoch == int.MaxValue ? 0 : epoch + 1)
        {
            hasItems = false;
            foreach (var item in read(epoch))
            {
                hasItems = true;
                yield return item;
            }
        }
    }

    /// <summary>The key of a step that draws: the user's, or the next of the process, drawn once.</summary>
    public static ulong Key(int? seed) => seed is { } value ? (ulong)value : Seed.Next();

    /// <summary>The key of one of many numbered streams, such as that of an epoch.</summary>
    /// <remarks>Mixed twice, so that neighbouring numbers and seeds begin far from each other.</remarks>
    public static ulong Mix(ulong key, long number)
    {
        var state = RandomStream.SplitMix(ref key) + (ulong)number;
        return RandomStream.SplitMix(ref state);
    }
}
