namespace Lamina;

/// <summary>Along which axes the vectors of a grid run.</summary>
public enum GridIndexing
{
    /// <summary>The first along columns, the second along rows, as coordinates are drawn.</summary>
    XY,

    /// <summary>Each along the axis of its own number, as the places of a matrix are counted.</summary>
    IJ,
}
