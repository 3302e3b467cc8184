namespace Lamina.NN;

/// <summary>A picture with places: boxes, frames around nested models, and the ways of edges.</summary>
internal sealed class DiagramLayout
{
    private readonly Dictionary<DiagramNode, DiagramBox> _boxes = [];
    private readonly Dictionary<DiagramNode, DiagramLevel> _levels = [];

    public DiagramLayout(DiagramGraph graph, DiagramOptions options)
    {
        (Graph, Options) = (graph, options);
        AddBoxes(graph.Root);
        var level = new DiagramLevel(graph.Root, this);
        level.Place(default);
        (Width, Height) = Pixels(level.Size);
    }

    public DiagramGraph Graph { get; }

    public DiagramOptions Options { get; }

    public double Width { get; }

    public double Height { get; }

    public bool IsLeftToRight => Options.Rankdir == DiagramDirection.LeftToRight;

    /// <summary>All boxes and frames, frames before what they hold.</summary>
    public IEnumerable<DiagramBox> Boxes => _boxes.Values;

    public DiagramBox BoxOf(DiagramNode node) => _boxes[node];

    /// <summary>A size or place on the page, as the layout sees it.</summary>
    public LayoutPoint Point(double x, double y) => IsLeftToRight ? new(y, x) : new(x, y);

    /// <summary>The node directly within a group that is or holds another; null if the group does not hold it.</summary>
    public static DiagramNode? ChildAt(DiagramNode group, DiagramNode node)
    {
        for (DiagramNode? current = node; current is not null; current = current.Parent)
        {
            if (current.Parent == group)
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>Remembers where a level's layers are placed.</summary>
    public void Register(DiagramNode group, DiagramLevel level) => _levels.Add(group, level);

    public void PlaceBox(DiagramNode node, LayoutPoint corner, LayoutPoint size)
    {
        var box = _boxes[node];
        (box.Left, box.Top) = Pixels(corner);
        (box.Width, box.Height) = Pixels(size);
    }

    /// <summary>The way of an edge, from border to border; neighbours on a slant are to be joined by a curve.</summary>
    public IEnumerable<(double X, double Y)> WayOf(DiagramEdge edge)
    {
        // Out of nested models, across the level that both ends share, and into nested models.
        var outwards = new List<DiagramNode>();
        var group = edge.From.Parent!;
        for (; ChildAt(group, edge.To) is null; group = group.Parent!)
        {
            outwards.Add(group);
        }

        var inwards = new List<DiagramNode>();
        for (var inner = edge.To.Parent!; inner != group; inner = inner.Parent!)
        {
            inwards.Insert(0, inner);
        }

        return outwards.Append(group).Concat(inwards).SelectMany(node => _levels[node].PointsOf(edge)).Select(Pixels);
    }

    private (double X, double Y) Pixels(LayoutPoint point) =>
        IsLeftToRight ? (point.Along, point.Across) : (point.Across, point.Along);

    private void AddBoxes(DiagramNode group)
    {
        foreach (var node in group.Children)
        {
            _boxes.Add(node, new DiagramBox(node, Options));
            AddBoxes(node);
        }
    }
}
