using System.Text.RegularExpressions;

namespace Lamina.Formats.PyTorch;

/// <summary>Gives each module of a file its layer: by name, then among equal shapes by order.</summary>
/// <param name="file">What messages call the file.</param>
/// <param name="model">The model's name, which may stand before those of its layers.</param>
/// <param name="layerOf">The layer that the user names for a module; null where none.</param>
/// <param name="isSorted">Whether the file holds its tensors sorted by name, so that the order of modules is lost.</param>
internal sealed partial class TorchMatch(string file, string model, Func<string, string?> layerOf, bool isSorted)
{
    private readonly List<(TorchLayer Layer, TorchModule Module)> _pairs = [];
    private readonly List<string> _problems = [];

    /// <summary>All layers and their modules.</summary>
    /// <exception cref="LaminaFormatException">Modules or layers are left over; all are named.</exception>
    public IReadOnlyList<(TorchLayer Layer, TorchModule Module)> Of(
        IReadOnlyList<TorchModule> modules, IReadOnlyList<TorchLayer> layers)
    {
        var looseModules = modules.ToList();
        var looseLayers = layers.ToList();
        foreach (var module in modules.GroupBy(module => module.Name))
        {
            ByName(module.Key, [.. module.OrderBy(part => part.Part)], looseModules, looseLayers);
        }

        foreach (var signature in looseModules.Select(module => module.Signature).Union(looseLayers.Select(layer => layer.Signature)))
        {
            ByOrder(
                signature, InOrder(looseModules.Where(module => module.Signature == signature)),
                [.. looseLayers.Where(layer => layer.Signature == signature)]);
        }

        return _problems.Count == 0 ? _pairs : throw new LaminaFormatException(
            $"{file}: the modules of PyTorch do not fit the model's layers.\n  {string.Join("\n  ", _problems)}"
            + "\n  hint: NameMap.PyTorchOf names the layer of each module, such as { [\"fc1\"] = \"dense\" }.");
    }

    private void ByName(string name, List<TorchModule> modules, List<TorchModule> looseModules, List<TorchLayer> looseLayers)
    {
        var given = layerOf(name);
        List<TorchLayer> layers = [.. looseLayers.Where(layer => IsNamed(layer.Path, given ?? name, isGiven: given is not null))];
        var fits = layers.Count == modules.Count && layers.Select(layer => layer.Signature).Order(StringComparer.Ordinal)
            .SequenceEqual(modules.Select(module => module.Signature).Order(StringComparer.Ordinal));
        if (!fits && given is null)
        {
            return;
        }

        if (!fits)
        {
            _problems.Add(layers.Count == 0
                ? $"no layer '{given}' that takes parameters, which '{name}' is mapped to"
                : $"'{given}' is {string.Join(" and ", layers)}; {string.Join(" and ", modules)}, is mapped to it");
        }
        else
        {
            foreach (var layer in layers)
            {
                var module = modules.First(module => module.Signature == layer.Signature);
                modules.Remove(module);
                looseModules.Remove(module);
                _pairs.Add((layer, module));
            }
        }

        looseModules.RemoveAll(modules.Contains);
        looseLayers.RemoveAll(layers.Contains);
    }

    private void ByOrder(string signature, List<TorchModule> modules, List<TorchLayer> layers)
    {
        if (modules.Count != layers.Count)
        {
            _problems.AddRange(modules.Skip(layers.Count).Select(module => $"no layer for the module {module}"));
            _problems.AddRange(layers.Skip(modules.Count).Select(layer => $"no module for the layer {layer}"));
        }
        else if (isSorted && modules.Select(module => Number().Replace(module.Name, "#")).Distinct().Count() > 1)
        {
            _problems.Add(
                $"{modules.Count} modules have {signature}, and their names do not tell their order:"
                + $" {string.Join(", ", modules.Select(module => $"'{module.Name}'"))}; the layers are"
                + $" {string.Join(", ", layers.Select(layer => $"'{layer.Path}'"))}");
        }
        else
        {
            _pairs.AddRange(layers.Zip(modules));
        }
    }

    // Of a sorted file, in the order of the numbers in names: layer10 behind layer9.
    private List<TorchModule> InOrder(IEnumerable<TorchModule> modules) => isSorted
        ? [.. modules.OrderBy(module => Number().Replace(module.Name, match => match.Value.PadLeft(20, '0')), StringComparer.Ordinal)
            .ThenBy(module => module.Part)]
        : [.. modules.GroupBy(module => module.Name).SelectMany(module => module.OrderBy(part => part.Part))];

    // The name is that of the layer or of one around it. Points, slashes and underscores count alike; a user may leave out
    // what stands before a layer's own name.
    private bool IsNamed(string path, string name, bool isGiven)
    {
        var inModel = path.StartsWith(model + "/", StringComparison.Ordinal) ? path[(model.Length + 1)..] : path;
        for (var around = inModel; around.Length > 0; around = around[..Math.Max(0, around.LastIndexOf('/'))])
        {
            if (Plain(around).Equals(Plain(name), StringComparison.OrdinalIgnoreCase)
                || (isGiven && (around.EndsWith("/" + name, StringComparison.Ordinal) || name == path)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string name) => name.Replace('.', '_').Replace('/', '_');

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
