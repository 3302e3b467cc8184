using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Models, layers and steps that a user derives.</summary>
public sealed class DerivedModelTests
{
    private static readonly Tensor X = Tensor.From<float>([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]);
    private static readonly Tensor Y = Tensor.From<float>([0, 1, 1, 0], [4, 1]);

    [Fact]
    public void A_derived_model_learns_and_predicts_like_the_functional_one()
    {
        Seed.Set(3);
        var derived = new Residual(8);
        derived.Compile(new Adam(0.05), "bce", ["accuracy"]);
        var history = derived.Fit(X, Y, epochs: 200, verbose: 0);
        Assert.Equal(1, history["accuracy"][^1]);
        Assert.Equal(["residual/first/kernel", "residual/first/bias", "residual/dense/kernel", "residual/dense/bias", "residual/dense_1/kernel", "residual/dense_1/bias"],
            derived.Weights.Select(weight => weight.Path));
        Assert.Equal(Y.ToArray(), derived.Predict(X).ToArray().Select(p => MathF.Round(p)));
        Assert.Contains("first (Dense)", derived.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_derived_model_of_several_inputs_and_outputs_is_a_layer_too()
    {
        var pair = new SumAndDifference();
        var a = new Input(3);
        var b = new Input(3);
        var model = new Model([a, b], pair.Apply([a, b]));
        var results = model.Predict([Tensor.Ones([2, 3]), Tensor.Full([2, 3], 2)]);
        Assert.Equal([3f, 3, 3, 3, 3, 3], results[0].ToArray());
        Assert.Equal([-1f, -1, -1, -1, -1, -1], results[1].ToArray());
        pair.Compile("sgd", "mse", [["mae"], ["mae"]]);
        var logs = pair.Evaluate([Tensor.Ones([2, 3]), Tensor.Full([2, 3], 2)], [Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3])]);
        Assert.Equal(["loss", "output_1_loss", "output_1_mae", "output_2_loss", "output_2_mae"], logs.Keys);
        Assert.Equal((10, 9, 1), (logs["loss"], logs["output_1_loss"], logs["output_2_mae"]));
    }

