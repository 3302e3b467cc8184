namespace Lamina.Formats.Onnx.Export;

/// <content>Lengths that a run finds out.</content>
internal sealed partial class OnnxEmitter
{
    /// <summary>Whole numbers of which some depend on what a run is given, as a vector.</summary>
    public OnnxValue Vector(IReadOnlyList<Length> lengths)
    {
        if (lengths.All(length => length.IsFixed))
        {
            return Longs(lengths.Select(length => length.First));
        }

        OnnxValue[] parts = [.. lengths.Select(Number)];
        return parts.Length == 1
            ? parts[0]
            : Add("Concat", parts, [grid.Fixed(parts.Length)], DType.Int64, OnnxAttribute.Of("axis", 0L));
    }

    /// <summary>A length as a vector of one element.</summary>
    public OnnxValue Number(Length length)
    {
        if (length.IsFixed)
        {
            return Longs(length.First);
        }

        if (_lengths.TryGetValue(length, out var place))
        {
            return Add(
                "Shape", [place.Value], [One], DType.Int64,
                OnnxAttribute.Of("start", (long)place.Axis), OnnxAttribute.Of("end", place.Axis + 1L));
        }

        var factors = grid.TryFit(length) ?? throw new NotSupportedException(
            $"{_path} cannot be exported to ONNX: it needs a length that follows from those of the inputs in no simple way"
            + $" ({string.Join(", ", grid.Names)}: {string.Join("; ", grid.Traces.Select(t => string.Join(", ", t)))} → {length})."
            + "\n  hint: give the model's inputs a fixed shape, all but the batch.");
        var terms = factors.Index().Where(term => term.Item != 0).Select(Term).ToArray();
        return terms.Aggregate((sum, term) => Add("Add", [sum, term], [One], DType.Int64));
    }

    // A factor times the lengths whose bits the index has.
    private OnnxValue Term((int Index, long Item) term)
    {
        OnnxValue[] lengths =
        [
            .. Enumerable.Range(0, grid.Names.Count).Where(i => (term.Index & (1 << i)) != 0).Select(i => Number(grid.Of(i))),
            .. term.Item == 1 && term.Index != 0 ? Array.Empty<OnnxValue>() : [Longs(term.Item)],
        ];
        return lengths.Aggregate((product, length) => Add("Mul", [product, length], [One], DType.Int64));
    }

    // 0 says "as it was" and −1 "what is left", so most shapes can be said without computing.
    private OnnxValue Target(OnnxValue value, Length[] shape)
    {
        var said = new long[shape.Length];
        var left = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            said[i] = shape[i].IsFixed ? shape[i].First : i < value.Base.Length && value.Base[i] == shape[i] ? 0 : -1;
            left += said[i] == -1 ? 1 : 0;
        }

        // A length of 0 that is meant cannot be said so.
        return left > 1 || shape.Any(axis => axis.Is(0)) ? Vector(shape) : Longs(said);
    }

    private void NoteLengths(OnnxValue value)
    {
        for (var axis = 0; axis < value.Base.Length; axis++)
        {
            if (!value.Base[axis].IsFixed)
            {
                _lengths.TryAdd(value.Base[axis], (value, axis));
            }
        }
    }
}
