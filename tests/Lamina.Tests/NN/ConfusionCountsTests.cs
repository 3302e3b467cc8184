using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Counts by buckets are those of comparing every prediction with every threshold.</summary>
public sealed class ConfusionCountsTests
{
    [Theory]
    [InlineData(2, 1), InlineData(3, 1), InlineData(11, 1), InlineData(42, 3), InlineData(200, 1), InlineData(200, 4), InlineData(1000, 2)]
    public void Buckets_count_as_comparisons_do(int thresholds, int labels)
    {
        const int samples = 300;
        var random = new RandomStream((ulong)(thresholds + labels));
        var predictions = Enumerable.Range(0, samples * labels).Select(_ => (float)random.Uniform()).ToArray();
        var targets = predictions.Select(p => random.Uniform() < p ? 1f : 0f).ToArray();
        var (target, prediction) = (Tensor.Wrap(targets, [samples, labels]), Tensor.Wrap(predictions, [samples, labels]));
        foreach (var cutoffs in (Cutoffs[])[Cutoffs.Even(thresholds), Cutoffs.Covering(null, thresholds)])
        {
            var bucketed = Counts(target, prediction, cutoffs);
            var compared = Counts(target, prediction, cutoffs with { AreEven = false });
            Assert.Equal(compared, bucketed);
            Assert.Equal(bucketed, Compiled(target, prediction, cutoffs));
        }
    }

    [Fact]
    public void Prediction_at_a_threshold_is_in_the_bucket_of_rounded_arithmetic()
    {
        for (var thresholds = 2; thresholds < 400; thresholds += 7)
        {
            var steps = thresholds - 1;
            float[] predictions =
            [
                .. Enumerable.Range(0, thresholds).Select(k => (float)k / steps)
                    .SelectMany(p => (float[])[p, MathF.BitIncrement(p), Math.Max(0, MathF.BitDecrement(p))]),
            ];
            var expected = predictions.Sum(p => MathF.Ceiling(Math.Min(p, 1) * steps));
            var prediction = Tensor.Wrap(predictions, [predictions.Length, 1]);
            var counts = Counts(Tensor.Ones(prediction.Shape), prediction, Cutoffs.Even(thresholds));
            Assert.Equal(expected, counts[0].Sum());
        }
    }

    [Fact]
    public void What_is_outside_0_to_1_counts_as_the_nearer_end_and_NaN_as_0()
    {
        Tensor prediction = new[,] { { -3f }, { 7f }, { float.NaN } };
        var counts = Counts(Tensor.Ones([3, 1]), prediction, Cutoffs.Covering(null, 3));
        Assert.Equal([3, 1, 0], counts[0]);
        Assert.Equal([0, 2, 3], counts[3]);
    }

    [Fact]
    public void Area_is_the_probability_that_a_positive_is_above_a_negative()
    {
        float[] positives = [0.9f, 0.8f, 0.35f], negatives = [0.1f, 0.4f, 0.35f, 0.7f];
        var pairs = positives.SelectMany(p => negatives.Select(n => p > n ? 1 : p == n ? 0.5 : 0)).Average();
        var metric = new AUC();
        Tensor[] start = [.. metric.StateFor([7], [7]).Select(x => Tensor.Zeros(x.Shape))];
        var state = metric.Update(start, new[] { 1, 1, 1, 0, 0, 0, 0 }, (float[])[.. positives, .. negatives], null);
        Near.Assert([pairs], ReferenceBackend.Run(metric.Result(state)), Near.Formula);
    }

    private static double[][] Counts(Tensor target, Tensor prediction, Cutoffs cutoffs) =>
        ReferenceBackend.Run(Graph(target, prediction, cutoffs));

    private static double[][] Compiled(Tensor target, Tensor prediction, Cutoffs cutoffs)
    {
        var graph = Graph(target, prediction, cutoffs);
        var run = new Lamina.Execution.CompiledGraph(graph).Rent();
        run.Execute();
        return [.. graph.Outputs.Select((_, i) => run.OutputTensor(i).ToArray<double>())];
    }

    private static Graph Graph(Tensor target, Tensor prediction, Cutoffs cutoffs)
    {
        var counts = ConfusionCounts.Of(target, prediction, null, cutoffs);
        return new Graph([counts.TruePositives, counts.FalsePositives, counts.TrueNegatives, counts.FalseNegatives]);
    }
}
