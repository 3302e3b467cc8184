namespace Lamina.NN;

/// <summary>A point of a picture.</summary>
/// <param name="Across">Its place across the direction in which layers follow each other.</param>
/// <param name="Along">Its place in that direction.</param>
internal readonly record struct LayoutPoint(double Across, double Along)
{
    public static LayoutPoint operator +(LayoutPoint a, LayoutPoint b) => new(a.Across + b.Across, a.Along + b.Along);
}

/// <summary>Where an item must stand.</summary>
internal enum LayoutPin
{
    /// <summary>Where its edges lead it.</summary>
    None,

    /// <summary>Before all others: where an edge enters a group.</summary>
    First,

    /// <summary>Behind all others: where an edge leaves a group.</summary>
    Last,
}

/// <summary>A box, or a bend of an edge, in a layered picture.</summary>
/// <param name="size">Its size.</param>
/// <param name="pin">Where it must stand.</param>
internal sealed class LayoutItem(LayoutPoint size, LayoutPin pin = LayoutPin.None)
{
    public LayoutPoint Size { get; } = size;

    public LayoutPin Pin { get; } = pin;

    /// <summary>True for bends and pins: edges, not boxes.</summary>
    public bool IsPoint => Size == default;

    /// <summary>Its layer, from 0.</summary>
    public int Rank { get; set; }

    /// <summary>Its place in the order of its layer.</summary>
    public int Order { get; set; }

    /// <summary>Its middle, across.</summary>
    public double Center { get; set; }

    /// <summary>Where it begins, along.</summary>
    public double Start { get; set; }

    public double End => Start + Size.Along;

    public double Left => Center - (Size.Across / 2);

    public double Right => Center + (Size.Across / 2);

    /// <summary>Parts of edges that come from the layer before, and that lead to the layer behind.</summary>
    public List<LayoutLink> Before { get; } = [];

    public List<LayoutLink> Behind { get; } = [];
}

/// <summary>The part of an edge between neighbouring layers.</summary>
/// <param name="From">In the earlier layer.</param>
/// <param name="To">In the later layer.</param>
internal sealed record LayoutLink(LayoutItem From, LayoutItem To)
{
    /// <summary>Where it leaves <see cref="From"/> and reaches <see cref="To"/>, from their middles.</summary>
    public double FromPort { get; set; }

    public double ToPort { get; set; }

    /// <summary>Whether a port is given and may not be moved.</summary>
    public bool IsFromFixed { get; init; }

    public bool IsToFixed { get; init; }

    /// <summary>How much it wants to be straight: most between bends, and where boxes stand in a chain.</summary>
    public double Weight => (From.IsPoint, To.IsPoint) switch
    {
        (true, true) => 8,
        (false, false) => From.Behind.Count == 1 && To.Before.Count == 1 ? 8 : 1,
        _ => 2,
    };

    public bool Equals(LayoutLink? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>An edge between two items of a layered picture.</summary>
/// <param name="from">Where it begins.</param>
/// <param name="to">Where it ends.</param>
internal sealed class LayoutEdge(LayoutItem from, LayoutItem to)
{
    public LayoutItem From { get; } = from;

    public LayoutItem To { get; } = to;

    /// <summary>Where it must leave and arrive, from the items' middles; free where null.</summary>
    public double? FromPort { get; init; }

    public double? ToPort { get; init; }

    /// <summary>Whether it leads to an earlier layer, as between the calls of shared layers.</summary>
    public bool IsReversed { get; set; }

    /// <summary>Its parts, from layer to layer.</summary>
    public List<LayoutLink> Links { get; } = [];

    /// <summary>Whether it leads back to where it comes from.</summary>
    public bool IsLoop => ReferenceEquals(From, To);
}
