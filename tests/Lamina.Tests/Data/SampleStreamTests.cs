using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class SampleStreamTests
{
    private static readonly StepCase[] Table =
    [
        new("as they are", s => s, [0, 1, 2, 3, 4], 5),
        new("Take", s => s.Take(2), [0, 1], 2),
        new("Take of more", s => s.Take(9), [0, 1, 2, 3, 4], 5),
        new("Skip", s => s.Skip(3), [3, 4], 2),
        new("Skip of more", s => s.Skip(9), [], 0),
        new("Concat", s => s.Take(2).Concat(s.Skip(4)), [0, 1, 4], 3),
        new("Repeat", s => s.Take(2).Repeat(3), [0, 1, 0, 1, 0, 1], 6),
        new("Repeat 0 times", s => s.Repeat(0), [], 0),
        new("Repeat without end", s => s.Take(2).Repeat().Take(5), [0, 1, 0, 1, 0], 5),
        new("Repeat of nothing", s => s.Take(0).Repeat().Skip(0), [], null),
        new("Filter", s => s.Filter(sample => sample.Y.Item() % 2 == 1), [1, 3], null),
        new("Filter, Take", s => s.Filter(sample => sample.X.ToArray()[1] > 10).Take(2), [2, 3], null),
        new("Map", s => s.Map(sample => sample with { Targets = [sample.Y + 5] }), [5, 6, 7, 8, 9], 5),
        new("Map on threads", s => s.Map(sample => sample with { Targets = [sample.Y + 5] }, threads: 3), [5, 6, 7, 8, 9], 5),
        new("Prefetch", s => s.Prefetch(1), [0, 1, 2, 3, 4], 5),
        new("Batch, Unbatch", s => s.Batch(2).Unbatch(), [0, 1, 2, 3, 4], null),
        new("Shuffle by one", s => s.Shuffle(1), [0, 1, 2, 3, 4], 5),
    ];

    public static TheoryData<StepCase> Cases => [.. Table];

    [Theory, MemberData(nameof(Cases))]
    public void Steps_give_the_samples_expected(StepCase c)
    {
        var inMemory = c.Step(Streams.InMemory(5));
        Assert.Equal(c.Expected, inMemory.Numbers());
        Assert.Equal(c.Expected, inMemory.Numbers());
        Assert.Equal(c.Count, inMemory.Count);
        Assert.Equal(c.Expected, c.Step(Streams.Generated(5)).Numbers());
    }

    [Theory]
    [InlineData(7, 3, false, new[] { 3, 3, 1 })]
    [InlineData(7, 3, true, new[] { 3, 3 })]
    [InlineData(6, 3, false, new[] { 3, 3 })]
    [InlineData(6, 3, true, new[] { 3, 3 })]
    [InlineData(2, 3, false, new[] { 2 })]
    [InlineData(2, 3, true, new int[0])]
    [InlineData(0, 3, false, new int[0])]
    public void Batches_hold_the_samples_in_order(int samples, int size, bool dropRemainder, int[] sizes)
    {
        foreach (var stream in new[] { Streams.InMemory(samples), Streams.Generated(samples) })
        {
            var dataset = stream.Batch(size, dropRemainder);
            var batches = dataset.Numbers();
            Assert.Equal(sizes, batches.Select(batch => batch.Length));
            Assert.Equal(Enumerable.Range(0, sizes.Sum()), batches.SelectMany(numbers => numbers));
            Assert.Equal(stream.Count is null ? null : sizes.Length, dataset.BatchCount);
        }
    }

    [Fact]
    public void All_parts_and_types_reach_the_batch()
    {
        Tensor images = Tensor.Wrap(new byte[] { 1, 2, 3, 4, 5, 6 }, [3, 1, 2]);
        var dataset = Dataset.From([images, new[] { true, false, true }], [new[] { 7L, 8, 9 }, new double[] { 1, 2, 3 }], new float[] { 1, 0, 2 })
            .Skip(1).Batch(2);
        var batch = Assert.Single(dataset.Batches(0));
        Assert.Equal(2, batch.Count);
        Assert.Equal([2, 1, 2], batch.Inputs[0].Shape);
        Assert.Equal([3, 4, 5, 6], batch.Inputs[0].Values<byte>());
        Assert.Equal([false, true], batch.Inputs[1].Values<bool>());
        Assert.Equal([8L, 9], batch.Targets[0].Values<long>());
        Assert.Equal([2.0, 3], batch.Targets[1].Values<double>());
        Assert.Equal([0f, 2], batch.SampleWeight!.Values<float>());
    }

    [Fact]
    public void Formulas_are_computed_once()
    {
        Tensor x = new float[] { 1, 2, 3 };
        Assert.Equal([2, 4, 6], Assert.Single(Dataset.From(x * 2, x).Batch(3).Batches(0)).Inputs[0].Values<float>());
    }

    [Fact]
    public void Several_inputs_are_generated()
    {
        var batch = Assert.Single(Dataset.Generate(Rows, count: 2).Batch(2).Batches(0));
        Assert.Equal([2, 1], batch.Inputs[0].Shape);
        Assert.Equal([2, 2], batch.Inputs[1].Shape);
        Assert.Empty(batch.Targets);

        static IEnumerable<(Tensor[] X, Tensor[] Y)> Rows()
        {
            yield return ([new float[] { 1 }, new float[] { 2, 3 }], []);
            yield return ([new float[] { 4 }, new float[] { 5, 6 }], []);
        }
    }

    [Fact]
    public void Items_are_loaded_when_a_batch_needs_them()
    {
        var loaded = new List<string>();
        string[] items = ["a", "bb", "ccc", "dddd"];
        var stream = Dataset.FromItems(items, item =>
        {
            loaded.Add(item);
            return new Sample(Tensor.Scalar(item.Length), Tensor.Scalar(0));
        });
        var first = stream.Shuffle(seed: 3).Batch(2).Take(1).Batches(0).Single();
        Assert.Equal(2, loaded.Count);
        Assert.Equal(loaded.Select(item => (float)item.Length), first.Inputs[0].Values<float>());
    }

    [Fact]
    public void Generated_samples_may_depend_on_the_epoch()
    {
        var stream = Dataset.Generate(epoch => [new Sample(Tensor.Scalar(0), Tensor.Scalar(epoch))]);
        Assert.Equal([4], stream.Numbers(epoch: 4));
        Assert.Equal([4, 5, 6], stream.Repeat().Take(3).Numbers(epoch: 4));
        Assert.Equal([8, 9], stream.Repeat(2).Numbers(epoch: 4));
    }

    [Fact]
    public void Batches_have_steps_too()
    {
        var dataset = Streams.InMemory(10).Batch(2);
        Assert.Equal([[2, 3], [4, 5]], dataset.Skip(1).Take(2).Numbers());
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], dataset.Rebatch(4).Numbers());
        Assert.Equal([[0, 1], [8, 9]], dataset.Take(1).Concat(dataset.Skip(4)).Numbers());
        Assert.Equal(2, dataset.Take(1).Concat(dataset.Skip(4)).BatchCount);
        Assert.Equal([[4, 5]], dataset.Filter(batch => batch.Targets[0].Values<int>()[0] == 4).Numbers());
        Assert.Equal(15, dataset.Repeat(3).BatchCount);
        Assert.Equal(12, dataset.Repeat().Take(12).Numbers().Length);
        Assert.Equal(Enumerable.Range(0, 10), dataset.Shuffle(5, seed: 1).Numbers().SelectMany(n => n).Order());
        Assert.Equal([1, 5, 9], dataset.Map(batch => batch with { Targets = [batch.Targets[0].Sum()] }, threads: 2)
            .Take(3).Batches(0).Select(batch => (int)batch.Targets[0].Item()));
    }

    public sealed record StepCase(string Name, Func<SampleStream, SampleStream> Step, int[] Expected, long? Count)
    {
        public override string ToString() => Name;
    }
}
