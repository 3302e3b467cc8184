using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AnyLayer"/> is made of.</summary>
internal sealed record AnyLayerConfig : LayerConfig
{
    /// <summary>The axes along which one is enough; all when null.</summary>
    public Axes? Axis { get; init; }

    /// <summary>Whether they stay, with length 1.</summary>
    public bool KeepDims { get; init; }
}

/// <summary>Whether any element along some axes is true: what models of Keras have where a mask is made of features.</summary>
internal sealed class AnyLayer(AnyLayerConfig config) : Layer<AnyLayerConfig>(config)
{
    public override string KerasName => "Any";

    protected override Tensor Call(Tensor x, CallContext context)
    {
        var ones = x.Cast(DType.Bool).Cast(DType.Float32);
        return ones.Max([.. Config.Axis ?? [.. Enumerable.Range(0, x.Rank)]], Config.KeepDims) > 0;
    }
}
