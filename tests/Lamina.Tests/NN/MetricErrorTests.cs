using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is said, word for word, of metrics that cannot be.</summary>
public sealed class MetricErrorTests
{
    private static readonly (string Name, Action Act, string Message)[] Table =
    [
        ("thresholds of AUC", () => new AUC(numThresholds: 1),
            "NumThresholds needs a number greater than 1; it was given 1. (Parameter 'NumThresholds')"),
        ("thresholds of a bound", () => new PrecisionAtRecall(0.5, numThresholds: 0),
            "NumThresholds needs a number greater than 0; it was given 0. (Parameter 'NumThresholds')"),
        ("bound", () => new RecallAtPrecision(1.5), "Precision needs a number from 0 to 1; it was given 1.5. (Parameter 'Precision')"),
        ("threshold above 1", () => new Precision([0.5, 1.5]), "Thresholds needs numbers from 0 to 1; it was given 1.5. (Parameter 'Thresholds')"),
        ("threshold below 0", () => new TruePositives(-0.1), "Thresholds needs numbers from 0 to 1; it was given -0.1. (Parameter 'Thresholds')"),
        ("threshold of F", () => new F1Score(threshold: 0), "Threshold needs a number greater than 0; it was given 0. (Parameter 'Threshold')"),
        ("beta", () => new FBetaScore(beta: 0), "Beta needs a number greater than 0; it was given 0. (Parameter 'Beta')"),
        ("top k", () => new Recall(topK: 0), "TopK needs a number greater than 0; it was given 0. (Parameter 'TopK')"),
        ("k", () => new TopKCategoricalAccuracy(0), "K needs a number greater than 0; it was given 0. (Parameter 'K')"),
        ("labels", () => new AUC(numLabels: 3), "AUC needs numLabels only with multiLabel. (Parameter 'numLabels')"),
        ("classes", () => new MeanIoU(0), "NumClasses needs a number greater than 0; it was given 0. (Parameter 'NumClasses')"),
        ("class of IoU", () => new IoU(3, [0, 3]), "TargetClassIds needs classes from 0 to 2; it was given 3. (Parameter 'TargetClassIds')"),
        ("class of BinaryIoU", () => new BinaryIoU([2]), "TargetClassIds needs classes from 0 to 1; it was given 2. (Parameter 'TargetClassIds')"),
        ("regressors", () => new R2Score(NumRegressors: -1), "NumRegressors needs a number of at least 0; it was given -1. (Parameter 'NumRegressors')"),
        ("class", () => new Precision(classId: 4).StateFor([2, 4], [2, 4]),
            "Precision needs ClassId (4) to be below the number of classes (4).\n  prediction: [2, 4]"),
        ("class of one axis", () => new Recall(classId: 0).StateFor([2], [2]),
            "Recall needs ClassId (0) to be below the number of classes (no axis of classes).\n  prediction: [2]"),
        ("labels of AUC", () => new AUC(multiLabel: true, numLabels: 3).StateFor([2, 4], [2, 4]),
            "AUC with MultiLabel needs predictions [batch, 3].\n  prediction: [2, 4]"),
        ("label weights", () => new AUC(multiLabel: true, labelWeights: [1, 2]).StateFor([2, 3], [2, 3]),
            "AUC needs as many LabelWeights (2) as labels (3).\n  prediction: [2, 3]"),
        ("rank of F", () => new F1Score().StateFor([2, 3, 4], [2, 3, 4]),
            "F1Score needs target and prediction with two axes, [batch, outputs].\n  target: [2, 3, 4]\n  prediction: [2, 3, 4]"),
        ("targets", () => Update(new AUC(), [4, 2], [4, 3]), "AUC needs a target for each prediction.\n  target: [4, 2]\n  prediction: [4, 3]"),
        ("weights", () => Update(new Precision(), [4, 2], [4, 2], [3]),
            "Precision needs sample weights that broadcast to its predictions: one for each sample, or aligned at the last axis, "
            + "equal or 1.\n  prediction: [4, 2]\n  sampleWeight: [3]"),
        ("one-hot", () => Update(new OneHotMeanIoU(3), [4, 2], [4, 2]),
            "OneHotMeanIoU needs axis -1 of target (2) to be as long as there are classes (3).\n  target: [4, 2]"),
        ("places", () => Update(new MeanIoU(3), [4], [4, 2]),
            "MeanIoU needs as many true classes (4) as predicted ones (8).\n  target: [4]\n  prediction: [4, 2]"),
        ("class that there is not", () => new MeanIoU(3).Update([Tensor.Zeros([3, 3])], new[] { 0, 1 }, new[] { 0, 3 }, null)[0].Evaluate(),
            "Index -1 at place 1 is outside 0..8.\n  in: mean_io_u (MeanIoU with classes from 0 to 2) (Parameter 'index')"),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Message_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(row => row.Name == name);
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(act).Message);
    }

    private static void Update(Metric metric, Shape target, Shape prediction, Shape? weights = null) => metric.Update(
        [.. metric.StateFor(target, prediction).Select(x => Tensor.Zeros(x.Shape))],
        Tensor.Zeros(target), Tensor.Zeros(prediction), weights is { } shape ? Tensor.Ones(shape) : null);
}
