using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.Data;

public sealed class SamplesTests
{
    private static Samples Numbered(int count) =>
        new(Tensor.From<int>([.. Enumerable.Range(0, count * 2)], [count, 2]), Enumerable.Range(0, count).ToArray());

    [Fact]
    public void X_and_Y_need_equally_many_rows()
    {
        var e = Assert.Throws<ShapeMismatchException>(() => new Samples(new float[3, 2], new[] { 1, 2 }));
        Assert.Equal("Samples need X and Y with the same number of rows (axis 0).\n  X: [3, 2]\n  Y: [2]", e.Message);
    }

    [Fact]
    public void Ranges_slice_rows_of_both()
    {
        var middle = Numbered(5)[1..3];
        Assert.Equal(2, middle.Count);
        Assert.Equal([2, 3, 4, 5], middle.X.Values<int>());
        Assert.Equal([1, 2], middle.Y.Values<int>());
    }

    [Fact]
    public void Split_without_a_seed_takes_the_last_rows()
    {
        var (train, test) = Numbered(10).Split(0.25);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], train.Y.Values<int>());
        Assert.Equal([7, 8, 9], test.Y.Values<int>());
    }

    [Fact]
    public void Split_with_a_seed_shuffles_and_repeats_itself()
    {
        var (train, test) = Numbered(10).Split(0.2, seed: 1);
        var again = Numbered(10).Split(0.2, seed: 1);
        Assert.Equal(2, test.Count);
        Assert.NotEqual([8, 9], test.Y.Values<int>().Order());
        Assert.Equal(Enumerable.Range(0, 10), train.Y.Values<int>().Concat(test.Y.Values<int>()).Order());
        Assert.Equal(test.Y.Values<int>(), again.Test.Y.Values<int>());
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(train.Y.Values<int>()[i] * 2, train.X.Values<int>()[i * 2]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(0.2, 2)]
    [InlineData(0.7, 7)]
    [InlineData(0.01, 1)]
    public void The_part_split_off_is_rounded_up(double fraction, int expected)
    {
        var samples = Numbered(10);
        Assert.Equal(expected, samples.Split(fraction).Test.Count);
        Assert.Equal(expected, new Samples(samples.X, new int[10]).StratifiedSplit(fraction).Test.Count);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_0_to_1_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(4).Split(fraction));

    [Fact]
    public void Stratified_split_gives_each_class_its_share()
    {
        // 10 of class 0, 7 of class 1, 3 of class 2; 5 rows go to the test: 2.5, 1.75, 0.75.
        int[] labels = [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 7), .. Enumerable.Repeat(2, 3)];
        var (train, test) = new Samples(Enumerable.Range(0, 20).ToArray(), labels).StratifiedSplit(0.25, seed: 4);
        Assert.Equal([0, 0, 1, 1, 2], test.Y.Values<int>().Order());
        Assert.Equal(Enumerable.Range(0, 20), train.X.Values<int>().Concat(test.X.Values<int>()).Order());
        Assert.NotEqual(train.Y.Values<int>().Order(), train.Y.Values<int>());
    }

    [Theory]
    [InlineData(0.1, new[] { 18, 2 }, new[] { 1, 1 })]
    [InlineData(0.9, new[] { 18, 2 }, new[] { 17, 1 })]
    [InlineData(0.1, new[] { 25, 3, 2 }, new[] { 1, 1, 1 })]
    [InlineData(0.2, new[] { 50, 50 }, new[] { 10, 10 })]
    public void Every_class_is_in_both_parts(double fraction, int[] rows, int[] expected)
    {
        int[] labels = [.. rows.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        var (train, test) = new Samples(labels, labels).StratifiedSplit(fraction);
        Assert.Equal(expected, Count(test));
        Assert.Equal(rows, Count(train).Zip(expected, (a, b) => a + b));

        int[] Count(Samples part) => [.. rows.Select((_, label) => part.Y.Values<int>().Count(y => y == label))];
    }

    [Fact]
    public void Classes_too_small_for_both_parts_are_named()
    {
        const string Hint = "\n  hint: leave the rare classes out, or use Split with a seed.";
        var single = Assert.Throws<InvalidOperationException>(
            () => new Samples(new float[5], new[] { 4, 4, 7, 4, 4 }).StratifiedSplit(0.4));
        Assert.Equal(
            "A stratified split needs at least 2 rows of each class, one for either part; class 7 has 1 (row 2)." + Hint,
            single.Message);
        var small = Assert.Throws<InvalidOperationException>(
            () => new Samples(new float[6], new[] { 0, 1, 2, 0, 1, 2 }).StratifiedSplit(0.3));
        Assert.Equal(
            "A stratified split needs a row of each of the 3 classes in both parts; they have 4 and 2 rows." + Hint,
            small.Message);
    }

    [Fact]
    public void A_part_split_off_is_validation_data()
    {
        var (train, validation) = Datasets.Iris().Train.StratifiedSplit(0.2, seed: 1);
        var model = new Sequential([new Dense(3)]);
        model.Compile(loss: new SparseCategoricalCrossentropy(fromLogits: true));
        var history = model.Fit(train.X, train.Y, verbose: 0, validationData: validation);
        Assert.Contains("val_loss", history.Names);
    }

    [Fact]
    public void Stratified_split_needs_labels()
    {
        var e = Assert.Throws<InvalidOperationException>(
            () => new Samples(new float[2, 1], new float[2, 1]).StratifiedSplit(0.5));
        Assert.Equal(
            "A stratified split needs one integer label for each row, given as values; Y is float32[2, 1]."
            + "\n  hint: for other targets use Split with a seed.",
            e.Message);
    }

    [Fact]
    public void Every_dtype_can_be_split()
    {
        Tensor[] all = [new float[] { 1, 2 }, new double[] { 1, 2 }, new[] { 1, 2 }, new[] { 1L, 2 }, new[] { true, false }, new byte[] { 1, 2 }, Tensor.Ones([2])];
        Assert.All(all, x => Assert.Equal(x.DType, new Samples(x, x).Split(0.5).Test.X.DType));
    }
}
