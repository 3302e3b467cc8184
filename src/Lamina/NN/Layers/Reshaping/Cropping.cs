using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that takes places away at the edges of a map.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Cropping<TConfig> : Layer<TConfig>
    where TConfig : LayerConfig
{
    private readonly ValueList<Axes> _margins;
    private readonly DataFormat _format;

    private protected Cropping(TConfig config, ValueList<Axes> margins, DataFormat format)
        : base(config) => (_margins, _format) = (margins, format);

    /// <inheritdoc/>
    internal override int TraceLength => Math.Max(base.TraceLength, _margins.Max(margin => margin[0] + margin[1]) + 1);

    /// <inheritdoc/>
    protected override void Build(Shape input) => Check(input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Check(x.Shape);
        var (before, after) = (Margins.ForAll(_margins, _format, 0), Margins.ForAll(_margins, _format, 1));
        Axes rest = [.. x.Shape.Select((length, i) => length - before[i] - after[i])];
        return new Slice(before, rest, [.. Enumerable.Repeat(1, x.Rank)]).Of(x);
    }

    private void Check(Shape input)
    {
        Places.CheckRank(KerasName, _margins.Count, input);
        for (var i = 0; i < _margins.Count; i++)
        {
            var length = input[Places.First(_format) + i];
            if (length != Shape.Unknown && length <= _margins[i][0] + _margins[i][1])
            {
                throw Mismatch.Shapes(
                    $"{KerasName} needs a map larger than what it crops: along axis {i + 1} of places it crops {_margins[i][0]} +"
                    + $" {_margins[i][1]}, and the map has {length}; crop less.",
                    ("input", input));
            }
        }
    }
}
