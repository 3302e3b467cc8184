namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Neighbouring results of a line to which one element of the window adds something: those for which it is within
/// the map.</summary>
/// <param name="Element">The element.</param>
/// <param name="Read">What the first of them reads, in floats from the sample's beginning.</param>
/// <param name="Result">The place of the first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ElementLine(int Element, nint Read, int Result, int Count)
{
    /// <summary>The lines of a range of the outermost axis that is longer than 1, by their results.</summary>
    public static ElementLine[] Of(GatherShape shape, int splitAxis, int start, int end)
    {
        List<ElementLine> lines = [new ElementLine(0, 0, 0, 1)];
        for (var axis = 0; axis < shape.Places.Rank; axis++)
        {
            var (walks, isLast) = (shape.Walks(axis), axis == shape.Places.Rank - 1);
            var own = walks.Select(walk => axis == splitAxis ? walk.Within(start, end) : walk)
                .SelectMany(walk => OnAxis(walk, shape.Places[axis], isLast)).ToList();
            var (size, length, results) = (shape.Windows.Sizes[axis], shape.Places[axis], shape.Results[axis]);
            lines = [.. lines.SelectMany(_ => own, (line, part) => new ElementLine(
                (line.Element * size) + part.Element,
                (line.Read * length) + part.Read,
                (line.Result * results) + part.Result,
                part.Count))];
        }

        return [.. lines.Select(line => line with { Read = line.Read * shape.Channels }).OrderBy(line => line.Result)];
    }

    /// <summary>How many products of a place and an element of the window there are in a sample.</summary>
    public static long Pairs(GatherShape shape)
    {
        var pairs = 1L;
        for (var axis = 0; axis < shape.Places.Rank; axis++)
        {
            pairs *= shape.Walks(axis).SelectMany(walk => OnAxis(walk, shape.Places[axis], whole: true)).Sum(line => line.Count);
        }

        return pairs;
    }

    // Results of one walk that are read within the map: of the last axis all at once, else one by one.
    private static IEnumerable<ElementLine> OnAxis(AxisWalk walk, int length, bool whole)
    {
        for (var k = 0; k < walk.Elements.Length; k++)
        {
            var first = int.Max(0, (walk.ReadStep - 1 - walk.Reads[k]) / walk.ReadStep);
            var behind = walk.Reads[k] >= length ? 0 : int.Min(walk.Count, ((length - 1 - walk.Reads[k]) / walk.ReadStep) + 1);
            for (var i = first; i < behind; i += whole ? behind - first : 1)
            {
                yield return new ElementLine(
                    walk.Elements[k], walk.Reads[k] + (i * walk.ReadStep), walk.First + (i * walk.Step), whole ? behind - first : 1);
            }
        }
    }
}
