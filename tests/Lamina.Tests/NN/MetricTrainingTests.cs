using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Metrics inside a training step are what they are by themselves.</summary>
[Collection(ProcessWide.Name)]
public sealed class MetricTrainingTests
{
    private const int Samples = 90;

    private static readonly Metric[] Binary =
    [
        new AUC(), new AUC(numThresholds: 20, curve: AucCurve.PR) { Name = "area" }, new AUC(thresholds: [0.3, 0.4]) { Name = "few" },
        new Precision(), new Recall(0.4), new TruePositives(), new FalseNegatives(), new PrecisionAtRecall(0.5),
        new SpecificityAtSensitivity(0.5), new BinaryIoU(), new R2Score(), "hinge", "accuracy", "crossentropy",
    ];

    private static readonly Metric[] OneHot =
    [
        new F1Score(Averaging.Macro), new FBetaScore(Averaging.Weighted, 2), new AUC(multiLabel: true), new Precision(topK: 2, classId: 1),
        new OneHotMeanIoU(3), new OneHotIoU(3, [1]), new HammingLoss(), "ce", "cosine_similarity", "kl_divergence",
        new TopKCategoricalAccuracy(2),
    ];

    [Fact]
    public void Binary_metrics_of_a_fit_are_those_computed_alone() => Check(1, Binary, weighted: false);

    [Fact]
    public void Binary_metrics_of_a_fit_with_weights_are_those_computed_alone() => Check(1, Binary, weighted: true);

    [Fact]
    public void Metrics_of_classes_of_a_fit_are_those_computed_alone() => Check(3, OneHot, weighted: false);

    [Fact]
    public void Metrics_of_classes_of_a_fit_with_weights_are_those_computed_alone() => Check(3, OneHot, weighted: true);

    // The learning rate is 0, so that all batches see one model; the last batch is smaller.
    private static void Check(int outputs, Metric[] metrics, bool weighted)
    {
        Seed.Set(5);
        var x = Training.Normal(1, Samples, 4);
        var target = Targets(outputs);
        var model = new Sequential([new Input(4), new Dense(outputs, outputs == 1 ? "sigmoid" : "softmax")]);
        var loss = outputs == 1 ? "binary_crossentropy" : "categorical_crossentropy";
        model.Compile(new SGD(0), loss, weighted ? [] : [metrics], weighted ? [metrics] : []);
        var weights = weighted ? Training.Normal(4, Samples).Abs().Evaluate() : null;
        var history = model.Fit(x, target, batchSize: 40, epochs: 2, sampleWeight: weights, verbose: 0);
        var prediction = model.Predict(x);
        foreach (var metric in metrics)
        {
            var alone = metric.Resolve(target.Shape, prediction.Shape);
            Tensor[] start = [.. alone.StateFor(target.Shape, prediction.Shape).Select(v => Tensor.Zeros(v.Shape))];
            var expected = ReferenceBackend.Run(alone.Result(alone.Update(start, target, prediction, weights)));
            foreach (var (i, value) in expected.Index())
            {
                var name = expected.Length == 1 ? metric.Name : $"{metric.Name}[{i}]";
                Near.Assert([value, value], history[name], Near.Formula, name);
            }
        }
    }

    private static Tensor Targets(int outputs)
    {
        var random = new RandomStream(9);
        var values = new float[Samples * outputs];
        for (var i = 0; i < Samples; i++)
        {
            var chosen = (int)(random.Uniform() * (outputs + 1));
            values[(i * outputs) + Math.Min(chosen, outputs - 1)] = chosen < outputs || outputs > 1 ? 1 : 0;
        }

        return Tensor.Wrap(values, [Samples, outputs]);
    }
}
