namespace Lamina.NN;

/// <summary>Finds the places across: edges as straight as they can be, items apart and in their order.</summary>
internal static class LayerCoordinates
{
    private const int Sweeps = 40;
    private const double BoxGap = 30;
    private const double PointGap = 16;

    public static void Place(List<LayoutItem>[] layers)
    {
        foreach (var layer in layers)
        {
            Fit(layer, static _ => (0, 1));
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in layers)
            {
                Fit(layer, sweep < Sweeps / 2 ? FromBefore : FromBoth);
            }

            foreach (var layer in layers.Reverse())
            {
                Fit(layer, sweep < Sweeps / 2 ? FromBehind : FromBoth);
            }
        }
    }

    /// <summary>Moves the items of a layer as near to where they want to be as their order allows, in the sense of least
    /// squares: neighbours that push each other become a block at their mean (isotonic regression).</summary>
    private static void Fit(List<LayoutItem> layer, Func<LayoutItem, (double Place, double Weight)> wish)
    {
        var blocks = new Stack<(double Place, double Weight, int Count)>();
        var offsets = new double[layer.Count];
        for (var i = 0; i < layer.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + Distance(layer[i - 1], layer[i]);
            var (place, weight) = wish(layer[i]);
            var block = (Place: place - offsets[i], Weight: weight, Count: 1);
            while (blocks.TryPeek(out var last) && last.Place > block.Place)
            {
                blocks.Pop();
                var sum = last.Weight + block.Weight;
                block = (((last.Place * last.Weight) + (block.Place * block.Weight)) / sum, sum, last.Count + block.Count);
            }

            blocks.Push(block);
        }

        var end = layer.Count;
        foreach (var (place, _, count) in blocks)
        {
            for (var i = end - count; i < end; i++)
            {
                layer[i].Center = place + offsets[i];
            }

            end -= count;
        }
    }

    private static double Distance(LayoutItem a, LayoutItem b) =>
        ((a.Size.Across + b.Size.Across) / 2) + (a.IsPoint && b.IsPoint ? PointGap : BoxGap);

    private static (double Place, double Weight) FromBefore(LayoutItem item) =>
        Mean(item, item.Before.Select(Towards.From));

    private static (double Place, double Weight) FromBehind(LayoutItem item) =>
        Mean(item, item.Behind.Select(Towards.To));

    private static (double Place, double Weight) FromBoth(LayoutItem item) =>
        Mean(item, item.Before.Select(Towards.From).Concat(item.Behind.Select(Towards.To)));

    private static (double Place, double Weight) Mean(LayoutItem item, IEnumerable<(double Place, double Weight)> wishes)
    {
        var (sum, weights) = wishes.Aggregate(
            (Sum: 0.0, Weights: 0.0), static (total, wish) => (total.Sum + (wish.Place * wish.Weight), total.Weights + wish.Weight));

        // Without edges it stays, and gives way to all others.
        return weights > 0 ? (sum / weights, weights) : (item.Center, 0.01);
    }

    /// <summary>Where an item stands when a link is straight.</summary>
    private static class Towards
    {
        public static (double Place, double Weight) From(LayoutLink link) =>
            (link.From.Center + link.FromPort - link.ToPort, link.Weight);

        public static (double Place, double Weight) To(LayoutLink link) =>
            (link.To.Center + link.ToPort - link.FromPort, link.Weight);
    }
}
