namespace Lamina.Guides.Tests;

/// <summary>Linear and periodic at once (Ziyin et al., 2020): x + sin²(αx)/α.</summary>
public sealed record Snake(double Frequency = 1) : Activation
{
    public override string Name => "snake";

    public override Tensor Apply(Tensor x) => x + ((Frequency * x).Sin().Square() / Frequency);
}

/// <summary>Whose minimum is a quantile: errors below count q, errors above 1 − q (Koenker and Bassett, 1978).</summary>
public sealed record Pinball(double Quantile) : Loss
{
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        var error = target - prediction;
        return Tensor.Maximum(Quantile * error, (Quantile - 1) * error).Mean(axis: -1);
    }
}

/// <summary>The greatest absolute error of an epoch.</summary>
public sealed record MaxError : Metric
{
    public override MetricDirection Direction => MetricDirection.Lower;

    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction) => [new("largest", [])];

    public override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        var error = (target.Cast(prediction.DType).Reshape(prediction.Shape) - prediction).Abs();
        return [Tensor.Maximum(state[0], error.Max())];
    }

    public override Tensor Result(Tensor[] state) => state[0];
}

/// <summary>A step of its own for each weight, longer while the sign of the gradient stays (Riedmiller and Braun, 1993).</summary>
public sealed record Rprop(double LearningRate = 0.01) : Optimizer(LearningRate)
{
    public double Growth { get; init; } = 1.2;
    public double Shrinkage { get; init; } = 0.5;

    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        var size = slots.Get("size", initial: LearningRate);
        var agreement = slots["gradient"] * g;
        size = Tensor.Where(agreement > 0, Growth * size, Tensor.Where(agreement < 0, Shrinkage * size, size));
        g = Tensor.Where(agreement < 0, 0, g);
        slots["size"] = size;
        slots["gradient"] = g;
        return w - (size * g.Sign());
    }
}

/// <summary>Rises to a peak, then falls with the root of the step (Vaswani et al., 2017).</summary>
public sealed record InverseRootDecay(double Peak, int Warmup) : LearningRateSchedule
{
    public override Tensor At(Tensor step)
    {
        var t = step + 1;
        return Peak * Tensor.Minimum(t / Warmup, (Warmup / t).Sqrt());
    }
}

/// <summary>Neighbouring inputs shall have similar weights.</summary>
public sealed record Smoothness(double Factor) : Regularizer
{
    public override Tensor Penalty(Tensor w)
    {
        var steps = w.Slice(axis: 0, start: 1, w.Shape[0] - 1) - w.Slice(axis: 0, start: 0, w.Shape[0] - 1);
        return Factor * steps.Square().Sum();
    }
}

/// <summary>The weights of each unit are shares: none negative, their sum 1.</summary>
public sealed record Shares : Constraint
{
    public override Tensor Apply(Tensor w)
    {
        var positive = w.Relu() + 1e-7;
        return positive / positive.Sum(axis: 0, keepDims: true);
    }
}

/// <summary>Each unit begins with a few connections; all others are 0 (Martens, 2010).</summary>
public sealed record Sparse(int Connections) : Initializer
{
    public override float[] Sample(Shape shape, RandomStream random)
    {
        var (inputs, units) = (shape[0], shape[1]);
        var values = new float[inputs * units];
        for (var unit = 0; unit < units; unit++)
        {
            var order = Enumerable.Range(0, inputs).ToArray();
            random.Shuffle<int>(order);
            foreach (var input in order.Take(Connections))
            {
                values[(input * units) + unit] = (float)random.Normal();
            }
        }

        return values;
    }
}

