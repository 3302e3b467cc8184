using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Models whose pictures are tested.</summary>
internal static class DiagramModels
{
    public const string Hostile = "a\"b<c>&'d`#;[x]\u0001]]> 日本";

    public static Sequential Chain() => new(
        [new Input(784), Named("hidden", 128, "relu"), new Dropout(0.2), Named("logits", 10)], "chain");

    /// <summary>Two inputs, two outputs, a shared layer and a connection that skips three layers.</summary>
    public static Model Branches()
    {
        Input left = new(InputNamed("left", 16)), right = new(InputNamed("right", 16));
        var shared = Named("shared", 8, "relu");
        var (a, b) = (shared.Apply(left), shared.Apply(right));
        var joined = new Sum("joined").Apply([a, b])[0];
        var deep = Named("deep_2", 8, "tanh").Apply(Named("deep_1", 64, "gelu").Apply(joined));
        var skip = new Sum("skip").Apply([deep, a])[0];
        var frozen = Named("frozen", 8);
        frozen.Trainable = false;
        return new Model([left, right], [Named("score", 1).Apply(skip), Named("class", 3, "softmax").Apply(frozen.Apply(skip))], "branches");
    }

    public static Model Nested()
    {
        Input image = new(InputNamed("image", 32)), extra = new(InputNamed("extra", 4));
        Input u = new(InputNamed("u", 32));
        var tower = new Model([u], [new Sum("residual").Apply([Named("inner_2", 32).Apply(Named("inner_1", 64, "relu").Apply(u)), u])[0]], "tower");
        var head = new Sequential([new Input(32), Named("head_1", 16, "relu"), new Sequential([new Input(16), Named("core", 8)], "kernel")], "head");
        var merged = new Sum("merged").Apply([head.Apply(tower.Apply(image)), Named("project", 8).Apply(extra)])[0];
        return new Model([image, extra], [Named("out", 1).Apply(merged)], "nested");
    }

    /// <summary>A layer applied to its own output, and two layers in turns.</summary>
    public static Model Turns()
    {
        var input = new Input(InputNamed("x", 4));
        Dense twice = Named("twice", 4), other = Named("other", 4);
        var x = twice.Apply(twice.Apply(input));
        return new Model([input], [other.Apply(twice.Apply(other.Apply(x)))], "turns");
    }

    /// <summary>One nested model, called twice.</summary>
    public static Model SharedTower()
    {
        Input a = new(InputNamed("a", 4)), b = new(InputNamed("b", 4));
        var tower = new Sequential([new Input(4), Named("first", 4), Named("second", 4)], "tower");
        return new Model([a, b], [new Sum("both").Apply([tower.Apply(a), tower.Apply(b)])[0]], "siamese");
    }

    /// <summary>Every layer reads all layers before it.</summary>
    public static Model Dense(int layers)
    {
        var input = new Input(InputNamed("x", 4));
        List<KerasTensor> all = [input];
        for (var i = 0; i < layers; i++)
        {
            all.Add(new Sum($"sum_{i}").Apply(all.ToArray())[0]);
        }

        return new Model([input], [all[^1]], "dense");
    }

    public static Sequential Strange() => new([new Input(2), Named(Hostile, 3), Named(new string('W', 300), 1)], Hostile);

    private static Dense Named(string name, int units, Activation? activation = null) =>
        new(new DenseConfig { Name = name, Units = units, Activation = activation ?? Activation.Linear });

    private static InputConfig InputNamed(string name, int axis) => new() { Name = name, BatchShape = [Shape.Unknown, axis] };

    private sealed record SumConfig : LayerConfig;

    /// <summary>The sum of any number of inputs.</summary>
    private sealed class Sum(string name) : Layer(new SumConfig { Name = name })
    {
        public override string KerasName => "Add";

        public override LayerConfig GetConfig() => new SumConfig();

        protected override void Build(IReadOnlyList<Shape> inputs)
        {
        }

        protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
            [inputs.Skip(1).Aggregate(inputs[0], (sum, x) => sum + x)];
    }
}
