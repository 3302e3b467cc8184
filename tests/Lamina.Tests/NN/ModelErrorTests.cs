using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Models that cannot be: what is said of them, word for word.</summary>
public sealed class ModelErrorTests
{
    private static readonly (string Name, Action Act, string Message)[] Table =
    [
        ("added to itself", () => Add(model => model), "'net' cannot be a layer of itself: net › net."),
        ("added to itself, within another", () => Add(Around), "'net' cannot be a layer of itself: net › outer › net."),
        ("derived, added to itself", () => _ = new Selfish(), "'selfish' cannot be a layer of itself: selfish › selfish."),
        ("two layers of one name, functional", TwoNames,
            "Two layers of the model are named 'a'; names of layers are unique in a model."),
        ("two inner layers of one name", () => _ = new Twins(),
            "Two layers of the model are named 'a'; names of layers are unique in a model."),
        ("shape of a layer's weight", () => Net().Layers[0].SetWeights([Tensor.Zeros([3, 4]), Tensor.Zeros([5])]),
            "Value 1 does not fit the weight 'net/dense/bias'.\n  weight: [4]\n  value: [5]"),
        ("number of a layer's weights", () => Net().Layers[0].SetWeights([Tensor.Zeros([3, 4])]),
            "'dense' has 2 weights; 1 values were given. (Parameter 'values')"),
        ("monitor", () => Fit(new EarlyStopping("val_los", mode: MonitorMode.Min)),
            "EarlyStopping monitors 'val_los', which is not logged; there are: loss, mae."
            + "\n  hint: give Fit a validationSplit or validationData."),
        ("monitor of a rate", () => Fit(new ReduceLROnPlateau("accuracy", mode: MonitorMode.Max)),
            "ReduceLROnPlateau monitors 'accuracy', which is not logged; there are: loss, mae, learning_rate."),
        ("no loss for an output", () => TwoOutputs().Compile("sgd", new Dictionary<string, Loss?> { ["dense"] = "mse" }),
            "The output 'dense_1' of 'model' has none of the losses: they are given for dense."
            + "\n  hint: give null for an output that is not trained: [\"dense_1\"] = null."),
        ("no loss for any output", () =>
        {
            var model = TwoOutputs();
            model.Compile("sgd", new Loss?[] { null, null });
            model.Fit(Tensor.Ones([2, 3]), [Tensor.Ones([2, 1]), Tensor.Ones([2, 1])], verbose: 0);
        }, "'model' has no loss: give Compile one, or add one with AddLoss."),
        ("circle in a configuration", () => Model.FromJson(Circle("a", "b", "c")),
            "The JSON text: layer 'functional': the layers 'a' → 'c' → 'b' → 'a' read each other in a circle; the layers of a model follow one another without one."),
        ("layer that reads itself", () => Model.FromJson(Circle("a")),
            "The JSON text: layer 'functional': the layers 'a' → 'a' read each other in a circle; the layers of a model follow one another without one."),
        ("layer that is not there", () => Model.FromJson(Circle("a", "b").Replace("[\"b\",0,0]", "[\"z\",0,0]", StringComparison.Ordinal)),
            "The JSON text: layer 'functional': layer 'a' reads [z, 0, 0], which no layer gives."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void What_cannot_be_is_said_word_for_word(string name)
    {
        var (_, act, message) = Table.Single(row => row.Name == name);
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.Equal(message, message.Contains('\n', StringComparison.Ordinal) ? error.Message : error.Message.Split('\n')[0]);
    }

    [Fact]
    public void A_model_that_refused_itself_is_as_it_was()
    {
        var model = Net();
        Assert.Throws<ArgumentException>(() => model.Add(model));
        Assert.Equal(2, model.Layers.Count);
        Assert.Equal([2, 1], model.Predict(Tensor.Ones([2, 3]).Evaluate()).Shape);
    }

    [Fact]
    public void A_model_may_be_used_twice_in_another()
    {
        var (inner, input) = (new Sequential([new Input(3), new Dense(3)]), new Input(3));
        var model = new Model([input], [inner.Apply(inner.Apply(input))]);
        Assert.Equal(12, model.CountParameters());
    }

    private static void Add(Func<Sequential, Layer> part)
    {
        var model = Net();
        model.Add(part(model));
    }

    private static Sequential Net()
    {
        var model = new Sequential([new Input(3), new Dense(4), new Dense(1)], "net");
        model.Compile("sgd", "mse", ["mae"]);
        return model;
    }

    private static Model Around(Sequential inner)
    {
        var input = new Input(3);
        return new Model([input], [inner.Apply(input)], "outer");
    }

    private static Model TwoOutputs()
    {
        var input = new Input(3);
        return new Model([input], [new Dense(1).Apply(input), new Dense(1).Apply(input)], "model");
    }

    private static void TwoNames()
    {
        var input = new Input(3);
        _ = new Model([input], [Named("a").Apply(Named("a").Apply(input))]);
    }

    private static void Fit(Callback callback) =>
        Net().Fit(Tensor.Ones([4, 3]), Tensor.Ones([4, 1]), verbose: 0, callbacks: [callback]);

    private static Dense Named(string name) => new(new DenseConfig { Units = 3, Name = name });

    // Each layer reads the next one, the last the first.
    private static string Circle(params string[] names)
    {
        var input = new Input(3);
        var json = JsonNode.Parse(new Model([input], [Named("a").Apply(input)]).ToJson())!;
        var layers = json["config"]!["layers"]!.AsArray();
        var pattern = layers[1]!.ToJsonString();
        layers.RemoveAt(1);
        foreach (var (i, name) in names.Index())
        {
            var layer = JsonNode.Parse(pattern.Replace("\"name\":\"a\"", $"\"name\":\"{name}\"", StringComparison.Ordinal))!;
            layer["inbound_nodes"]![0]!["args"]![0]!["config"]!["keras_history"]![0] = names[(i + 1) % names.Length];
            layers.Add(layer);
        }

        return json.ToJsonString();
    }

    private sealed class Selfish : Model
    {
        public Selfish()
            : base("selfish") => AddLayer(this);
    }

    private sealed class Twins : Model
    {
        public Twins()
        {
            AddLayer(Named("a"));
            AddLayer(Named("a"));
        }
    }
}