public sealed class OwnPartsTests
{
    [Fact]
    public void Activation()
    {
        var layers = new Layer[] { new Input(1), new Dense(16, new Snake(2)), new Dense(16, NN.Activation.Custom("sine", x => x.Sin())), new Dense(1) };
        var model = new Sequential(layers);
        Assert.Equal([model.Predict(new float[,] { { 1 } }).ToArray()[0]], model.PredictOnBatch(new float[,] { { 1 } }).ToArray());

        Tensor x = new double[] { 1, -0.5 };
        var y = new Snake(2).Apply(x);
        Numbers.AssertNear([1 + (Math.Pow(Math.Sin(2), 2) / 2), -0.5 + (Math.Pow(Math.Sin(1), 2) / 2)], y, 1e-12);
        Numbers.AssertNear([1 + Math.Sin(4), 1 - Math.Sin(2)], Gradient.Of(y.Sum(), x)[0], 1e-12);
    }

    [Fact]
    public void Loss_and_metric()
    {
        Seed.Set(1);
        var model = new Sequential([new Input(1), new Dense(1)]);
        model.Compile(new Adam(0.05), new Pinball(0.9), metrics: [new MaxError(), new MeanMetricWrapper("above", (y, p) => (y > p).Cast(DType.Float32))]);
        var noise = Numbers.Normal(5, 4000, 1);
        var history = model.Fit(Tensor.Zeros([4000, 1]), noise, batchSize: 500, epochs: 60, verbose: 0);

        // Nine tenths of normal numbers are below 1.2816.
        Assert.InRange(model.Predict(new float[,] { { 0 } }).Item(), 1.2, 1.36);
        Assert.InRange(history["above"][^1], 0.08, 0.12);
        var logs = model.Evaluate(Tensor.Zeros([4000, 1]), noise);
        var largest = (noise - model.Predict(new float[,] { { 0 } }).Item()).Abs().Max().Item();
        Assert.Equal(largest, logs["max_error"], 1e-5);
    }

    [Fact]
    public void Optimizer()
    {
        var w = Variable.From("w", new float[] { 3, -2 });
        var rprop = new Rprop(0.1).For(w);
        var step = Function.Compile(scale =>
        {
            var loss = (scale * w.Value.Square()).Sum();
            rprop.Minimize(loss);
            return loss;
        });
        for (var i = 0; i < 80; i++)
        {
            step(new float[] { 1000, 1 });
        }

        Assert.All(w.ToArray(), value => Assert.InRange(value, -1e-3, 1e-3));
        Assert.Equal(["w_size", "w_gradient"], rprop.Variables.Select(variable => variable.Name).Where(name => name.StartsWith("w_", StringComparison.Ordinal)));
    }

    [Fact]
    public void Schedule()
    {
        var schedule = new InverseRootDecay(Peak: 0.01, Warmup: 100);
        Assert.Equal([0.0001, 0.01, 0.005], new[] { 0, 99, 399 }.Select(step => Math.Round(schedule.At(step), 8)));
        var model = new Sequential([new Input(1), new Dense(1)]);
        model.Compile(new Adam(schedule), "mse");
        model.TrainOnBatch(Tensor.Ones([4, 1]), Tensor.Ones([4, 1]));
        Assert.Equal(0.0002, model.LearningRate, 1e-8);
    }

    [Fact]
    public void Regularizer_constraint_and_initializer()
    {
        Seed.Set(4);
        var dense = new Dense(new DenseConfig
        {
            Units = 2,
            KernelInitializer = new Sparse(Connections: 3),
            KernelRegularizer = new Smoothness(0.1),
            KernelConstraint = new Shares(),
        });
        var model = new Sequential([new Input(8), dense]);
        Assert.Equal(6, dense.Kernel!.ToArray().Count(w => w != 0));
        Assert.Equal(0.1 * (1 + 4), new Smoothness(0.1).Penalty(new float[,] { { 1 }, { 2 }, { 4 } }).Item(), 1e-6);

        model.Compile("sgd", "mse");
        model.Fit(Numbers.Normal(1, 64, 8), Numbers.Normal(2, 64, 2), verbose: 0);
        Numbers.AssertNear([1, 1], dense.Kernel.Value.Sum(axis: 0));
        Assert.DoesNotContain(dense.Kernel.ToArray(), w => w < 0);
    }
}
