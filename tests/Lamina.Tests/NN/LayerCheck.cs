using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Tests.NN;

/// <summary>What is true of every layer.</summary>
internal static class LayerCheck
{
    private const int Batch = 6;

    public static void Run(LayerCase c)
    {
        InferredShapeIsRealShape(c);
        ConfigMakesTheSameLayer(c);
        if (!c.IsOnHost)
        {
            CompiledIsInterpreted(c, training: false);
            CompiledIsInterpreted(c, training: true);
        }

        StepLowersTheLoss(c);
    }

    private static void InferredShapeIsRealShape(LayerCase c)
    {
        var layer = c.Create();
        Assert.Equal([Shape.Unknown, .. c.Output], layer.Apply(InputsOf(c))[0].Shape);
        Assert.Equal(c.Weights, layer.CountParameters());
        foreach (var batch in new[] { 1, Batch })
        {
            Assert.Equal([batch, .. c.Output], Apply(layer, Data(c, batch)).Evaluate().Shape);
        }
    }

    private static void ConfigMakesTheSameLayer(LayerCase c)
    {
        var (layer, x) = (c.Create(), Data(c, Batch));
        layer.Trainable = false;
        var config = layer.GetConfig();
        var other = (Layer)Activator.CreateInstance(layer.GetType(), config)!;
        Assert.Equal(config, other.GetConfig());
        Assert.Equal((layer.Name, layer.KerasName, false), (other.Name, other.KerasName, other.Trainable));
        var expected = Apply(layer, x).ToArray();
        Apply(other, x);
        Assert.Equal(layer.Weights.Select(weight => (weight.Name, weight.Shape)), other.Weights.Select(weight => (weight.Name, weight.Shape)));
        foreach (var (from, to) in layer.Weights.Zip(other.Weights))
        {
            from.Floats.CopyTo(to.Floats);
        }

        Assert.Equal(expected, Apply(other, x).ToArray());
    }

    private static void CompiledIsInterpreted(LayerCase c, bool training)
    {
        var layer = c.Create();
        layer.Apply(InputsOf(c));
        Tensor[] x = [.. c.Inputs.Select((shape, i) => new Parameter(new TensorType([Batch, .. shape], DType.Float32), $"x{i}", i).Of())];
        var context = new CallContext(training, Tensor.Scalar(3, DType.Int32));
        var y = layer.CallAt(x, context)[0];
        var total = context.Losses.Aggregate(((y.DType.IsFloat ? y : y.Cast(DType.Float32)) * NN.Training.Normal(4, [.. y.Shape])).Sum(), (sum, loss) => sum + loss);
        var gradients = Gradient.Of(total, [.. x, .. layer.TrainableWeights.Select(weight => weight.Value)]);
        var graph = new Graph([y, .. gradients], context.Updates);
        foreach (var width in Lamina.Tests.Backends.Cpu.Widths.Supported)
        {
            Backends.Conformance.Check(graph, [.. Data(c, Batch).Select(values => values.ToArray())], width, c.Name);
        }
    }

    private static void StepLowersTheLoss(LayerCase c)
    {
        var inputs = InputsOf(c);
        var model = new Model(inputs, [c.Create().Apply(inputs)[0]]);
        model.Compile(new SGD(0.01), "mse");
        var (x, y) = (Data(c, Batch), NN.Training.Normal(9, [Batch, .. c.Output]));
        if (!c.Learns)
        {
            Assert.Empty(model.TrainableWeights);
            return;
        }

        var before = Loss();
        model.Fit(x, [y], verbose: 0);
        Assert.True(Loss() < before, $"{c.Name}: the loss was {before} and is {Loss()}.");

        // Inference of a layer that behaves otherwise in training is not what the step lowers.
        double Loss() => LossInTraining(model, x, y);
    }

    private static double LossInTraining(Model model, Tensor[] x, Tensor y)
    {
        var prediction = model.Call(x, new CallContext(training: true, Tensor.Scalar(0, DType.Int32)))[0];
        return ReferenceBackend.Run((prediction - y).Square().Mean())[0];
    }

    private static Tensor Apply(Layer layer, Tensor[] x) => layer.Apply(x, new CallContext(training: false))[0];

    private static KerasTensor[] InputsOf(LayerCase c) => [.. c.Inputs.Select(shape => new Input(shape, c.Reads).Output)];

    private static Tensor[] Data(LayerCase c, int batch) =>
        [.. c.Inputs.Select((shape, i) => c.Values(NN.Training.Normal(5 + i, [batch, .. shape])).Evaluate())];
}
