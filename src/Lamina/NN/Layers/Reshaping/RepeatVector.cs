using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="RepeatVector"/> layer is made of.</summary>
public sealed record RepeatVectorConfig : LayerConfig
{
    /// <summary>How often.</summary>
    public required int N { get; init; }
}

/// <summary>Repeats each sample's vector, as the steps of a sequence: [batch, features] → [batch, n,
/// features].</summary>
public sealed class RepeatVector : Layer<RepeatVectorConfig>
{
    /// <summary>A layer that repeats some times.</summary>
    public RepeatVector(int n)
        : this(new RepeatVectorConfig { N = n })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not greater than 0.</exception>
    public RepeatVector(RepeatVectorConfig config)
        : base(config) => Guard.Positive(config.N, nameof(RepeatVectorConfig.N));

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != 2)
        {
            throw Mismatch.Shapes("RepeatVector needs an input [batch, features].", ("input", input));
        }

        BuiltFor(input);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.ExpandDims(1).BroadcastTo([x.Shape[0], Config.N, x.Shape[1]]);
    }
}
