using System.Globalization;
using Lamina.Formats.Hdf5;

namespace Lamina.Formats.Keras;

/// <summary>The arrays of a file in which variables lie by the place of their layer: <c>layers/dense/vars/0</c>.</summary>
/// <remarks>So do Keras 3, Keras 2 from 2.12 on, which calls some places otherwise, and Lamina's own <c>.npz</c>.</remarks>
internal sealed class WeightContainer
{
    private readonly Func<string, string?> _nameOf;

    private WeightContainer(IEnumerable<SourceArray> arrays, Func<string, string?> nameOf)
    {
        _nameOf = nameOf;
        foreach (var array in arrays)
        {
            ListOf(Plain(array.Name), array).Add(array);
        }

        Optimizer = [.. Optimizer.OrderBy(array => IndexOf(array.Name))];
    }

    /// <summary>The variables of layers.</summary>
    public List<SourceArray> Weights { get; } = [];

    /// <summary>The variables of the optimizer, in their order.</summary>
    public List<SourceArray> Optimizer { get; } = [];

    /// <summary>What Lamina adds to Keras's.</summary>
    public List<SourceArray> Own { get; } = [];

    /// <summary>What Keras stores and no model needs: running metrics, states of random numbers, and the weights of words a
    /// second time.</summary>
    public List<SourceArray> Ignored { get; } = [];

    /// <summary>The arrays of an HDF5 file.</summary>
    public static WeightContainer Of(Hdf5Group root) => new(
        root.Datasets().Select(pair => SourceArray.Of(pair.Path, pair.Dataset)),
        place => root.Find($"{place}vars")?.Attributes.GetValueOrDefault("name")?.Text);

    /// <summary>Named arrays.</summary>
    public static WeightContainer Of(IReadOnlyDictionary<string, Tensor> arrays) =>
        Of(arrays.Select(pair => SourceArray.Of(pair.Key, pair.Value)));

    /// <summary>Named arrays, of which only what is wanted is read.</summary>
    public static WeightContainer Of(IEnumerable<SourceArray> arrays) => new(arrays, static _ => null);

    /// <summary>A place as Lamina calls it: containers of layers have one name, and no word begins with an underscore; Keras
    /// 2 joined the words by <c>\</c> on Windows.</summary>
    public static string Plain(string path) => string.Join('/', path.TrimStart('/').Split('/', '\\').Select(word => word switch
    {
        "_layer_checkpoint_dependencies" or "_self_tracked_trackables" => "layers",
        _ => word.TrimStart('_'),
    }));

    /// <summary>The layer's own name at a place, below the names of the layers around it; null where the file does not say.</summary>
    /// <param name="place">The place as the file calls it: <c>layers/sequential/layers/dense/</c>.</param>
    public string? NameOf(string place)
    {
        if (_nameOf(place) is null)
        {
            return null;
        }

        var words = place.TrimEnd('/').Split('/');
        var around = Enumerable.Range(1, words.Length).Select(count => _nameOf(string.Join('/', words[..count]) + "/"));
        return string.Join('/', around.OfType<string>());
    }

    /// <summary>The place in front of <c>vars/0</c>; the folder of an array that lies elsewhere.</summary>
    public static string PlaceOf(string path)
    {
        var vars = path.LastIndexOf("vars/", StringComparison.Ordinal);
        return path[..(vars >= 0 ? vars : path.LastIndexOf('/') + 1)];
    }

    /// <summary>The number at the end of a path, as in <c>vars/12</c>; the greatest where there is none.</summary>
    public static int IndexOf(string path) =>
        int.TryParse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;

    private List<SourceArray> ListOf(string path, SourceArray array) => path switch
    {
        _ when path.StartsWith(WeightPaths.Own, StringComparison.Ordinal) => Own,
        _ when path.StartsWith(WeightPaths.Optimizer, StringComparison.Ordinal) => Optimizer,
        _ => IsNoWeight(path) || IsRandomState(path, array) ? Ignored : Weights,
    };

    // Layers that change images draw from a generator of their own; in Keras 3 it is two numbers, in TensorFlow three.
    private static bool IsRandomState(string path, SourceArray array) => (path.Split('/'), array.TypeName, array.Axes) switch
    {
        ([.., "generator", "vars", _], "uint32", [2]) => true,
        ([.., var layer, "vars", _], "int64", [3]) => layer.StartsWith("random_", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsNoWeight(string path)
    {
        var words = path.Split('/');
        return words[0] is "metrics" or "compile_metrics" or "loss_tracker" or "compile_loss"
            || words.Any(word => word.StartsWith("seed_generator", StringComparison.Ordinal) || word is "random_generator" or "lookup_layer");
    }
}
