using Lamina.Data;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Data;

/// <summary>Orders are a pure function of seed and epoch.</summary>
[Collection(ProcessWide.Name)]
public sealed class ShuffleTests
{
    [Fact]
    public void An_order_depends_on_seed_and_epoch_alone()
    {
        var stream = Streams.InMemory(50).Shuffle(seed: 7);
        var first = stream.Numbers(epoch: 2);
        Assert.Equal(first, stream.Numbers(epoch: 2));
        Assert.Equal(first, Streams.InMemory(50).Shuffle(seed: 7).Numbers(epoch: 2));
        Assert.Equal(first, Streams.Generated(50).Shuffle(50, seed: 7).Numbers(epoch: 2));
        Assert.NotEqual(first, stream.Numbers(epoch: 1));
        Assert.NotEqual(first, Streams.InMemory(50).Shuffle(seed: 8).Numbers(epoch: 2));
        Assert.Equal(Enumerable.Range(0, 50), first.Order());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(5, 2)]
    public void Threads_change_nothing(int prefetch, int threads)
    {
        var plain = Augmented(1).Batch(4).Numbers(epoch: 3);
        Assert.Equal(plain, Augmented(threads).Batch(4).Prefetch(prefetch).Numbers(epoch: 3));
        Assert.Equal(plain, Augmented(threads).Prefetch(prefetch).Batch(4).Numbers(epoch: 3));

        static SampleStream Augmented(int threads) => Streams.InMemory(40).Shuffle(seed: 1).Map(
            static (sample, random) =>
            {
                var i = random.Next(1000);
                return new Sample(new float[] { i, 10 * i }, Tensor.Scalar(i, DType.Int32));
            },
            seed: 2,
            threads);
    }

    [Fact]
    public void Augmentation_differs_between_samples_and_epochs()
    {
        var stream = Streams.InMemory(20).Map((_, random) => new Sample(Tensor.Scalar(0), Tensor.Scalar(random.Next(1 << 24))), seed: 1);
        var numbers = stream.Numbers(0).Concat(stream.Numbers(1)).ToArray();
        Assert.Equal(40, numbers.Distinct().Count());
    }

    // Sample i enters when i + 1 − size have left, so none comes out further forward than that.
    [Fact]
    public void A_buffer_moves_samples_forward_by_less_than_its_size()
    {
        var numbers = Streams.Generated(200).Shuffle(10, seed: 0).Numbers();
        Assert.Equal(Enumerable.Range(0, 200), numbers.Order());
        Assert.All(numbers.Index(), item => Assert.True(item.Item - item.Index < 10));
        Assert.Contains(numbers.Index(), item => item.Item - item.Index == 9);
    }

    [Fact]
    public void A_full_buffer_gives_each_order_equally_often()
    {
        var stream = Streams.InMemory(3).Shuffle(seed: 5);
        var orders = Enumerable.Range(0, 6000).CountBy(epoch => string.Concat(stream.Numbers(epoch))).ToArray();
        Assert.Equal(6, orders.Length);

        // Five standard deviations of a binomial of 6000 draws at 1/6 are 144.
        Assert.All(orders, order => Assert.InRange(order.Value, 856, 1144));
    }

    [Fact]
    public void Seed_Set_fixes_streams_without_a_seed()
    {
        Seed.Set(11);
        var first = Streams.InMemory(30).Shuffle();
        var second = Streams.InMemory(30).Shuffle();
        Seed.Set(11);
        var again = Streams.InMemory(30).Shuffle();
        Assert.Equal(first.Numbers(), again.Numbers());
        Assert.NotEqual(first.Numbers(), second.Numbers());
    }

    [Fact]
    public void Repeat_shuffles_each_pass_anew()
    {
        var stream = Streams.InMemory(20).Shuffle(seed: 1);
        Assert.Equal([.. stream.Numbers(4), .. stream.Numbers(5)], stream.Repeat(2).Numbers(2));
        Assert.Equal([.. stream.Numbers(2), .. stream.Numbers(3)], stream.Repeat().Take(40).Numbers(2));
    }
}
