using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <content>What may be registered.</content>
public sealed partial class CustomObjects
{
    /// <summary>Registers a layer that is made of a config.</summary>
    /// <typeparam name="TConfig">The config, described by the <c>JsonSerializerContext</c> that the constructor was
    /// given.</typeparam>
    /// <param name="defaults">A config with the values of arguments that a file leaves out; those that are required may have
    /// any.</param>
    /// <param name="make">Makes the layer of its config.</param>
    /// <param name="name">The class's name in files; that of the config without <c>Config</c> when null.</param>
    /// <exception cref="ArgumentException">The name is registered already.</exception>
    /// <exception cref="NotSupportedException">Nothing describes the config.</exception>
    public CustomObjects AddLayer<TConfig>(TConfig defaults, Func<TConfig, Layer> make, string? name = null)
        where TConfig : LayerConfig
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(make);
        string[] own = ["name", "trainable", "precision"];
        var properties = Properties(defaults).Where(property => !own.Contains(property));
        return Add(defaults, name, [.. LayerRow.BaseKeys, .. properties.Select(property => (KerasKey)property)], config => make((TConfig)config));
    }

    /// <summary>Registers a layer that is read, and written, by functions of its arguments.</summary>
    /// <typeparam name="TLayer">The layer's class.</typeparam>
    /// <param name="name">The class's name in files.</param>
    /// <param name="read">Makes the layer of its arguments, Keras's <c>from_config</c>; <c>name</c> and <c>trainable</c> are set
    /// behind it.</param>
    /// <param name="write">The layer's arguments, Keras's <c>get_config</c>; the layer cannot be saved when null.</param>
    /// <exception cref="ArgumentException">The name is registered already.</exception>
    public CustomObjects AddLayer<TLayer>(string name, Func<JsonObject, TLayer> read, Func<TLayer, JsonObject>? write = null)
        where TLayer : Layer
    {
        ArgumentNullException.ThrowIfNull(read);
        return Add(new CustomRow(name, _package, typeof(TLayer), Made)
        {
            Write = write is null ? null : layer => Arguments((TLayer)layer, write),
        });

        object Made(JsonObject arguments)
        {
            var layer = read(arguments);
            if (KerasObject.TextOf(arguments["name"]) is { } own)
            {
                layer.SetName(own);
            }

            if (arguments["trainable"] is JsonValue flag && flag.TryGetValue(out bool isTrainable))
            {
                layer.Trainable = isTrainable;
            }

            return layer;
        }
    }

    /// <summary>Registers a model of a class of one's own; as for a layer.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="name">The class's name in files.</param>
    /// <param name="read">Makes the model of its arguments.</param>
    /// <param name="write">The model's arguments; the model cannot be saved when null.</param>
    public CustomObjects AddModel<TModel>(string name, Func<JsonObject, TModel> read, Func<TModel, JsonObject>? write = null)
        where TModel : Model => AddLayer(name, read, write);

    /// <summary>Registers a loss.</summary>
    /// <param name="defaults">The loss with the values of arguments that a file leaves out.</param>
    /// <param name="name">The class's name in files; that of the record when null.</param>
    public CustomObjects AddLoss<TLoss>(TLoss defaults, string? name = null)
        where TLoss : Loss => Add(defaults, name);

    /// <summary>Registers a function as a loss, as Keras has losses that are functions.</summary>
    /// <param name="name">The function's name in files.</param>
    /// <param name="perSample">The loss of each sample, from target and prediction.</param>
    public CustomObjects AddLoss(string name, Func<Tensor, Tensor, Tensor> perSample)
    {
        ArgumentNullException.ThrowIfNull(perSample);
        return Add(name, new FunctionLoss(perSample) { Name = name });
    }

    /// <summary>Registers a metric.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddMetric<TMetric>(TMetric defaults, string? name = null)
        where TMetric : Metric
    {
        string[] own = ["name"];
        return Add(defaults, name, ["name", KerasKey.Unused("dtype", "\"float32\""), .. Others(defaults, own)]);
    }

    /// <summary>Registers a function as a metric: the mean of its values.</summary>
    /// <param name="name">The function's name in files.</param>
    /// <param name="perSample">The value of each sample, from target and prediction.</param>
    public CustomObjects AddMetric(string name, Func<Tensor, Tensor, Tensor> perSample) => Add(name, new MeanMetricWrapper(name, perSample));

    /// <summary>Registers an optimizer.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddOptimizer<TOptimizer>(TOptimizer defaults, string? name = null)
        where TOptimizer : Optimizer
    {
        string[] own = [.. OptimizerJson.BaseKeys.Select(key => key.Property).OfType<string>()];
        return Add(defaults, name, [.. OptimizerJson.BaseKeys, .. Others(defaults, own)]);
    }

    /// <summary>Registers a learning rate schedule.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddSchedule<TSchedule>(TSchedule defaults, string? name = null)
        where TSchedule : LearningRateSchedule => Add(defaults, name);

    /// <summary>Registers an initializer.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddInitializer<TInitializer>(TInitializer defaults, string? name = null)
        where TInitializer : Initializer => Add(defaults, name);

    /// <summary>Registers a regularizer.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddRegularizer<TRegularizer>(TRegularizer defaults, string? name = null)
        where TRegularizer : Regularizer => Add(defaults, name);

    /// <summary>Registers a constraint.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddConstraint<TConstraint>(TConstraint defaults, string? name = null)
        where TConstraint : Constraint => Add(defaults, name);

    /// <summary>Registers an activation that has arguments.</summary>
    /// <inheritdoc cref="AddLoss{TLoss}(TLoss, string?)"/>
    public CustomObjects AddActivation<TActivation>(TActivation defaults, string? name = null)
        where TActivation : Activation => Add(defaults, name);

    /// <summary>Registers a function as an activation, as Keras has activations that are functions.</summary>
    /// <param name="name">The function's name in files.</param>
    /// <param name="function">What it computes.</param>
    public CustomObjects AddActivation(string name, Func<Tensor, Tensor> function) => Add(name, Activation.Custom(name, function));

    /// <summary>Registers what a Lambda layer computes: by the name of its function, or, where a file holds Python's code
    /// instead of a name, by the name of the layer.</summary>
    /// <param name="name">The name of the function or of the layer.</param>
    /// <param name="function">What the layer computes of its input.</param>
    public CustomObjects AddLambda(string name, Func<Tensor, Tensor> function) => AddLambda(LambdaFunction.Of(function, name));

    /// <summary>Registers what a Lambda layer of several inputs computes.</summary>
    /// <param name="function">The function, with the name of the function or of the layer in files.</param>
    public CustomObjects AddLambda(LambdaFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrEmpty(function.Name, nameof(function));
        _lambdas.Add(function);
        return this;
    }

    private CustomObjects Add<T>(T defaults, string? name, IReadOnlyList<KerasKey>? keys = null, Func<object, object>? make = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(defaults);
        const string ending = "Config";
        var type = defaults.GetType().Name;
        name ??= defaults is LayerConfig && type.EndsWith(ending, StringComparison.Ordinal) ? type[..^ending.Length] : type;
        var row = new KerasClass(_package, defaults, name)
        {
            Options = OptionsFor(defaults),
            Keys = keys ?? [],
            Make = make ?? (static record => record),
            BuildForm = defaults is LayerConfig ? BuildForm.Any : BuildForm.None,
            RegisteredName = $"{_package}>{name}",
        };
        return Add(new CustomRow(name, _package, defaults.GetType(), row.Read) { Write = row.Write, Class = row });
    }

    private IEnumerable<KerasKey> Others(object defaults, string[] without) =>
        Properties(defaults).Where(property => !without.Contains(property)).Select(property => (KerasKey)property);

    private IEnumerable<string> Properties(object defaults) =>
        JsonSerializer.SerializeToNode(defaults, OptionsFor(defaults).GetTypeInfo(defaults.GetType()))!.AsObject().Select(property => property.Key);

    private JsonSerializerOptions OptionsFor(object defaults)
    {
        _options ??= _types is null ? KerasJson.Options : new JsonSerializerOptions(KerasJson.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(_types, KerasJson.Options.TypeInfoResolver),
        };
        var type = defaults.GetType();
        return _options.TryGetTypeInfo(type, out _) ? _options : throw new NotSupportedException(
            $"Nothing describes the properties of {type.Name}."
            + $"\n  hint: give the constructor a context with [JsonSerializable(typeof({type.Name}))]: new CustomObjects(OwnJson.Default).");
    }

    private static JsonObject Arguments<TLayer>(TLayer layer, Func<TLayer, JsonObject> write)
        where TLayer : Layer
    {
        var arguments = new JsonObject { ["name"] = layer.Name, ["trainable"] = layer.Trainable };
        foreach (var (name, value) in write(layer))
        {
            arguments[name] = value?.DeepClone();
        }

        return arguments;
    }

    /// <summary>A loss that is a function with a name.</summary>
    /// <param name="Function">The loss of each sample, from target and prediction.</param>
    private sealed record FunctionLoss(Func<Tensor, Tensor, Tensor> Function) : Loss
    {
        public override Tensor PerSample(Tensor target, Tensor prediction) => Function(target, prediction);
    }
}
