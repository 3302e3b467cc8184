namespace Lamina.NN;

/// <summary>The layout of one model's layers; a nested model is a box in it, with a level of its own.</summary>
internal sealed class DiagramLevel
{
    public const double LoopRoom = 30;
    private const double TitleRoom = 26;
    private const double Padding = 14;

    private readonly Dictionary<DiagramNode, LayoutItem> _items = [];
    private readonly Dictionary<DiagramEdge, LayoutEdge> _edges = [];
    private readonly Dictionary<DiagramNode, DiagramLevel> _levels = [];
    private readonly DiagramLayout _owner;
    private readonly LayeredLayout _layout;
    private readonly LayoutPoint _offset;
    private LayoutPoint _origin;

    public DiagramLevel(DiagramNode group, DiagramLayout owner)
    {
        _owner = owner;
        owner.Register(group, this);
        foreach (var child in group.Children)
        {
            _items.Add(child, new LayoutItem(SizeOf(child)));
        }

        var all = _items.Values.ToList();
        foreach (var edge in owner.Graph.Edges)
        {
            AddEdge(group, edge, all);
        }

        _layout = new LayeredLayout(all, [.. _edges.Values]);
        (_offset, Size) = group.Parent is null ? (default, _layout.Size) : Frame(owner.BoxOf(group).Width, all);
    }

    /// <summary>What it takes, its frame included.</summary>
    public LayoutPoint Size { get; }

    /// <summary>Gives all boxes within their places.</summary>
    public void Place(LayoutPoint origin)
    {
        _origin = origin;
        foreach (var (node, item) in _items)
        {
            var corner = origin + _offset + new LayoutPoint(item.Left, item.Start);
            if (_levels.TryGetValue(node, out var level))
            {
                level.Place(corner);
                _owner.PlaceBox(node, corner, item.Size);
            }
            else
            {
                var inset = HasLoop(node) ? LoopRoom : 0;
                _owner.PlaceBox(node, corner + new LayoutPoint(inset, 0), item.Size + new LayoutPoint(-2 * inset, 0));
            }
        }
    }

    /// <summary>The part of an edge that lies in this level: straight where neighbours stand behind each other, else
    /// bent.</summary>
    public IEnumerable<LayoutPoint> PointsOf(DiagramEdge edge)
    {
        var path = _edges[edge];
        var points = path.Links.SelectMany(PointsOf);
        return (path.IsReversed ? points.Reverse() : points).Select(point => point + _origin);
    }

    private LayoutPoint SizeOf(DiagramNode node)
    {
        if (node.IsGroup)
        {
            var level = new DiagramLevel(node, _owner);
            _levels.Add(node, level);
            return level.Size;
        }

        var box = _owner.BoxOf(node);
        return _owner.Point(box.Width, box.Height) + new LayoutPoint(HasLoop(node) ? 2 * LoopRoom : 0, 0);
    }

    private bool HasLoop(DiagramNode node) => _owner.Graph.Edges.Any(edge => edge.From == node && edge.To == node);

    private void AddEdge(DiagramNode group, DiagramEdge edge, List<LayoutItem> all)
    {
        var (from, to) = (DiagramLayout.ChildAt(group, edge.From), DiagramLayout.ChildAt(group, edge.To));
        var isWithin = from == to && from?.IsGroup == true;
        if ((from is null && to is null) || isWithin)
        {
            return;
        }

        _edges.Add(edge, new LayoutEdge(Item(from, LayoutPin.First), Item(to, LayoutPin.Last))
        {
            FromPort = Port(from, edge, path => path.To),
            ToPort = Port(to, edge, path => path.From),
        });

        LayoutItem Item(DiagramNode? node, LayoutPin pin)
        {
            if (node is not null)
            {
                return _items[node];
            }

            all.Add(new LayoutItem(default, pin));
            return all[^1];
        }
    }

    // Where an edge passes the frame of a nested model, from the frame's middle.
    private double? Port(DiagramNode? node, DiagramEdge edge, Func<LayoutEdge, LayoutItem> pin) =>
        node is not null && _levels.TryGetValue(node, out var level)
            ? pin(level._edges[edge]).Center + level._offset.Across - (level.Size.Across / 2)
            : null;

    // The title stands where no edge enters.
    private (LayoutPoint Offset, LayoutPoint Size) Frame(double titleWidth, List<LayoutItem> items)
    {
        var content = _layout.Size;
        if (_owner.IsLeftToRight)
        {
            var length = Math.Max(content.Along + (2 * Padding), titleWidth);
            return (new(TitleRoom + Padding, Padding), new(content.Across + TitleRoom + (2 * Padding), length));
        }

        var entry = items.Where(item => item.Pin == LayoutPin.First).Select(item => item.Center).DefaultIfEmpty(double.MaxValue).Min();
        var left = Math.Max(Padding, titleWidth - entry);
        return (
            new(left, TitleRoom),
            new(Math.Max(left + content.Across + Padding, titleWidth), content.Along + TitleRoom + Padding));
    }

    private IEnumerable<LayoutPoint> PointsOf(LayoutLink link)
    {
        var (from, to) = (link.From.Center + link.FromPort, link.To.Center + link.ToPort);
        var frameEnd = Size.Along - _offset.Along;
        yield return At(from, link.From.Pin == LayoutPin.First ? -_offset.Along : link.From.IsPoint ? _layout.Band(link.From).Start : link.From.End);
        yield return At(from, _layout.Band(link.From).End);
        yield return At(to, _layout.Band(link.To).Start);
        yield return At(to, link.To.Pin == LayoutPin.Last ? frameEnd : link.To.IsPoint ? _layout.Band(link.To).End : link.To.Start);

        LayoutPoint At(double across, double along) => _offset + new LayoutPoint(across, along);
    }
}
