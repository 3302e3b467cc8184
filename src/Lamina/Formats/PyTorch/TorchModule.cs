using System.Globalization;
using System.Text.RegularExpressions;
using Lamina.Formats.Keras;

namespace Lamina.Formats.PyTorch;

/// <summary>The parameters and buffers of a module of PyTorch; of a recurrent one, those of one layer and
/// direction.</summary>
/// <param name="Name">Its name: what stands before the last point of its parameters' names.</param>
/// <param name="Part">Its place within the module: two for each layer, forward and backward.</param>
internal sealed partial record TorchModule(string Name, int Part)
{
    private readonly SortedDictionary<string, SourceArray> _parameters = new(StringComparer.Ordinal);

    /// <summary>The tensors by the names that they have in the module, such as <c>weight</c>.</summary>
    public IReadOnlyDictionary<string, SourceArray> Parameters => _parameters;

    /// <summary>Names and shapes of the tensors.</summary>
    public string Signature => SignatureOf(_parameters.Select(pair => (pair.Key, pair.Value.Axes)));

    /// <summary>The modules in the order in which the file first names them.</summary>
    /// <exception cref="LaminaFormatException">A module has a parameter twice.</exception>
    public static IReadOnlyList<TorchModule> Of(IReadOnlyList<SourceArray> tensors, string file)
    {
        var modules = new OrderedDictionary<(string, int), TorchModule>();
        foreach (var tensor in tensors)
        {
            var point = tensor.Name.LastIndexOf('.');
            var (module, parameter) = (tensor.Name[..Math.Max(0, point)], tensor.Name[(point + 1)..]);

            // How many batches were seen; Keras does not count them.
            if (parameter == "num_batches_tracked")
            {
                continue;
            }

            var (name, part) = Split(parameter);
            if (!modules.TryGetValue((module, part), out var found))
            {
                modules.Add((module, part), found = new TorchModule(module, part));
            }

            if (!found._parameters.TryAdd(name, tensor))
            {
                throw new LaminaFormatException(
                    $"{file}: '{found._parameters[name].Name}' and '{tensor.Name}' are the same parameter of a module of PyTorch.");
            }
        }

        return [.. modules.Values];
    }

    /// <summary>Names and shapes in one text, by which modules and layers are compared.</summary>
    public static string SignatureOf(IEnumerable<(string Name, IReadOnlyList<long> Axes)> parameters) =>
        string.Join(' ', parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name}[{string.Join(", ", parameter.Axes)}]"));

    /// <inheritdoc/>
    public override string ToString() => $"'{Name}', which has {Signature}";

    // weight_ih_l1_reverse: of the second layer, backward.
    private static (string Name, int Part) Split(string parameter)
    {
        var match = OfRecurrence().Match(parameter);
        return match.Success
            && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            && layer < int.MaxValue / 2
            ? (match.Groups[1].Value, (2 * layer) + (match.Groups[3].Success ? 1 : 0))
            : (parameter, 0);
    }

    [GeneratedRegex("^((?:weight|bias)_(?:ih|hh|hr))_l([0-9]{1,9})(_reverse)?$")]
    private static partial Regex OfRecurrence();
}
