namespace Lamina.NN;

/// <summary>A layer within the config of another: what it is made of, compared by value.</summary>
/// <remarks>Layers turn into it by themselves: <c>new RNNConfig { Cell = new LSTMCell(4) }</c>. The layer around it is
/// given one that is made anew, with weights of its own; only a <see cref="Model"/> is shared, since its config does
/// not say what it consists of.</remarks>
public sealed class InnerLayer : IEquatable<InnerLayer>
{
    private readonly Func<LayerConfig, Layer> _make;
    private readonly Layer? _origin;

    /// <summary>A layer of a config.</summary>
    /// <param name="config">What the layer is made of.</param>
    /// <param name="make">Makes it.</param>
    internal InnerLayer(LayerConfig config, Func<LayerConfig, Layer> make) => (Config, _make) = (config, make);

    private InnerLayer(Layer layer)
    {
        var config = layer.GetConfig();
        Config = layer.HasName ? config : config with { Name = null };
        _origin = layer;
        _make = layer is Model ? _ => layer : other => Again(layer, other);
    }

    /// <summary>What the layer is made of.</summary>
    public LayerConfig Config { get; }

    /// <summary>The model, if it is one.</summary>
    internal Model? Model => _origin as Model;

    /// <summary>The layer, if the config was taken from one.</summary>
    internal Layer? Origin => _origin;

    /// <summary>The layer's name, or the one that it would have by itself.</summary>
    internal string Name => Config.Name ?? SnakeCase.Of((_origin ?? Make()).KerasName);

    /// <summary>The shapes that the layer was built for; none where it is not built.</summary>
    internal IReadOnlyList<Shape> BuildShapes => _origin?.BuildShapes ?? [];

    /// <summary>A layer as it is now.</summary>
    public static implicit operator InnerLayer(Layer layer) => Of(layer);

    /// <summary>A layer as it is now.</summary>
    public static InnerLayer Of(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new InnerLayer(layer);
    }

    /// <summary>A new layer of the config.</summary>
    /// <exception cref="MissingMethodException">The layer's class has no public constructor of its config.</exception>
    public Layer Make() => _make(Config);

    /// <summary>A layer of the same class and another config.</summary>
    internal InnerLayer With(LayerConfig config) => new(config, _make);

    /// <inheritdoc/>
    public bool Equals(InnerLayer? other) =>
        other is not null && Config.Equals(other.Config) && ReferenceEquals(Model, other.Model);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InnerLayer);

    /// <inheritdoc/>
    public override int GetHashCode() => Config.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Config.ToString();

    private static Layer Again(Layer layer, LayerConfig config)
    {
        try
        {
            return (Layer)Activator.CreateInstance(layer.GetType(), config)!;
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
        catch (MissingMethodException e)
        {
            throw new MissingMethodException(
                $"{layer.KerasName} needs a public constructor of its {config.GetType().Name},"
                + " by which a layer around it makes it again.",
                e);
        }
    }
}
