using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Flatten"/> layer is made of.</summary>
public sealed record FlattenConfig : LayerConfig
{
    /// <summary>Where the channels stand; if first, they are put last before.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Puts all axes but the batch into one: [batch, a, b, ..] → [batch, a·b·..].</summary>
public sealed class Flatten : Layer<FlattenConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Flatten()
        : this(new FlattenConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Flatten(FlattenConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == 0
            ? throw Mismatch.Shapes("Flatten needs an input with a batch axis.", ("input", x.Shape))
            : Config.DataFormat.ToChannelsLast(x).Reshape([x.Shape[0], x.Shape[1..].Size]);
    }
}
