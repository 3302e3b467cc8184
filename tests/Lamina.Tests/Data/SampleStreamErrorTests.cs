using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class SampleStreamErrorTests
{
    [Fact]
    public void Ragged_samples_are_named_with_both_shapes()
    {
        Sample[] samples = [Image(28, 28), Image(28, 28), Image(28, 28), Image(28, 27)];
        var e = Assert.Throws<ShapeMismatchException>(() => Dataset.Generate(() => samples).Batch(2).Batches(0).ToArray());
        Assert.Equal(
            "The samples of a batch need the same shapes: x of sample 3 is [28, 27]; x of sample 2 is [28, 28]."
            + "\n  hint: bring them to one shape with Map, or leave some out with Filter.",
            e.Message);

        static Sample Image(int height, int width) => new(Tensor.Zeros([height, width]), Tensor.Scalar(0));
    }

    [Fact]
    public void Mixed_types_are_refused()
    {
        Sample[] samples = [new(new[] { 0f }, new[] { 1f }), new(new[] { 0f }, new[] { 1 })];
        var e = Assert.Throws<DTypeMismatchException>(() => Dataset.Generate(() => samples).Batch(2).Batches(0).ToArray());
        Assert.Equal("The samples of a batch need the same types: y of sample 1 is int32; y of sample 0 is float32.", e.Message);
    }

    [Fact]
    public void Mixed_parts_are_refused()
    {
        Sample[] samples = [new(new[] { 0f }, new[] { 1f }), new(new[] { 0f }, new[] { 1f }, Tensor.Scalar(2))];
        var e = Assert.Throws<ArgumentException>(() => Dataset.Generate(() => samples).Batch(2).Batches(0).ToArray());
        Assert.Equal(
            "The samples of a batch need the same parts: sample 1 has 1 input, 1 target and a weight;"
            + " sample 0 has 1 input, 1 target and no weight.",
            e.Message);
    }

    [Fact]
    public void Tensors_need_equally_many_rows()
    {
        var e = Assert.Throws<ShapeMismatchException>(() => Dataset.From([new float[3, 2]], [new float[3], new float[2]]));
        Assert.Equal("Samples need the same number of rows (axis 0) in all tensors.\n  x: [3, 2]\n  y[1]: [2]", e.Message);
        Assert.Throws<ShapeMismatchException>(() => Dataset.From(new float[3], new float[3], new float[2]));
    }

    [Fact]
    public void A_full_shuffle_needs_places()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Streams.Generated(3).Shuffle());
        Assert.Equal(
            "Shuffle of samples that are made on the way needs a bufferSize: all of them would have to be held in memory."
            + "\n  hint: shuffle right behind From, FromNpy or FromItems, or say how many may be held.",
            e.Message);
        Assert.StartsWith(
            "Shuffle of samples without end",
            Assert.Throws<InvalidOperationException>(() => Streams.InMemory(3).Repeat().Shuffle()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_of_several_inputs_has_no_X()
    {
        var sample = new Sample([new float[1], new float[1]], []);
        var e = Assert.Throws<InvalidOperationException>(() => sample.X);
        Assert.Equal("The sample has 2 tensors in Inputs, not one: ask Inputs for them.", e.Message);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        var stream = Streams.InMemory(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Batch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Take(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Skip(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Repeat(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Shuffle(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Prefetch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Map(sample => sample, threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Read(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Batch(1).Batches(-1));
    }
}
