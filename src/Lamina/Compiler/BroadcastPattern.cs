namespace Lamina.Compiler;

/// <summary>How an operand is read by an elementwise op over a larger space, in row-major order.</summary>
internal enum BroadcastKind
{
    /// <summary>Element by element.</summary>
    Full,

    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A vector that repeats: element i reads i mod period.</summary>
    Row,

    /// <summary>A vector each of whose elements repeats: element i reads i / period.</summary>
    Column,

    /// <summary>Anything else, such as [b, 1, n] over [b, t, n]; it is written out first.</summary>
    General,
}

/// <summary>How an operand broadcasts, and its period.</summary>
internal readonly record struct BroadcastPattern(BroadcastKind Kind, int Period = 1)
{
    /// <summary>The pattern of an operand of one shape over another that it broadcasts to.</summary>
    public static BroadcastPattern Of(Shape shape, Shape to)
    {
        if (shape.Size == to.Size)
        {
            return new BroadcastPattern(BroadcastKind.Full);
        }

        if (shape.Size == 1)
        {
            return new BroadcastPattern(BroadcastKind.Scalar);
        }

        // For each axis of the space that is longer than 1: does the operand vary along it?
        var varies = new List<bool>();
        var repeat = 1;
        for (var axis = 1; axis <= to.Rank; axis++)
        {
            if (to[to.Rank - axis] != 1)
            {
                varies.Add(axis <= shape.Rank && shape[shape.Rank - axis] != 1);
                repeat *= varies.Contains(true) ? 1 : to[to.Rank - axis];
            }
        }

        // Innermost axis first: varying then repeating is a row, repeating then varying a column.
        var changes = varies.Zip(varies.Skip(1)).Count(pair => pair.First != pair.Second);
        return (changes, varies[0]) switch
        {
            (0, _) => new BroadcastPattern(BroadcastKind.Full),
            (1, true) => new BroadcastPattern(BroadcastKind.Row, shape.Size),
            (1, false) => new BroadcastPattern(BroadcastKind.Column, repeat),
            _ => new BroadcastPattern(BroadcastKind.General),
        };
    }
}
