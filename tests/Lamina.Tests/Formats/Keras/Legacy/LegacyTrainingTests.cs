using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Formats.Keras.Legacy;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>How models were compiled in older versions.</summary>
public sealed class LegacyTrainingTests
{
    public static TheoryData<string, string> Optimizers => new()
    {
        { """{"class_name": "Adam", "config": {"lr": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-08, "decay": 0.0}}""", """{"class_name": "Adam", "config": {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-08, "learning_rate": 0.001}}""" },
        { """{"class_name": "Custom>Adam", "config": {"learning_rate": 0.5, "jit_compile": true, "is_legacy_optimizer": false}}""", """{"class_name": "Adam", "config": {"learning_rate": 0.5}}""" },
        { """{"class_name": "SGD", "config": {"lr": 0.5, "momentum": 0.9, "decay": 0.25, "nesterov": true}}""", """{"class_name": "SGD", "config": {"momentum": 0.9, "nesterov": true, "learning_rate": {"class_name": "InverseTimeDecay", "config": {"initial_learning_rate": 0.5, "decay_steps": 1, "decay_rate": 0.25, "staircase": false}}}}""" },
        { """{"class_name": "RMSprop", "config": {"lr": 0.5, "epsilon": null}}""", """{"class_name": "RMSprop", "config": {"learning_rate": 0.5}}""" },
        { """{"class_name": "Nadam", "config": {"lr": 0.002, "schedule_decay": 0.004}}""", """{"class_name": "Nadam", "config": {"learning_rate": 0.002}}""" },
    };

    public static TheoryData<string, string> Functions => new()
    {
        { "\"mse\"", "\"mse\"" },
        { "\"cosine_proximity\"", "\"cosine_similarity\"" },
        { """["mse", {"class_name": "BinaryCrossentropy", "config": {"reduction": "auto", "from_logits": true}}]""", """["mse", {"class_name": "BinaryCrossentropy", "config": {"reduction": "sum_over_batch_size", "from_logits": true}}]""" },
        { """[[{"class_name": "MeanMetricWrapper", "config": {"name": "acc", "dtype": "float32", "fn": "categorical_accuracy"}}]]""", """[[{"class_name": "CategoricalAccuracy", "config": {"name": "acc", "dtype": "float32"}}]]""" },
        { """{"a": "mae", "b": null}""", """{"a": "mae", "b": null}""" },
        { """{"module": "builtins", "class_name": "function", "config": "my_loss", "registered_name": "function"}""", "\"my_loss\"" },
    };

    [Theory, MemberData(nameof(Optimizers))]
    public void An_optimizer_of_an_older_version(string old, string now)
    {
        var config = Translate($$"""{"optimizer_config": {{old}}, "loss": "mse", "metrics": null, "sample_weight_mode": null, "loss_weights": null}""");
        Assert.Equal(now, PythonJson.Write(config["optimizer"]));
        Assert.Equal(["optimizer", "loss", "metrics", "loss_weights"], config.Select(member => member.Key));
        Assert.IsAssignableFrom<Optimizer>(KerasObject.Read(config["optimizer"]!, KerasModule.Optimizers));
    }

    [Theory, MemberData(nameof(Functions))]
    public void A_loss_or_metric_of_an_older_version(string old, string now) =>
        Assert.Equal(now, PythonJson.Write(Translate($$"""{"loss": {{old}} }""")["loss"]));

    // Step t was taken with lr / (1 + decay · t).
    [Fact]
    public void A_rate_that_decayed_goes_on_to_do_so()
    {
        var config = Translate("""{"optimizer_config": {"class_name": "SGD", "config": {"lr": 1.0, "decay": 0.5}}, "loss": "mse"}""");
        var schedule = ((Optimizer)KerasObject.Read(config["optimizer"]!, KerasModule.Optimizers)).Schedule!;
        Assert.Equal(1 / (1 + (0.5 * 6)), schedule.At(Tensor.Scalar(6)).Item(), 6);
    }

    private static JsonObject Translate(string json) => LegacyConfig.TranslateTraining(JsonNode.Parse(json)!.AsObject(), "2.2.4");
}
