namespace Lamina.Guides.Tests;

/// <summary>Ends the training when the loss is small enough, and logs how large the weights are.</summary>
public sealed class StopAt(double loss) : Callback
{
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        logs["weight_norm"] = Math.Sqrt(Model.TrainableWeights.Sum(weight => weight.Value.Square().Sum().Item()));
        if (logs["loss"] < loss)
        {
            StopTraining($"the loss is below {loss}");
        }
    }
}

/// <summary>Two spirals, new ones in each epoch: 0 turns left, 1 turns right.</summary>
public sealed class Spirals(int batches, int batchSize, ulong seed) : IDataset
{
    public int? BatchCount => batches;

    public IEnumerable<Batch> Batches(int epoch)
    {
        var random = new RandomStream(seed + (ulong)epoch);
        for (var batch = 0; batch < batches; batch++)
        {
            var (x, y) = (new float[batchSize * 2], new float[batchSize]);
            for (var i = 0; i < batchSize; i++)
            {
                var (angle, side) = (random.Uniform(0.5, 4), random.Next(2));
                x[2 * i] = (float)(angle * Math.Cos(angle)) * (side == 0 ? 1 : -1);
                x[(2 * i) + 1] = (float)(angle * Math.Sin(angle)) * (side == 0 ? 1 : -1);
                y[i] = side;
            }

            yield return new Batch(Tensor.Wrap(x, [batchSize, 2]), Tensor.Wrap(y, [batchSize, 1]));
        }
    }
}

/// <summary>Blocks around which the input goes on unchanged; how much each block counts is learnt.</summary>
public sealed class ResidualNet : Model
{
    private readonly Dense _first;
    private readonly Dense[] _blocks;
    private readonly Dense _last;
    private Variable? _shares;
    private Variable? _steps;

    public ResidualNet(int width, int blocks)
    {
        _first = AddLayer(new Dense(width, "tanh"));
        _blocks = [.. Enumerable.Range(0, blocks).Select(_ => AddLayer(new Dense(width, "tanh")))];
        _last = AddLayer(new Dense(1, "sigmoid"));
    }

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _shares = AddWeight("shares", [_blocks.Length], Initializer.Ones);
        _steps = AddWeight("steps", [], Initializer.Zeros, trainable: false);
    }

    protected override Tensor Call(Tensor x, CallContext context)
    {
        if (context.IsTraining)
        {
            context.Write(_steps!, context.Read(_steps!) + 1);
        }

        x = _first.Apply(x, context);
        foreach (var (i, block) in _blocks.Index())
        {
            x += _shares!.Value.Select(axis: 0, i) * block.Apply(x, context);
        }

        return _last.Apply(x, context);
    }
}

/// <summary>Punishes outputs that change quickly with the input (Drucker and Le Cun, 1992): a gradient of a gradient.</summary>
public sealed class SmoothNet(double strength, IReadOnlyList<Layer> layers) : Sequential(layers)
{
    protected override void TrainStep(StepContext step)
    {
        var outputs = step.Call();
        var slope = Gradient.Of(outputs[0].Sum(), step.Inputs[0])[0];
        var penalty = slope.Square().Sum() / step.BatchSize;
        step.Track("penalty", penalty);
        step.Minimize(step.ComputeLoss(outputs) + (strength * penalty));
        step.UpdateMetrics(outputs);
    }

    protected override void TestStep(StepContext step)
    {
        var outputs = step.Call();
        step.Track("penalty", Gradient.Of(outputs[0].Sum(), step.Inputs[0])[0].Square().Sum() / step.BatchSize);
        step.ComputeLoss(outputs);
        step.UpdateMetrics(outputs);
    }
}

/// <summary>A generator against a critic whose slope at real samples is punished (Mescheder et al., 2018).</summary>
public sealed class Gan : Model
{
    private readonly Model _generator;
    private readonly Model _critic;
    private readonly Optimizer _forGenerator = new Adam(2e-3) { Beta1 = 0 };
    private readonly Optimizer _forCritic = new Adam(5e-3) { Beta1 = 0 };

    public Gan(Model generator, Model critic) => (_generator, _critic) = (AddLayer(generator), AddLayer(critic));

