using Lamina.Backends.Reference;
using Lamina.Execution;
using Lamina.Graphs;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Metrics take targets of any dtype, and the shapes and weights that Keras takes.</summary>
public sealed class MetricInputTests
{
    private static readonly (string Name, Metric Metric, Shape Target, Shape Prediction, Shape? Weight)[] Table =
    [
        ("BinaryAccuracy", new BinaryAccuracy(), [6, 1], [6, 1], [6]),
        ("BinaryAccuracy, ranks", new BinaryAccuracy(), [6], [6, 1], [6, 1]),
        ("CategoricalAccuracy", new CategoricalAccuracy(), [6, 2, 3], [6, 2, 3], [6, 2]),
        ("SparseCategoricalAccuracy", new SparseCategoricalAccuracy(), [6, 2, 1], [6, 2, 3], [6, 2]),
        ("SparseTopK", new SparseTopKCategoricalAccuracy(2), [6, 1], [6, 3], [6]),
        ("TopK", new TopKCategoricalAccuracy(2), [6, 3], [6, 3], [6]),
        ("HammingLoss", new HammingLoss(), [6, 3], [6, 3], [6]),
        ("MeanSquaredError", new MeanSquaredErrorMetric(), [6], [6, 1], [6]),
        ("CosineSimilarity", new CosineSimilarityMetric(), [6, 2, 3], [6, 2, 3], [6, 1]),
        ("Hinge", new HingeMetric(), [6, 2, 3], [6, 2, 3], [6, 2]),
        ("R2Score", new R2Score(), [6], [6, 1], [6]),
        ("R2Score, weights", new R2Score(null), [6, 2], [6, 2], [6, 1]),
        ("AUC", new AUC(), [6], [6], [6]),
        ("AUC, ranks", new AUC(), [6], [6, 1], [6]),
        ("AUC, axes", new AUC(curve: AucCurve.PR), [6, 2, 3], [6, 2, 3], [6, 2]),
        ("AUC, labels", new AUC(multiLabel: true), [6, 3], [6, 3], [6]),
        ("AUC, label weights", new AUC(labelWeights: [1, 2, 3]), [6, 3], [6, 3], [6, 1]),
        ("AUC, uneven labels", new AUC(thresholds: [0.2, 0.3], multiLabel: true), [6, 3], [6, 3], [6, 3]),
        ("Precision", new Precision([0, 0.5, 1]), [6, 2], [6, 2], [1, 2]),
        ("Precision, class", new Precision(classId: 1), [6, 2, 3], [6, 2, 3], [6, 2]),
        ("Recall", new Recall(topK: 2), [6, 3], [6, 3], [6]),
        ("Recall, one weight", new Recall(), [6, 3], [6, 3], []),
        ("TrueNegatives", new TrueNegatives(), [6, 1], [6], [6]),
        ("SpecificityAtSensitivity", new SpecificityAtSensitivity(0.5), [6, 1], [6, 1], [6]),
        ("F1Score", new F1Score(), [6, 3], [6, 3], [6]),
        ("F1Score, ranks", new F1Score(threshold: 0.5), [6], [6, 1], [6, 1]),
        ("MeanIoU", new MeanIoU(2), [6, 2], [6, 2], [6, 2]),
        ("MeanIoU, vectors", new MeanIoU(3, sparseYTrue: false, sparseYPred: false) { DType = DType.Float32 }, [6, 3], [6, 3], [6]),
        ("BinaryIoU", new BinaryIoU(), [6, 1], [6], [6]),
        ("Mean", new Mean(), [6, 3], [6, 3], [6]),
        ("Sum", new Sum(), [6, 3], [6, 3], [6, 1]),
    ];

    public static TheoryData<string, DType, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType, bool>();
            foreach (var row in Table)
            {
                foreach (var dtype in (DType[])[DType.Float32, DType.Int32, DType.Bool])
                {
                    cases.Add(row.Name, dtype, false);
                    cases.Add(row.Name, dtype, true);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Compiled_metric_of_any_dtype_is_the_reference_of_floats(string name, DType dtype, bool weighted)
    {
        var (_, metric, targetShape, predictionShape, weightShape) = Table.Single(row => row.Name == name);
        var target = (Training.Normal(1, targetShape.ToArray()) > 0).Cast(DType.Float32);
        var prediction = Training.Normal(2, predictionShape.ToArray()).Sigmoid();
        var weight = weighted ? Training.Normal(3, weightShape!.Value.ToArray()).Abs() : null;
        var variables = metric.StateFor(targetShape, predictionShape);
        var expected = ReferenceBackend.Run(new Graph([Result(target.Evaluate())]))[0];
        var run = new CompiledGraph(new Graph([Result(target.Cast(dtype).Evaluate())])).Rent();
        run.Execute();
        Near.Assert(expected, run.OutputTensor(0).ToArray<double>(), Near.Formula);
        Assert.All(expected, value => Assert.True(double.IsFinite(value)));

        Tensor Result(Tensor given)
        {
            Tensor[] state = [.. variables.Select(x => Tensor.Zeros(x.Shape))];
            for (var batch = 0; batch < 2; batch++)
            {
                state = metric.Update(state, given, prediction.Evaluate(), weight?.Evaluate());
                Assert.Equal(variables.Select(x => x.Shape), state.Select(x => x.Shape));
            }

            return metric.Result(state);
        }
    }

    [Fact]
    public void Predictions_may_be_whole_numbers()
    {
        Tensor target = new[,] { { 0, 1, 0 }, { 1, 0, 1 } }, prediction = new[,] { { 0, 1, 1 }, { 1, 0, 1 } };
        Metric[] metrics =
        [
            new AUC(), new Precision(), new MeanSquaredErrorMetric(), new RootMeanSquaredErrorMetric(), new BinaryAccuracy(),
            new CategoricalAccuracy(), new TopKCategoricalAccuracy(1), new F1Score(), new R2Score(), new PearsonCorrelation(),
            new BinaryIoU(), new OneHotMeanIoU(3), new Mean(), new Sum(), new CosineSimilarityMetric(), new HammingLoss(),
        ];
        foreach (var metric in metrics)
        {
            Near.Assert(Of(prediction.Cast(DType.Float32)), Of(prediction), Near.Formula, metric.Name);

            double[] Of(Tensor given)
            {
                Tensor[] start = [.. metric.StateFor(target.Shape, given.Shape).Select(x => Tensor.Zeros(x.Shape))];
                var run = new CompiledGraph(new Graph([metric.Result(metric.Update(start, target, given, null))])).Rent();
                run.Execute();
                return run.OutputTensor(0).ToArray<double>();
            }
        }
    }
}
