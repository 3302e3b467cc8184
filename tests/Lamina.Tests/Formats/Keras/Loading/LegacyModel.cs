using Lamina.Formats.Hdf5;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>Writes weights in the form of Keras 1 and 2, for tests: each array holds the numbers 1000·k, 1000·k + 1 and so on,
/// where k is its place in the list.</summary>
internal sealed class LegacyModel
{
    private readonly Hdf5Tree _root = new();
    private readonly List<string> _layers = [];
    private int _count;

    public LegacyModel(string? version, string? backend)
    {
        foreach (var (name, text) in new[] { ("keras_version", version), ("backend", backend) })
        {
            if (text is not null)
            {
                _root.SetAttribute(name, text);
            }
        }
    }

    /// <summary>Adds a layer with arrays.</summary>
    public LegacyModel Layer(string name, params (string Name, int[] Shape)[] arrays)
    {
        _layers.Add(name);
        Add(name, arrays);
        return this;
    }

    /// <summary>Adds the state of an optimizer.</summary>
    public LegacyModel Optimizer(params (string Name, int[] Shape)[] arrays)
    {
        Add("optimizer_weights", arrays);
        return this;
    }

    public void Save(string path)
    {
        _root.SetAttribute("layer_names", _layers);
        using var file = File.Create(path);
        _root.Write(file);
    }

    /// <summary>The value of an array's element.</summary>
    public static float Value(int array, int[] shape, int[] place) =>
        (1000 * array) + place.Zip(shape).Aggregate(0, (index, pair) => (index * pair.Second) + pair.First);

    private void Add(string group, (string Name, int[] Shape)[] arrays)
    {
        _root.Group(group).SetAttribute("weight_names", [.. arrays.Select(array => array.Name)]);
        foreach (var (name, shape) in arrays)
        {
            var first = 1000 * _count++;
            var size = shape.Aggregate(1, (product, axis) => product * axis);
            _root.Add($"{group}/{name}", shape.Length == 0
                ? Tensor.Wrap<long>([first], [])
                : Tensor.Wrap(Enumerable.Range(first, size).Select(value => (float)value).ToArray(), [.. shape]));
        }
    }
}
