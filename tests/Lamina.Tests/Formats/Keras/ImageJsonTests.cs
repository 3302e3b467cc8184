using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class ImageJsonTests
{
    private const string Head = "\"trainable\": true, \"dtype\": {\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\"}, \"registered_name\": null}, \"data_format\": \"channels_last\"";

    private static readonly (string Name, Func<Layer> Layer, string Config)[] Table =
    [
        ("RandomRotation", () => new RandomRotation(0.2, FillMode.Constant, seed: 3),
            $$"""{"name": "random_rotation", {{Head}}, "factor": [-0.2, 0.2], "fill_mode": "constant", "fill_value": 0.0, "interpolation": "bilinear", "seed": 3}"""),
        ("RandomZoom", () => new RandomZoom(0.2),
            $$"""{"name": "random_zoom", {{Head}}, "height_factor": 0.2, "width_factor": null, "fill_mode": "reflect", "interpolation": "bilinear", "seed": null, "fill_value": 0.0}"""),
        ("RandomTranslation", () => new RandomTranslation([-0.1, 0.2], 0.3),
            $$"""{"name": "random_translation", {{Head}}, "height_factor": [-0.1, 0.2], "width_factor": 0.3, "fill_mode": "reflect", "interpolation": "bilinear", "seed": null, "fill_value": 0.0}"""),
        ("RandomContrast", () => new RandomContrast(0.3, [0, 1]),
            $$"""{"name": "random_contrast", {{Head}}, "factor": [0.0, 0.3], "value_range": [0, 1], "seed": null}"""),
        ("RandomFlip", () => new RandomFlip(FlipMode.Horizontal),
            $$"""{"name": "random_flip", {{Head}}, "seed": null, "mode": "horizontal"}"""),
        ("RandomErasing", () => new RandomErasing(fillValue: 3.5),
            $$"""{"name": "random_erasing", {{Head}}, "factor": [0.0, 1.0], "scale": [0.02, 0.33], "fill_value": 3.5, "value_range": [0, 255], "seed": null}"""),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Layer_is_written_as_Keras_writes_it_and_comes_back(string name)
    {
        var (_, make, config) = Table.Single(c => c.Name == name);
        var written = KerasObject.Write(make());
        Assert.Equal(config, PythonJson.Write(written["config"]));
        var back = (Layer)KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!);
        Assert.Equal(make().GetConfig() with { Name = name }, back.GetConfig() with { Name = name });
    }

    [Fact]
    public void Chains_of_layers_are_written_and_come_back()
    {
        var written = KerasObject.Write(new Pipeline(new Rescaling(0.5), new RandomFlip(seed: 4)));
        Assert.Equal(["layers", "name"], written["config"]!.AsObject().Select(argument => argument.Key));
        var back = (Pipeline)KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!);
        Assert.Equal(0.5, Assert.IsType<Rescaling>(back.Layers[0]).Config.Scale);
        Assert.Equal(4, Assert.IsType<RandomFlip>(back.Layers[1]).Config.Seed);
        Assert.Throws<ArgumentException>(() => new Pipeline([]));
    }
}
