using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Formats.PyTorch;

/// <summary>PyTorch's modules, each given to the layer that computes the same.</summary>
internal sealed class TorchNameMap(Func<string, string?> layerOf) : NameMap
{
    /// <summary>Modules that must be in the file.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    internal override IReadOnlyList<SourceArray> Apply(IReadOnlyList<SourceArray> tensors, Model model, string file)
    {
        var modules = TorchModule.Of(tensors, file);
        RequireAll(Modules, modules.Select(module => module.Name), "module", file);
        var maps = FlattenedMaps.Of(model);
        TorchLayer[] layers = [.. WeightPaths.AllLayers(model).SelectMany(layer => TorchLayers.Of(layer, maps.GetValueOrDefault(layer)))];
        var match = new TorchMatch(file, model.Name, layerOf, IsSorted(tensors));
        return [.. match.Of(modules, layers).SelectMany(pair => pair.Layer.Weights.Select(weight => Turned(weight, pair.Module)))];
    }

    private static SourceArray Turned(TorchWeight weight, TorchModule module)
    {
        SourceArray[] parts = [.. weight.Parameters.Select(parameter => module.Parameters[parameter])];
        long[] axes = [.. weight.Variable.Shape.Select(axis => (long)axis)];
        return new SourceArray(
            string.Join(" + ", parts.Select(part => part.Path)), weight.Variable.Path, axes, parts[0].TypeName,
            () => weight.Turn([.. parts.Select(part => part.Read())])).Made(axes, "from PyTorch", static x => x);
    }

    // As the reference implementation of safetensors leaves it: by type, then by name. The order of modules is lost.
    private static bool IsSorted(IReadOnlyList<SourceArray> tensors) => tensors.Zip(tensors.Skip(1)).All(pair =>
        pair.First.TypeName != pair.Second.TypeName || string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
}
