using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class RandomStreamTests
{
    [Fact]
    public void Stream_of_a_key_is_the_same_on_every_machine()
    {
        // xoshiro256++ from the first four numbers of SplitMix64 from 0.
        var random = new RandomStream(0);
        Assert.Equal(
            [0x53175D61490B23DFUL, 0x61DA6F3DC380D507UL, 0x5C0FDF91EC9A7BFCUL],
            [random.NextUInt64(), random.NextUInt64(), random.NextUInt64()]);
    }

    [Fact]
    public void Streams_of_neighbouring_keys_have_nothing_in_common()
    {
        var (a, b) = (new RandomStream(1), new RandomStream(2));
        ulong[] ofA = [.. Enumerable.Range(0, 100).Select(_ => a.NextUInt64())];
        Assert.Empty(Enumerable.Range(0, 100).Select(_ => b.NextUInt64()).Intersect(ofA));
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        var random = new RandomStream(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[(int)(random.Uniform() * 10)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_deviation_1_and_kurtosis_3()
    {
        var random = new RandomStream(1);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.Normal())];
        Assert.InRange(values.Average(), -0.01, 0.01);
        Assert.InRange(values.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(values.Average(x => x * x * x * x), 2.9, 3.1);
    }

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var random = new RandomStream(1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.Next(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, random.Next(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    [Fact]
    public void Shuffling_keeps_all_elements_and_finds_every_order()
    {
        var random = new RandomStream(1);
        var orders = new HashSet<string>();
        for (var i = 0; i < 200; i++)
        {
            int[] values = [1, 2, 3];
            random.Shuffle(values.AsSpan());
            orders.Add(string.Join(' ', values));
        }

        Assert.Equal(["1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"], orders.Order(StringComparer.Ordinal));
    }
}
