namespace Lamina.NN;

/// <summary>Places boxes in layers, so that edges lead from layer to layer, are short and seldom cross.</summary>
/// <remarks>Source: the method of K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of Hierarchical
/// System Structures", IEEE Trans. Syst. Man Cybern. 11(2), 1981.</remarks>
internal sealed class LayeredLayout
{
    private const double LayerGap = 44;
    private const double PinGap = 10;

    private readonly IReadOnlyList<LayoutItem> _items;
    private readonly IReadOnlyList<LayoutEdge> _edges;
    private List<LayoutItem>[] _layers = [];

    /// <summary>Places the items; edges from an item to an earlier one are drawn against the direction.</summary>
    /// <param name="items">In the order in which they would be read.</param>
    /// <param name="edges">What connects them.</param>
    public LayeredLayout(IReadOnlyList<LayoutItem> items, IReadOnlyList<LayoutEdge> edges)
    {
        (_items, _edges) = (items, edges);
        if (items.Count == 0)
        {
            return;
        }

        ReverseEdges();
        RankItems();
        LinkLayers();
        LayerOrder.Arrange(_layers);
        LayerPorts.Spread(_items);
        LayerCoordinates.Place(_layers);
        PlaceAlong();
    }

    /// <summary>What the items take.</summary>
    public LayoutPoint Size { get; private set; }

    private void ReverseEdges()
    {
        var number = _items.Index().ToDictionary(item => item.Item, item => item.Index);
        foreach (var edge in _edges)
        {
            edge.IsReversed = edge.From.Pin == LayoutPin.None && edge.To.Pin == LayoutPin.None
                && number[edge.From] > number[edge.To];
        }
    }

    private void RankItems()
    {
        var inner = _edges.Where(edge => edge is { IsLoop: false, From.Pin: LayoutPin.None, To.Pin: LayoutPin.None })
            .Select(edge => edge.IsReversed ? (From: edge.To, To: edge.From) : (edge.From, edge.To)).ToArray();
        var (before, behind) = (inner.ToLookup(edge => edge.To), inner.ToLookup(edge => edge.From));
        var boxes = _items.Where(item => item.Pin == LayoutPin.None).ToArray();
        foreach (var item in boxes)
        {
            item.Rank = before[item].Select(edge => edge.From.Rank + 1).DefaultIfEmpty(0).Max();
        }

        // What nothing leads to stands close to what it leads to.
        foreach (var item in boxes.Where(item => !before[item].Any() && behind[item].Any()))
        {
            item.Rank = behind[item].Min(edge => edge.To.Rank) - 1;
        }

        var last = boxes.Select(item => item.Rank).DefaultIfEmpty(0).Max();
        var shift = _items.Any(item => item.Pin == LayoutPin.First) ? 1 : 0;
        foreach (var item in _items)
        {
            item.Rank = item.Pin switch
            {
                LayoutPin.First => 0,
                LayoutPin.Last => last + shift + 1,
                _ => item.Rank + shift,
            };
        }
    }

    // An edge over several layers bends in each.
    private void LinkLayers()
    {
        _layers = new List<LayoutItem>[_items.Max(item => item.Rank) + 1];
        for (var rank = 0; rank < _layers.Length; rank++)
        {
            _layers[rank] = [.. _items.Where(item => item.Rank == rank)];
        }

        foreach (var edge in _edges.Where(edge => !edge.IsLoop))
        {
            var (from, to) = edge.IsReversed ? (edge.To, edge.From) : (edge.From, edge.To);
            var (fromPort, toPort) = edge.IsReversed ? (edge.ToPort, edge.FromPort) : (edge.FromPort, edge.ToPort);
            for (var item = from; item != to;)
            {
                var next = item.Rank + 1 == to.Rank ? to : new LayoutItem(default) { Rank = item.Rank + 1 };
                if (next != to)
                {
                    _layers[next.Rank].Add(next);
                }

                var link = new LayoutLink(item, next)
                {
                    IsFromFixed = item == from && fromPort is not null,
                    IsToFixed = next == to && toPort is not null,
                    FromPort = item == from ? fromPort ?? 0 : 0,
                    ToPort = next == to ? toPort ?? 0 : 0,
                };
                item.Behind.Add(link);
                next.Before.Add(link);
                edge.Links.Add(link);
                item = next;
            }
        }
    }

    private void PlaceAlong()
    {
        var all = _layers.SelectMany(layer => layer).ToArray();
        var left = all.Min(item => item.Left);
        foreach (var item in all)
        {
            item.Center -= left;
        }

        var end = 0.0;
        for (var rank = 0; rank < _layers.Length; rank++)
        {
            var depth = _layers[rank].Max(item => item.Size.Along);
            var start = rank == 0 ? 0 : end + (IsPins(rank) || IsPins(rank - 1) ? PinGap : LayerGap);
            foreach (var item in _layers[rank])
            {
                item.Start = start + ((depth - item.Size.Along) / 2);
            }

            end = start + depth;
        }

        Size = new LayoutPoint(all.Max(item => item.Right), end);
    }

    // Edges pass the frame side by side and spread only within; one that ends there may bend before.
    private bool IsPins(int rank) => _layers[rank].All(item => item.Pin != LayoutPin.None)
        && _layers[rank].SelectMany(item => item.Before.Concat(item.Behind))
            .All(link => Math.Abs(link.From.Center + link.FromPort - link.To.Center - link.ToPort) < 1);

    /// <summary>The layer's band that an item stands in: no box reaches beyond it.</summary>
    public (double Start, double End) Band(LayoutItem item)
    {
        var layer = _layers[item.Rank];
        return (layer.Min(other => other.Start), layer.Max(other => other.End));
    }
}
