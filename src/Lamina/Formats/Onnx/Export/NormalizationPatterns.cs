using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Normalization, as layers write it in plain ops.</summary>
internal static class NormalizationPatterns
{
    public static readonly OnnxPattern[] All = [OfBatch, OfLayer];

    // (x − mean)·(γ·rsqrt(variance + ε)) + β, all of them vectors along the channels.
    private static OnnxValue? OfBatch(OnnxEmitter e, TracedNode node)
    {
        var (scaled, beta) = Shifted(node, static b => b is { IsFixed: true, Rank: 1 });
        if (scaled is not { Op: Multiply, Inputs: [{ Op: Subtract, Inputs: [var x, { IsFixed: true, Rank: 1 } mean] }, { IsFixed: true, Rank: 1 } scale] })
        {
            return null;
        }

        var (root, gamma) = scale is { Op: Multiply, Inputs: [{ Op: Rsqrt } inner, var factor] } ? (inner, factor) : (scale, null);
        if (root is not { Op: Rsqrt, Inputs: [{ Op: Add, Inputs: [{ Rank: 1 } variance, { Filled: { } epsilon }] }] } || !IsMap(e[x], node))
        {
            return null;
        }

        OnnxValue Vector(TracedNode? vector, double otherwise) => vector is null
            ? e.Fixed(Tensor.Full(mean.Shape.ToShape(), otherwise, node.DType))
            : e.Plain(e[vector]);
        var map = node.Rank == 2 ? e.Plain(e[x]) : ConvolutionRules.ChannelsFirst(e, e[x]);
        var y = e.Add(
            "BatchNormalization", [map, Vector(gamma, 1), Vector(beta, 0), Vector(mean, 0), Vector(variance, 1)], map.Shape, node.DType,
            OnnxAttribute.Of("epsilon", (float)epsilon));
        return node.Rank == 2 ? y : ConvolutionRules.FromFirst(e, y);
    }

    // Only where the channels stand behind the batch already: elsewhere exchanging axes costs more than the operator saves.
    private static bool IsMap(OnnxValue x, TracedNode node) =>
        x.Shape.AsSpan().SequenceEqual(node.Shape) && (node.Rank == 2 || ConvolutionRules.HasChannelsFirst(x));

    // (x − mean)·rsqrt(mean of (x − mean)² + ε)·γ + β, the mean along the last axes.
    private static OnnxValue? OfLayer(OnnxEmitter e, TracedNode node)
    {
        var (scaled, beta) = Shifted(node, static b => b.IsFixed);
        var (normal, gamma) = scaled is { Op: Multiply, Inputs: [{ Op: Multiply } inner, { IsFixed: true } factor] } ? (inner, factor) : (scaled, null);
        if (normal is not { Op: Multiply, Inputs: [{ Op: Subtract, Inputs: [var x, var mean] } centred, var root] }
            || MeanOf(mean, input => input == x) is not { } axes
            || root is not { Op: Rsqrt, Inputs: [{ Op: Add, Inputs: [var variance, { Filled: { } epsilon }] }] }
            || MeanOf(variance, input => input is { Op: Square, Inputs: [var squared] } && squared == centred) is not { } same
            || same != axes || !axes.SequenceEqual(Enumerable.Range(node.Rank - axes.Count, axes.Count))
            || !x.Shape[axes[0]..].AreFixed())
        {
            return null;
        }

        var features = x.Shape[axes[0]..];
        OnnxValue Vector(TracedNode? vector, double otherwise) => vector is null || vector.Rank < features.Length
            ? e.Plain(e.Fixed(Tensor.Full(features.ToShape(), otherwise, node.DType)))
            : e.Plain(e.Reshape(e[vector], features));
        if (new[] { gamma, beta }.Any(vector => vector is not null && !Fits(vector, node, features)))
        {
            return null;
        }

        return e.Add(
            "LayerNormalization",
            [e.Plain(e[x]), Vector(gamma, 1), .. beta is null ? Array.Empty<OnnxValue>() : [Vector(beta, 0)]],
            node.Shape, node.DType, OnnxAttribute.Of("axis", (long)axes[0]), OnnxAttribute.Of("epsilon", (float)epsilon));
    }

    private static bool Fits(TracedNode vector, TracedNode node, Length[] features) =>
        vector.Rank <= node.Rank && vector.Rank >= features.Length
        && vector.Shape[^features.Length..].AsSpan().SequenceEqual(features)
        && vector.Shape[..^features.Length].AreOnes();

    // What is in front of an addition of something fixed, and that.
    private static (TracedNode Scaled, TracedNode? Beta) Shifted(TracedNode node, Func<TracedNode, bool> isShift) =>
        node is { Op: Add, Inputs: [{ Op: Multiply } scaled, var beta] } && isShift(beta) ? (scaled, beta) : (node, null);

    // Along which axes a node is the mean of something.
    private static Axes? MeanOf(TracedNode node, Func<TracedNode, bool> isIt) =>
        ReductionRules.Mean(node) is var (x, axes) && node.Rank == x.Rank && isIt(x) ? axes : null;
}
