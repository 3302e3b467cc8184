using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class SplitMix64Tests
{
    // The values that C implementations of the published algorithm give for this seed.
    [Fact]
    public void Stream_is_the_published_one()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()).ToArray());
    }

    [Fact]
    public void Below_reaches_every_number_about_equally()
    {
        var random = new SplitMix64(0);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.Below(7)]++;
        }

        // Five standard deviations of a binomial of 70000 draws at 1/7 are 463.
        Assert.All(counts, count => Assert.InRange(count, 9_537, 10_463));
    }

    [Fact]
    public void Shuffle_keeps_every_item()
    {
        var items = Enumerable.Range(0, 100).ToArray();
        new SplitMix64(3).Shuffle(items);
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
