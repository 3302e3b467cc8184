using Lamina.NN;

namespace Lamina.Formats.PyTorch;

/// <summary>Finds the layers whose features are a map made flat: their order depends on where the channels stood.</summary>
internal static class FlattenedMaps
{
    /// <summary>For such layers, the shape of the map without the batch, channels last.</summary>
    public static IReadOnlyDictionary<Layer, Shape> Of(Model model)
    {
        var maps = new Dictionary<Layer, Shape>();
        foreach (var call in Graphs(model).SelectMany(graph => graph.Calls))
        {
            if (call.Inputs.Count == 1 && MapOf(call.Inputs[0]) is { } map)
            {
                maps.TryAdd(call.Layer, map);
            }
        }

        return maps;
    }

    private static IEnumerable<LayerGraph> Graphs(Model model)
    {
        var inner = model.SubLayers.OfType<Model>().SelectMany(Graphs);
        return model.HasGraph ? inner.Prepend(model.Graph) : inner;
    }

    // Layers that leave the features in their places are passed over.
    private static Shape? MapOf(KerasTensor features)
    {
        var call = features.Call;
        while (call.Inputs.Count == 1 && call.Layer is not Model && call.Inputs[0].Shape == call.Outputs[0].Shape)
        {
            call = call.Inputs[0].Call;
        }

        if (call.Layer is not (Flatten or Reshape) || call.Inputs[0].Shape.Rank < 3 || call.Outputs[0].Shape.Rank != 2)
        {
            return null;
        }

        var map = call.Inputs[0].Shape;
        if (Convolution(call.Inputs[0]) is not { } format)
        {
            // Nothing tells whether three axes are places and channels, or steps and features, which PyTorch keeps.
            return map.Rank < 4 || !map[1..].IsKnown ? null : map[1..];
        }

        var isTurned = call.Layer is Flatten { Config.DataFormat: DataFormat.ChannelsFirst };
        map = isTurned ? DataFormat.ChannelsFirst.ToChannelsLast(map) : map;
        return (format == DataFormat.ChannelsFirst) == isTurned && map[1..].IsKnown ? map[1..] : null;
    }

    // Where the channels of a map stand, if a convolution or pooling made it.
    private static DataFormat? Convolution(KerasTensor map)
    {
        for (var call = map.Call; ; call = call.Inputs[0].Call)
        {
            switch (call.Layer.GetConfig())
            {
                case ConvolutionalConfig convolution:
                    return convolution.DataFormat;
                case PoolingConfig pooling:
                    return pooling.DataFormat;
                case AdaptivePoolingConfig pooling:
                    return pooling.DataFormat;
            }

            if (call.Layer is Model || call.Inputs.Count != 1 || call.Inputs[0].Shape.Rank != map.Shape.Rank)
            {
                return null;
            }
        }
    }
}
