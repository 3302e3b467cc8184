namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>A line of windows of a transposed convolution, and the lines of results to which they give.</summary>
/// <param name="Read">Where the line begins in the map, in places.</param>
/// <param name="Targets">For each row of the window's elements the place at which the line of results begins; −1 where it is
/// outside.</param>
internal readonly record struct ScatterLine(int Read, int[] Targets)
{
    /// <summary>The lines that give something to results in a range of the outermost axis that is longer than 1.</summary>
    public static ScatterLine[] Of(GatherShape shape, int splitAxis, int start, int end)
    {
        var last = shape.Places.Rank - 1;
        var windows = shape.Windows;
        List<ScatterLine> lines = [new ScatterLine(0, [0])];
        for (var axis = 0; axis < last; axis++)
        {
            var (from, to) = axis == splitAxis ? (start, end) : (0, shape.Results[axis]);
            var own = axis;
            lines = [.. lines.SelectMany(_ => Enumerable.Range(0, shape.Places[own]), (line, place) => new ScatterLine(
                (line.Read * shape.Places[own]) + place,
                [.. line.Targets.SelectMany(_ => Enumerable.Range(0, windows.Sizes[own]), (target, element) => Target(
                    target, (place * windows.Strides[own]) + (element * windows.Dilations[own]) - windows.Before[own], own, from, to))]))];
        }

        return
        [
            .. lines.Where(line => line.Targets.Any(target => target >= 0)).Select(line => new ScatterLine(
                line.Read * shape.Places[last], Array.ConvertAll(line.Targets, target => target < 0 ? -1 : target * shape.Results[last]))),
        ];

        int Target(int target, int at, int axis, int from, int to) =>
            target < 0 || at < from || at >= to ? -1 : (target * shape.Results[axis]) + at;
    }
}
