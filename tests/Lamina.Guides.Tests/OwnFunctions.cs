namespace Lamina.Guides.Tests;

public sealed class OwnFunctionsTests
{
    [Fact]
    public void A_compiled_function()
    {
        // The distance of each row of a to each row of b.
        var distances = Function.Compile((a, b) =>
        {
            var difference = a.ExpandDims(1) - b.ExpandDims(0);
            return difference.Square().Sum(axis: -1).Sqrt();
        });

        var d = distances(new float[,] { { 0, 0 }, { 3, 4 } }, new float[,] { { 3, 4 }, { 0, 1 }, { 0, 0 } });
        Assert.Equal([2, 3], d.Shape);
        Assert.Equal([5, 1, 0, 0, MathF.Sqrt(18), 5], d.ToArray());
    }

    [Fact]
    public void A_function_with_a_state()
    {
        var (mean, count) = (Variable.From("mean", new float[2]), Variable.From("count", Tensor.Scalar(0)));
        var observe = Function.Compile(x =>
        {
            var n = count.Value + 1;
            var moved = mean.Value + ((x - mean.Value) / n);
            count.Assign(n);
            mean.Assign(moved);
            return moved;
        });

        observe(new float[] { 1, 10 });
        observe(new float[] { 2, 20 });
        observe(new float[] { 6, 60 });
        Assert.Equal([3, 30], mean.ToArray());
    }

    [Fact]
    public void An_own_loop()
    {
        Seed.Set(1);
        var model = new Sequential([new Input(3), new Dense(16, "relu"), new Dense(1)]);
        var adam = new Adam(0.01).For(model.TrainableWeights);
        Loss loss = "mse";

        var step = Function.Compile((x, y) =>
        {
            var batchLoss = loss.Call(y, model.Apply(x, training: true));
            adam.Minimize(batchLoss);
            return batchLoss;
        });

        var data = Dataset.From(Numbers.Normal(1, 256, 3), Numbers.Normal(1, 256, 3).Square().Sum(-1, keepDims: true)).Shuffle(seed: 1).Batch(32);
        var losses = new List<double>();
        for (var epoch = 0; epoch < 40; epoch++)
        {
            losses.Add(data.Batches(epoch).Average(batch => step(batch.Inputs[0], batch.Targets[0]).Item()));
            adam.LearningRate *= 0.98;
        }

        Assert.InRange(losses[^1], 0, 0.05 * losses[0]);
    }

    [Fact]
    public void Second_order_gradients()
    {
        // Rosenbrock's valley: (1 − a)² + 100·(b − a²)², least at (1, 1). Doubles, so that digits double to the end.
        var w = Variable.From("w", new double[] { -1.2, 1 });
        var newton = Function.Compile(damping =>
        {
            var (a, b) = (w.Value.Select(axis: 0, 0), w.Value.Select(axis: 0, 1));
            var loss = (1 - a).Square() + (100 * (b - a.Square()).Square());
            var g = Gradient.Of(loss, w)[0];
            var first = Gradient.Of(g.Select(axis: 0, 0), w)[0];
            var second = Gradient.Of(g.Select(axis: 0, 1), w)[0];

            // H⁻¹·g for the Hessian H = [[p, q], [q, r]].
            var (p, q, r) = (first.Select(axis: 0, 0), first.Select(axis: 0, 1), second.Select(axis: 0, 1));
            var (u, v) = (g.Select(axis: 0, 0), g.Select(axis: 0, 1));
            var direction = Tensor.Stack([(r * u) - (q * v), (p * v) - (q * u)]) / ((p * r) - q.Square());
            w.Assign(w - (damping * direction));
            return loss;
        });

        for (var i = 0; i < 7; i++)
        {
            newton(Tensor.Scalar(1, DType.Float64));
        }

        Numbers.AssertNear([1, 1], w.Read(), 1e-9);
    }
}
