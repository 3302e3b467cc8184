using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.Data;

public sealed class PrefetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void No_more_is_made_than_may_wait()
    {
        var made = 0;
        using var fourth = new ManualResetEventSlim();
        var dataset = Counted(100, () =>
        {
            if (++made == 4)
            {
                fourth.Set();
            }
        }).Prefetch(2);
        using var batches = dataset.Batches(0).GetEnumerator();
        Assert.True(batches.MoveNext());

        // One is used, two wait, one is in the making: the fifth may not begin.
        Assert.True(fourth.Wait(Patience));
        Thread.Sleep(50);
        Assert.Equal(4, Volatile.Read(ref made));
    }

    [Fact]
    public void Batches_are_made_by_another_thread()
    {
        var threads = new HashSet<int>();
        Assert.Equal(3, Counted(3, () => threads.Add(Environment.CurrentManagedThreadId)).Prefetch().Batches(0).Count());
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
        Assert.Single(threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_is_thrown_in_its_place_with_its_stack(int threads)
    {
        var stream = Streams.Generated(5).Map(static sample => (int)sample.Y.Item() == 3 ? Fail() : sample, threads);
        var seen = new List<int>();
        var e = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var batch in stream.Batch(1).Prefetch().Batches(0))
            {
                seen.Add(batch.Targets[0].Values<int>()[0]);
            }
        });
        Assert.Equal([0, 1, 2], seen);
        Assert.Equal("a broken sample", e.Message);
        Assert.Contains(nameof(Fail), e.StackTrace, StringComparison.Ordinal);

        static Sample Fail() => throw new InvalidDataException("a broken sample");
    }

    [Fact]
    public void A_cancelled_source_is_a_failure_like_any_other()
    {
        var dataset = Counted(3, () => throw new OperationCanceledException("from the source")).Prefetch();
        Assert.Equal("from the source", Assert.Throws<OperationCanceledException>(() => dataset.Batches(0).ToArray()).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Leaving_early_ends_the_thread_and_disposes_the_source(int take)
    {
        Thread? producer = null;
        var disposed = false;
        var dataset = Dataset.Generate(Source).Batch(1).Prefetch(2);
        using (var batches = dataset.Batches(0).GetEnumerator())
        {
            for (var i = 0; i < take; i++)
            {
                Assert.True(batches.MoveNext());
            }
        }

        Assert.Equal(take > 0, producer is not null);
        Assert.Equal(take > 0, disposed);
        Assert.False(producer?.IsAlive ?? false);

        IEnumerable<(Tensor X, Tensor Y)> Source()
        {
            producer = Thread.CurrentThread;
            try
            {
                while (true)
                {
                    yield return (Tensor.Scalar(1), Tensor.Scalar(2));
                }
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [Fact]
    public void A_finished_pass_leaves_no_thread()
    {
        Thread? producer = null;
        var dataset = Counted(3, () => producer = Thread.CurrentThread).Prefetch();
        Assert.Equal(3, dataset.Batches(0).Count());
        Assert.Equal(3, dataset.Batches(1).Count());
        Assert.False(producer!.IsAlive);
    }

    private static IDataset Counted(int count, Action made) => Dataset.Generate(() => Enumerable.Range(0, count).Select(i =>
    {
        made();
        return new Sample(Tensor.Scalar(i), Tensor.Scalar(i));
    })).Batch(1);
}