    [Fact]
    public void A_model_that_computes_nothing_says_what_to_override()
    {
        var error = Assert.Throws<NotSupportedException>(() => new Nothing().Predict(X));
        Assert.StartsWith("'nothing' (Nothing) does not say what it computes of one input: override Call(Tensor, CallContext).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_ones_own_trains()
    {
        Seed.Set(1);
        var model = new Robust([new Input(2), new Dense(16, "tanh"), new Dense(1, "sigmoid")]);
        model.Compile(new Adam(0.05), "bce", ["accuracy"]);
        var history = model.Fit(X, Y, epochs: 150, verbose: 0);
        Assert.Equal(1, history["accuracy"][^1]);
        Assert.True(history["penalty"][^1] > 0);
        Assert.Equal(["accuracy", "loss", "penalty"], history.Names);
    }

    [Fact]
    public void Parts_of_a_model_may_have_optimizers_of_their_own()
    {
        var first = new Dense(3);
        var second = new Dense(1);
        var model = new TwoSpeeds(first, second);
        model.Compile("sgd", "mse");
        model.Predict(X);
        var before = first.GetWeights()[0].ToArray();
        var other = second.GetWeights()[0].ToArray();
        model.Fit(X, Y, epochs: 3, verbose: 0);
        Assert.Equal(before, first.GetWeights()[0].ToArray());
        Assert.NotEqual(other, second.GetWeights()[0].ToArray());
    }

    [Fact]
    public void A_weight_cannot_be_moved_twice_in_a_step()
    {
        var model = new Twice([new Input(2), new Dense(1)]);
        model.Compile("sgd", "mse");
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(X, Y, verbose: 0));
        Assert.Equal("A step moves each weight once; 'sequential/dense/kernel' would be moved twice.", error.Message);
    }

    [Fact]
    public void A_layer_of_two_inputs_with_state_and_a_loss_is_trained()
    {
        var a = new Input(2);
        var b = new Input(2);
        var gate = new Gate();
        var model = new Model([a, b], gate.Apply([a, b]));
        model.Compile(new SGD(0.1), "mse");
        model.Fit([X, X], Tensor.Zeros([4, 2]), batchSize: 4, epochs: 3, verbose: 0);
        Assert.Equal(3, gate.Calls!.Read().Item());
        Assert.Equal(4, model.CountParameters());
        Assert.Equal(3, model.TrainableWeights.Sum(weight => weight.Shape.Size) + 0.0);
    }

    private sealed class Residual(int units) : Model("residual")
    {
        private readonly LayerParts _parts = new(units);
        private bool _added;

        public override IReadOnlyList<Layer> Layers => Parts();

        protected override Tensor Call(Tensor x, CallContext context)
        {
            Parts();
            var h = _parts.First.Apply(x, context);
            h += _parts.Second.Apply(h, context);
            return _parts.Last.Apply(h, context);
        }

        private IReadOnlyList<Layer> Parts()
        {
            if (!_added)
            {
                _added = true;
                AddLayer(_parts.First);
                AddLayer(_parts.Second);
                AddLayer(_parts.Last);
            }

            return base.Layers;
        }

        private sealed record LayerParts(Dense First, Dense Second, Dense Last)
        {
            public LayerParts(int units)
                : this(new(new DenseConfig { Units = units, Activation = "relu", Name = "first" }), new(units, "relu"), new(1, "sigmoid"))
            {
            }
        }
    }

    private sealed class SumAndDifference : Model
    {
        protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
            [inputs[0] + inputs[1], inputs[0] - inputs[1]];
    }

    private sealed class Nothing : Model;

    private sealed class Twice(IReadOnlyList<Layer> layers) : Sequential(layers)
    {
        protected internal override void TrainStep(StepContext step)
        {
            var loss = step.ComputeLoss(step.Call());
            step.Minimize(loss);
            step.Minimize(loss);
        }
    }

    /// <summary>Punishes outputs that change quickly with the input: a gradient of a gradient.</summary>
    private sealed class Robust(IReadOnlyList<Layer> layers) : Sequential(layers)
    {
        protected internal override void TrainStep(StepContext step)
        {
            var outputs = step.Call();
            var slope = Gradient.Of(outputs[0].Sum(), step.Inputs[0])[0];
            var penalty = 0.001 * slope.Square().Mean();
            step.Track("penalty", penalty);
            step.Minimize(step.ComputeLoss(outputs) + penalty);
            step.UpdateMetrics(outputs);
        }
    }

    private sealed class TwoSpeeds : Model
    {
        private static readonly Optimizer Still = new SGD(0);
        private static readonly Optimizer Fast = new Adam(0.1);
        private readonly Dense _first;
        private readonly Dense _second;

        public TwoSpeeds(Dense first, Dense second) => (_first, _second) = (AddLayer(first), AddLayer(second));

        protected override Tensor Call(Tensor x, CallContext context) => _second.Apply(_first.Apply(x, context), context);

        protected internal override void TrainStep(StepContext step)
        {
            var loss = step.ComputeLoss(step.Call());
            step.Minimize(loss, _first.TrainableWeights, Still);
            step.Minimize(loss, _second.TrainableWeights, Fast);
        }
    }

    private sealed record GateConfig : LayerConfig;

    /// <summary>Mixes two inputs by learnt shares, counts its calls, and punishes its output.</summary>
    private sealed class Gate() : Layer(new GateConfig())
    {
        private Variable? _share;

        public Variable? Calls { get; private set; }

        public override LayerConfig GetConfig() => new GateConfig { Name = Name };

        protected override void Build(IReadOnlyList<Shape> inputs)
        {
            _share = AddWeight("share", [3], Initializer.Ones);
            Calls = AddWeight("calls", [], Initializer.Zeros, trainable: false);
        }

        protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
        {
            if (context.IsTraining)
            {
                context.Write(Calls!, context.Read(Calls!) + 1);
            }

            var y = (inputs[0] + inputs[1]) * _share!.Value.Sum();
            context.AddLoss(0.01 * y.Square().Mean());
            return [y];
        }
    }
}
