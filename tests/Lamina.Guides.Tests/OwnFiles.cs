using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lamina.Guides.Tests;

[JsonSerializable(typeof(MaxoutConfig))]
[JsonSerializable(typeof(Pinball))]
[JsonSerializable(typeof(MaxError))]
[JsonSerializable(typeof(Rprop))]
internal sealed partial class OwnJson : JsonSerializerContext;

public sealed class OwnFiles
{
    private static readonly float[,] X = { { 1, -2, 4 }, { 0, 3, 1 } };

    [Fact]
    public void A_model_of_ones_own_parts_is_saved()
    {
        using var folder = new TemporaryFolder();
        var file = folder["maxout.keras"];
        var model = new Sequential([new Input(3), new Maxout(2)]);
        model.Compile(new Rprop(), new Pinball(0.9), [new MaxError()]);
        var own = new CustomObjects(OwnJson.Default, package: "mine")
            .AddLayer(new MaxoutConfig { Units = 1 }, config => new Maxout(config))
            .AddLoss(new Pinball(0.5))
            .AddMetric(new MaxError())
            .AddOptimizer(new Rprop());
        model.Save(file, own);
        var same = Model.Load(file, customObjects: own);
        Assert.Equal(model.Predict(X).ToArray<float>(), same.Predict(X).ToArray<float>());
        Assert.Equal(new Rprop(), same.Optimizer);
        same.Save(file);
        Assert.Contains("\"registered_name\": \"mine>Maxout\"", same.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_read_and_write_arguments()
    {
        var others = new CustomObjects()
            .AddLayer("Maxout",
                arguments => new Maxout((int)arguments["units"]!, (int)arguments["pieces"]!),
                layer => new JsonObject { ["units"] = layer.Config.Units, ["pieces"] = layer.Config.Pieces })
            .AddActivation("sine", x => x.Sin())
            .AddLoss("quartic", (target, prediction) => (target - prediction).Square().Square().Mean(axis: -1))
            .AddLambda("halve", x => x / 2);
        var model = new Sequential([new Input(3), new Maxout(2, 3), new Dense(1)]);
        var same = Model.FromJson(model.ToJson(others), customObjects: others);
        Assert.Equal(3, ((Maxout)same.Layers[0]).Config.Pieces);
    }
}
