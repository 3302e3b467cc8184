namespace Lamina.NN;

/// <summary>Orders the items of each layer so that few edges cross: each moves to the mean place of its neighbours in the
/// layer before, then behind, and so on; the best of all orders is kept.</summary>
internal static class LayerOrder
{
    private const int Sweeps = 12;

    public static void Arrange(List<LayoutItem>[] layers)
    {
        Number(layers);
        var best = layers.Select(layer => layer.ToArray()).ToArray();
        var fewest = Crossings(layers);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
            {
                Array.ForEach(layers, layer => Sort(layer, item => item.Before, link => link.From.Order + Share(link.FromPort, link.From)));
            }
            else
            {
                Array.ForEach([.. layers.Reverse()], layer => Sort(layer, item => item.Behind, link => link.To.Order + Share(link.ToPort, link.To)));
            }

            var crossings = Crossings(layers);
            if (crossings < fewest)
            {
                fewest = crossings;
                best = [.. layers.Select(layer => layer.ToArray())];
            }
        }

        for (var rank = 0; rank < layers.Length; rank++)
        {
            layers[rank] = [.. best[rank]];
        }

        Number(layers);
    }

    /// <summary>Pairs of links between the same layers that cross.</summary>
    private static int Crossings(List<LayoutItem>[] layers)
    {
        var crossings = 0;
        foreach (var layer in layers)
        {
            var links = layer.SelectMany(item => item.Behind).ToArray();
            for (var i = 0; i < links.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (a, b) = (links[i], links[j]);
                    var from = Compare(a.From, a.FromPort, b.From, b.FromPort);
                    crossings += from * Compare(a.To, a.ToPort, b.To, b.ToPort) < 0 ? 1 : 0;
                }
            }
        }

        return crossings;

        static int Compare(LayoutItem a, double aPort, LayoutItem b, double bPort) =>
            ReferenceEquals(a, b) ? aPort.CompareTo(bPort) : a.Order.CompareTo(b.Order);
    }

    private static void Sort(List<LayoutItem> layer, Func<LayoutItem, List<LayoutLink>> links, Func<LayoutLink, double> place)
    {
        var sorted = layer.OrderBy(item => links(item) is { Count: > 0 } found ? found.Average(place) : item.Order).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            (layer[i], sorted[i].Order) = (sorted[i], i);
        }
    }

    // A port on the right counts as a place further right, but before the next item.
    private static double Share(double port, LayoutItem item) => item.IsPoint ? 0 : 0.9 * port / item.Size.Across;

    private static void Number(List<LayoutItem>[] layers)
    {
        foreach (var layer in layers)
        {
            for (var i = 0; i < layer.Count; i++)
            {
                layer[i].Order = i;
            }
        }
    }
}
