using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Which array of a layer's list belongs to which variable.</summary>
/// <remarks>Names decide where each variable finds one array of its own name below the layer, as in
/// <c>encoder/dense_1/kernel</c>; else the first of Keras's orders in which every shape fits.</remarks>
internal static class LegacyLayout
{
    private static readonly bool[] GatesOfKeras1 = [true, false];
    private static readonly bool[] GatesOfOthers = [false];

    /// <summary>The variables with their arrays; null where nothing fits.</summary>
    public static IReadOnlyList<(Variable Variable, SourceArray Array, bool IsNamed)>? Find(
        Layer layer, IReadOnlyList<SourceArray> arrays, LegacyDialect dialect)
    {
        var candidates =
            from hasGates in dialect.IsKeras1 ? GatesOfKeras1 : GatesOfOthers
            from order in LegacyOrder.Of(layer, hasGates)
            where order.Count == arrays.Count
            select order.Zip(arrays).ToDictionary(pair => pair.First, pair => pair.Second);
        return (ByName(layer, arrays) is { } named ? candidates.Prepend(named) : candidates)
            .Select(places => Convert(layer, places, dialect))
            .FirstOrDefault(pairs => pairs.All(pair => pair.Array.Fits(pair.Variable)));
    }

    /// <summary>Whether an array has the name that a variable has below a layer.</summary>
    public static bool IsNamed(SourceArray array, Variable variable, Layer layer)
    {
        var path = $"/{LegacyWeights.PlainOf(array.Name)}";
        return path.EndsWith($"/{Below(layer, variable)}", StringComparison.Ordinal);
    }

    private static Dictionary<LegacyOrder.Place, SourceArray>? ByName(Layer layer, IReadOnlyList<SourceArray> arrays)
    {
        LegacyOrder.Place[] places = [.. LegacyOrder.Of(layer, hasGates: false).First()];
        if (places.Length != arrays.Count)
        {
            return null;
        }

        var names = arrays.ToLookup(array => LegacyWeights.PlainOf(array.Name));
        var found = new Dictionary<LegacyOrder.Place, SourceArray>();
        foreach (var place in places)
        {
            var variable = place.Owner.OwnWeights[place.Index];
            SourceArray[] own = [.. arrays.Where(array => IsNamed(array, variable, layer)).Take(2)];
            if (own.Length != 1 || names[LegacyWeights.PlainOf(own[0].Name)].Count() != 1)
            {
                return null;
            }

            found.Add(place, own[0]);
        }

        return found.Values.Distinct().Count() == found.Count ? found : null;
    }

    private static List<(Variable Variable, SourceArray Array, bool IsNamed)> Convert(
        Layer layer, Dictionary<LegacyOrder.Place, SourceArray> places, LegacyDialect dialect)
    {
        var pairs = new List<(Variable, SourceArray, bool)>();
        foreach (var owner in LegacyOrder.Owners(layer).Distinct())
        {
            SourceArray[] own = [.. places.Where(pair => pair.Key.Owner == owner)
                .OrderBy(pair => pair.Key.Index).Select(pair => pair.Value)];
            var converted = LegacyConversion.Apply(owner, own, dialect);
            pairs.AddRange(owner.OwnWeights.Zip(converted).Select(pair =>
                (pair.First, pair.Second, LegacyWeights.WordOf(pair.Second.Name) == pair.First.Name)));
        }

        return pairs;
    }

    // A model within lists its layers by name; another layer gives its own name too.
    private static string Below(Layer layer, Variable variable)
    {
        var at = $"/{variable.Path}".LastIndexOf($"/{layer.Name}/", StringComparison.Ordinal);
        return at < 0 ? variable.Path : variable.Path[(at + layer.Name.Length + 1)..];
    }
}
