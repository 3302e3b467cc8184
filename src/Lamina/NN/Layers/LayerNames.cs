namespace Lamina.NN;

/// <summary>Names for layers that have none, as Keras counts: dense, dense_1, dense_2; but anew in each model, so that a
/// model's names do not depend on others.</summary>
internal static class LayerNames
{
    /// <summary>Names the layers of one model.</summary>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    public static void Assign(IEnumerable<Layer> layers)
    {
        var taken = new HashSet<string>();
        Layer[] all = [.. layers.Distinct()];
        foreach (var layer in all.Where(layer => layer.HasName))
        {
            if (!taken.Add(layer.Name))
            {
                throw new ArgumentException(
                    $"Two layers of the model are named '{layer.Name}'; names of layers are unique in a model."
                    + "\n  hint: give one of them another name in its config, or put one of two models into the other as a layer.");
            }
        }

        foreach (var layer in all.Where(layer => !layer.HasName))
        {
            var stem = SnakeCase.Of(layer.KerasName);
            var name = stem;
            for (var number = 1; !taken.Add(name); number++)
            {
                name = $"{stem}_{number}";
            }

            layer.SetName(name);
            layer.SetPaths(name);
        }
    }
}
