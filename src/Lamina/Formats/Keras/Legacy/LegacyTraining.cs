using System.Text.Json;
using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>How models were compiled, in the words of older versions.</summary>
internal static class LegacyTraining
{
    private static readonly LegacyArgument[] Optimizer =
    [
        Renamed("lr", "learning_rate"), new("decay", Decay), Dropped("jit_compile"), Dropped("is_legacy_optimizer"),
        Dropped("gradient_aggregator"), Trained("schedule_decay", "0.004", "0.004000000189989805", "null"), new("epsilon", NotNull),
        Dropped("dynamic", "true"), Dropped("gradient_transformers"),
    ];

    private static readonly LegacyArgument[] Function =
        [Dropped("fn"), new("reduction", Automatic), new("dtype", Measured), Dropped("from_sorted_ids", "false"), Dropped("_fn_kwargs")];

    // Functions of losses and metrics that have another name today.
    private static readonly (string Name, string Now)[] Names =
    [
        ("cosine_proximity", "cosine_similarity"), ("cosine", "cosine_similarity"), ("kullback_leibler_divergence", "kl_divergence"),
        ("kld", "kl_divergence"), ("logcosh", "log_cosh"), ("categorical_crossentropy_v2", "categorical_crossentropy"),
    ];

    /// <summary>The <c>compile_config</c> of today.</summary>
    public static JsonObject Translate(JsonObject config, LegacyScope scope)
    {
        var written = new JsonObject();
        foreach (var (name, value) in config)
        {
            switch (name)
            {
                case "optimizer_config" or "optimizer":
                    written["optimizer"] = Part(value, Optimizer, scope);
                    break;
                case "loss" or "metrics" or "weighted_metrics":
                    written[name] = Each(value, scope);
                    break;
                case "sample_weight_mode":
                    break;
                default:
                    written[name] = LegacyValues.Plain(value)?.DeepClone();
                    break;
            }
        }

        return written;
    }

    // A loss or metric: a name, an object, or a list or dictionary of such.
    private static JsonNode? Each(JsonNode? node, LegacyScope scope) => node switch
    {
        JsonObject part when part.ContainsKey("class_name") => Named(part) ?? Part(Wrapped(part), Function, scope),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Each(member.Value, scope)))),
        JsonArray items => new JsonArray([.. items.Select(item => Each(item, scope))]),
        _ when KerasObject.TextOf(node) is { } name => Names.FirstOrDefault(pair => pair.Name == name).Now ?? name,
        _ => node?.DeepClone(),
    };

    // A function of Keras is its name.
    private static JsonValue? Named(JsonObject part) =>
        KerasObject.TextOf(part["class_name"]) == "function" && KerasObject.TextOf(part["config"]) is { } name ? JsonValue.Create(name) : null;

    // {"MeanMetricWrapper", {"fn": "categorical_accuracy", "name": "acc"}} is a CategoricalAccuracy named acc.
    private static JsonObject Wrapped(JsonObject part)
    {
        var fn = (part["config"] as JsonObject)?["fn"];
        var name = KerasObject.TextOf(fn) ?? KerasObject.TextOf((fn as JsonObject)?["config"]);
        if (name is null || KerasObject.TextOf(part["class_name"]) is not ("MeanMetricWrapper" or "LossFunctionWrapper" or "SumOverBatchSizeMetricWrapper"))
        {
            return part;
        }

        name = Names.FirstOrDefault(pair => pair.Name == name).Now ?? name;
        var config = (JsonObject)part["config"]!.DeepClone();
        return new JsonObject
        {
            ["class_name"] = string.Concat(name.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..])),
            ["config"] = config,
        };
    }

    private static JsonNode? Part(JsonNode? node, LegacyArgument[] arguments, LegacyScope outer)
    {
        if (node is not JsonObject part || KerasObject.TextOf(part["class_name"]) is not { } className)
        {
            return LegacyValues.Plain(node)?.DeepClone();
        }

        // Keras 2.11 wrote its new optimizers so.
        className = className.StartsWith("Custom>", StringComparison.Ordinal) ? className["Custom>".Length..] : className;
        var scope = outer.For(className, name: null);
        var config = LegacyValues.Plain(part["config"])?.DeepClone() as JsonObject ?? [];
        foreach (var argument in arguments)
        {
            argument.Apply(config, scope);
        }

        foreach (var (name, value) in config.ToArray())
        {
            if (value is JsonObject inner && inner.ContainsKey("class_name"))
            {
                config[name] = Part(inner, arguments, scope);
            }
        }

        var written = (JsonObject)part.DeepClone();
        (written["class_name"], written["config"]) = (className, config);
        if (LegacyLayers.IsOfKeras(part))
        {
            written.Remove("module");
        }

        return written;
    }

    // Every step, the rate was divided by 1 + decay times the number of steps before it.
    private static void Decay(JsonObject config, LegacyScope scope)
    {
        if (!Take(config, "decay", out var decay) || !IsNumber(decay, out var rate) || rate == 0
            || !IsNumber(config["learning_rate"], out var initial))
        {
            return;
        }

        config["learning_rate"] = new JsonObject
        {
            ["class_name"] = "InverseTimeDecay",
            ["config"] = new JsonObject
            {
                ["initial_learning_rate"] = initial,
                ["decay_steps"] = 1,
                ["decay_rate"] = rate,
                ["staircase"] = false,
            },
        };
    }

    private static void NotNull(JsonObject config, LegacyScope scope)
    {
        if (config.TryGetPropertyValue("epsilon", out var value) && value is null)
        {
            config.Remove("epsilon");
        }
    }

    private static void Automatic(JsonObject config, LegacyScope scope)
    {
        if (KerasObject.TextOf(config["reduction"]) == "auto")
        {
            config["reduction"] = "sum_over_batch_size";
        }
    }

    // Metrics count in float32, whatever the layers compute in.
    private static void Measured(JsonObject config, LegacyScope scope)
    {
        if (config["dtype"] is { } dtype && !(dtype.GetValueKind() == JsonValueKind.String && dtype.GetValue<string>() == "float32"))
        {
            config.Remove("dtype");
        }
    }
}