    protected override Tensor Call(Tensor x, CallContext context) => _generator.Apply(x, context);

    protected override void TrainStep(StepContext step)
    {
        var real = step.Targets[0];
        var fake = _generator.Apply(step.Inputs[0], step.Context);
        var (onReal, onFake) = (_critic.Apply(real, step.Context), _critic.Apply(fake, step.Context));

        var slope = Gradient.Of(onReal.Sum(), real)[0];
        var penalty = slope.Square().Sum(axis: -1).Mean();
        var critic = (-onReal).Softplus().Mean() + onFake.Softplus().Mean() + (0.5 * penalty);
        var generator = (-onFake).Softplus().Mean();

        step.Minimize(critic, _critic.TrainableWeights, _forCritic);
        step.Minimize(generator, _generator.TrainableWeights, _forGenerator);
        step.Track("loss", critic);
        step.Track("generator_loss", generator);
    }
}

public sealed class OwnTrainingTests
{
    [Fact]
    public void A_callback_and_a_dataset()
    {
        Seed.Set(1);
        var model = new Sequential([new Input(2), new Dense(32, "tanh"), new Dense(32, "tanh"), new Dense(1, "sigmoid")]);
        model.Compile(new Adam(0.01), "bce", ["accuracy"]);
        var history = model.Fit(
            new Spirals(batches: 20, batchSize: 64, seed: 1),
            epochs: 200,
            verbose: 0,
            validation: new Spirals(batches: 4, batchSize: 64, seed: 1000),
            callbacks: [new StopAt(loss: 0.05)]);
        Assert.Equal("the loss is below 0.05", history.StopReason);
        Assert.InRange(history["val_accuracy"][^1], 0.97, 1);
        Assert.True(history["weight_norm"][^1] > history["weight_norm"][0]);
        Assert.InRange(history.Epochs.Count, 2, 150);
    }

    [Fact]
    public void A_derived_model()
    {
        Seed.Set(2);
        var model = new ResidualNet(width: 16, blocks: 3);
        model.Compile(new Adam(0.01), "bce", ["accuracy"]);
        var history = model.Fit(new Spirals(batches: 20, batchSize: 64, seed: 1), epochs: 40, verbose: 0);
        Assert.InRange(history["accuracy"][^1], 0.95, 1);
        Assert.Equal(40 * 20, model.GetWeights()[1].Item());
        Assert.Contains(model.GetWeights()[0].ToArray(), share => share != 1);
        Assert.Equal("residual_net/shares", model.TrainableWeights[0].Path);
    }

    [Fact]
    public void A_step_with_a_gradient_penalty()
    {
        double Penalty(double strength)
        {
            Seed.Set(3);
            var model = new SmoothNet(strength, [new Input(2), new Dense(32, "tanh"), new Dense(1, "sigmoid")]);
            model.Compile(new Adam(0.01), "bce", ["accuracy"]);
            model.Fit(new Spirals(batches: 20, batchSize: 64, seed: 1), epochs: 15, verbose: 0);
            var logs = model.Evaluate(new Spirals(batches: 4, batchSize: 64, seed: 1000));
            Assert.InRange(logs["accuracy"], 0.6, 1);
            return logs["penalty"];
        }

        Assert.InRange(Penalty(strength: 0.3), 0, 0.5 * Penalty(strength: 0));
    }

    [Fact]
    public void A_step_with_two_optimizers()
    {
        Seed.Set(4);
        var generator = new Sequential([new Input(1), new Dense(16, "tanh"), new Dense(1)], "generator");
        var critic = new Sequential([new Input(1), new Dense(32, "tanh"), new Dense(32, "tanh"), new Dense(1)], "critic");
        var gan = new Gan(generator, critic);
        gan.Compile();
        var noise = Numbers.Normal(1, 1024, 1);
        var real = (3 + (0.5 * Numbers.Normal(2, 1024, 1))).Evaluate();
        gan.Fit(noise, real, batchSize: 64, epochs: 60, verbose: 0);

        var made = generator.Predict(Numbers.Normal(3, 1000, 1));
        Assert.InRange(made.Mean().Item(), 2.7, 3.3);
        Assert.InRange((made - made.Mean()).Square().Mean().Sqrt().Item(), 0.25, 0.75);
    }
}
