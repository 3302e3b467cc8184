using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Finds the arrays of a model's variables in a file of the older form: layer by layer, and within a layer in the
/// order that Keras used.</summary>
internal sealed class LegacyMatcher(Model model, LegacyDialect dialect, Assignment assignment)
{
    private Layer[] _layers = [.. model.Layers.Distinct().Where(layer => layer.Weights.Count > 0)];

    /// <summary>Says which variable takes which array.</summary>
    /// <param name="layers">The layers of the file.</param>
    /// <param name="byName">Whether only layers of the same name are loaded, and others stay as they are.</param>
    public void Match(IReadOnlyList<LegacyLayer> layers, bool byName)
    {
        var own = layers.FirstOrDefault(layer => layer.Name.Length == 0);
        LegacyLayer[] sources = [.. layers.Where(layer => layer.Name.Length > 0)];
        MatchOwn(own?.Arrays ?? []);
        if (_layers.Length != sources.Length && Flat(model).Distinct().ToArray() is var flat && flat.Length == sources.Length)
        {
            // Keras 1 listed the layers of models within a Sequential with those around them.
            _layers = flat;
        }

        var named = sources.ToLookup(source => source.Name);
        var haveSameNames = sources.Length == _layers.Length && _layers.All(layer => named[layer.Name].Take(2).Count() == 1);
        if (!haveSameNames && !byName && sources.Length == _layers.Length)
        {
            foreach (var (layer, source) in _layers.Zip(sources))
            {
                Take(layer, source.Arrays, WeightMatching.Order);
            }

            return;
        }

        foreach (var layer in _layers)
        {
            Take(layer, named[layer.Name].FirstOrDefault()?.Arrays ?? [], WeightMatching.Path, isOptional: byName);
        }

        foreach (var source in sources.Where(source => !_layers.Any(layer => layer.Name == source.Name)))
        {
            LeaveOver(source, byName);
        }
    }

    private static IEnumerable<Layer> Flat(Model model) => model.Layers
        .SelectMany(layer => layer is Model inner ? Flat(inner) : [layer])
        .Where(layer => layer.Weights.Count > 0);

    private void LeaveOver(LegacyLayer source, bool byName)
    {
        if (byName)
        {
            assignment.Note($"the model has no layer '{source.Name}'; its {source.Arrays.Count} arrays were left.");
            return;
        }

        foreach (var array in source.Arrays)
        {
            assignment.LeftOver(array);
        }
    }

    private void MatchOwn(IReadOnlyList<SourceArray> arrays)
    {
        foreach (var (i, variable) in model.OwnWeights.Index())
        {
            if (i < arrays.Count)
            {
                assignment.Set(variable, arrays[i], WeightMatching.Order);
            }
            else
            {
                assignment.Missing(variable.Path, variable);
            }
        }

        foreach (var array in arrays.Skip(model.OwnWeights.Count))
        {
            assignment.LeftOver(array);
        }
    }

    private void Take(Layer layer, IReadOnlyList<SourceArray> arrays, WeightMatching by, bool isOptional = false)
    {
        if (arrays.Count == 0 && isOptional)
        {
            assignment.Note($"the file has no layer '{layer.Name}'; it stays as it was.");
            return;
        }

        if (LegacyLayout.Find(layer, arrays, dialect) is { } pairs)
        {
            foreach (var (variable, array, isNamed) in pairs)
            {
                assignment.Set(variable, array, isNamed ? by : WeightMatching.Order);
            }

            return;
        }

        // Nothing fits: pair by the words of the names, so that the error says what differs.
        var left = arrays.ToList();
        foreach (var variable in layer.Weights)
        {
            var found = left.Find(other => LegacyLayout.IsNamed(other, variable, layer))
                ?? left.Find(other => LegacyWeights.WordOf(other.Name) == variable.Name)
                ?? left.Find(other => other.Fits(variable));
            if (found is { } array)
            {
                left.Remove(array);
                assignment.Set(variable, array, by);
            }
            else
            {
                assignment.Missing(variable.Path, variable);
            }
        }

        left.ForEach(assignment.LeftOver);
    }
}
