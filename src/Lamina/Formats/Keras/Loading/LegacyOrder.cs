using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The orders in which versions of Keras listed the arrays of a layer with layers inside.</summary>
internal static class LegacyOrder
{
    /// <summary>A place in the list: the number of an array among those of a layer.</summary>
    public readonly record struct Place(Layer Owner, int Index);

    /// <summary>The orders, that of Keras 2 and 3 first; those of equal lists once.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hasGates">Whether gates of recurrent layers have arrays of their own, as in Keras 1.</param>
    public static IEnumerable<IReadOnlyList<Place>> Of(Layer layer, bool hasGates)
    {
        var lists = new Lists(hasGates);
        Layer[] owners = [.. Owners(layer).Distinct()];
        yield return [.. lists.Trainable(layer).Concat(lists.Others(layer)).Distinct()];
        yield return [.. owners.SelectMany(owner => lists.Own(owner, true)), .. owners.SelectMany(owner => lists.Own(owner, false))];
        yield return [.. owners.SelectMany(owner => lists.Own(owner, true).Concat(lists.Own(owner, false)))];
    }

    /// <summary>The layers within that have weights of their own, the layer itself first.</summary>
    public static IEnumerable<Layer> Owners(Layer layer) => layer.SubLayers.SelectMany(Owners)
        .Prepend(layer)
        .Where(owner => owner.OwnWeights.Count > 0);

    private sealed class Lists(bool hasGates)
    {
        // What training may change comes first, throughout a layer that is trained.
        public IEnumerable<Place> Trainable(Layer layer) => layer.Trainable
            ? Own(layer, true).Concat(layer.SubLayers.SelectMany(Trainable))
            : [];

        public IEnumerable<Place> Others(Layer layer) => layer.Trainable
            ? Own(layer, false).Concat(layer.SubLayers.SelectMany(Others))
            : Own(layer, true).Concat(Own(layer, false))
                .Concat(layer.SubLayers.SelectMany(inner => Trainable(inner).Concat(Others(inner))));

        public IEnumerable<Place> Own(Layer layer, bool trainable)
        {
            if (hasGates && LegacyConversion.SplitCount(layer) is { } count)
            {
                return trainable ? Enumerable.Range(0, count).Select(i => new Place(layer, i)) : [];
            }

            return layer.OwnWeights.Index()
                .Where(pair => pair.Item.Trainable == trainable)
                .Select(pair => new Place(layer, pair.Index));
        }
    }
}
