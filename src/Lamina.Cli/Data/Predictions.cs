using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.Cli.Tables;
using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Cli.Data;

/// <summary>What a model gave for samples: a tensor [samples, ..] for each output.</summary>
internal sealed class Predictions
{
    private const int MostRows = 10;
    private const int MostColumns = 10;
    private readonly (string Name, Tensor Values)[] _outputs;

    private Predictions((string Name, Tensor Values)[] outputs) => _outputs = outputs;

    /// <summary>The number of samples.</summary>
    public int Count => _outputs[0].Values.Shape[0];

    /// <summary>Lets a model predict.</summary>
    public static Predictions Of(Model model, IReadOnlyList<Tensor> inputs, int batch)
    {
        var outputs = model.Predict(inputs, batch);
        return new Predictions([.. UniqueNames(model).Zip(outputs)]);
    }

    /// <summary>Refuses a path that predictions cannot be saved under, before time is spent.</summary>
    /// <exception cref="UsageException">Its ending or its folder is none.</exception>
    public static void CheckTarget(string path)
    {
        if (!new[] { ".npy", ".npz", ".csv" }.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw new UsageException($"predictions are saved in a file that ends in .npy, .npz or .csv; '{path}' does not.", path);
        }

        ModelFile.CheckFolder(path, "the predictions");
    }

    /// <summary>Refuses a path whose form holds one array, where a model has several outputs.</summary>
    /// <exception cref="UsageException">It has.</exception>
    public static void CheckTarget(string path, Model model)
    {
        if (model.Outputs.Count > 1 && path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException(
                $"an .npy file holds one array; the model has {model.Outputs.Count} outputs: {string.Join(", ", model.OutputNames)}."
                + "\n  hint: give --output a name that ends in .npz.",
                path);
        }
    }

    /// <summary>Saves all, in the form that the path names.</summary>
    public void Write(string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                CsvOutput.Write(path, _outputs);
                break;
            case ".npz":
                NpzFile.Write(path, _outputs.Select(output => KeyValuePair.Create(output.Name, output.Values)));
                break;
            default:
                NpyFile.Write(path, _outputs[0].Values);
                break;
        }
    }

    /// <summary>Shows the first rows of each output.</summary>
    public void Show(TextStream people)
    {
        foreach (var (name, values) in _outputs)
        {
            people.WriteLine($"{name} {values.DType.KerasName}{values.Shape}");
            var width = values.Shape[1..].Size;
            var cells = values.DType == DType.String ? values.ToStrings() : Array.ConvertAll(values.ToArray<double>(), Short);
            var shown = Math.Min(MostColumns, width);
            for (var row = 0; row < Math.Min(MostRows, Count); row++)
            {
                var line = string.Concat(cells.AsSpan(row * width, shown).ToArray().Select(cell => cell.PadLeft(12)));
                people.WriteLine($"{row,6}{line}{(width > shown ? "  …" : "")}");
            }

            if (Count > MostRows)
            {
                people.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     … {Count - MostRows:N0} more"));
            }
        }
    }

    /// <summary>Type, shape and, if asked for, the values of each output, nested as its axes are.</summary>
    public JsonObject ToJson(bool withValues)
    {
        var json = new JsonObject();
        foreach (var (name, values) in _outputs)
        {
            var output = new JsonObject { ["dtype"] = values.DType.KerasName, ["shape"] = JsonParts.Of(values.Shape) };
            if (withValues)
            {
                var cells = values.DType == DType.String
                    ? values.ToStrings().Select(text => (JsonNode?)text)
                    : values.ToArray<double>().Select(JsonParts.Number);
                output["values"] = Nested([.. cells], values.Shape);
            }

            json[name] = output;
        }

        return json;
    }

    private static JsonNode? Nested(JsonNode?[] cells, Shape shape)
    {
        if (shape.Rank == 0)
        {
            return cells[0];
        }

        var size = shape[1..].Size;
        return JsonParts.Array(Enumerable.Range(0, shape[0]).Select(i => Nested(cells[(i * size)..((i + 1) * size)], shape[1..])));
    }

    // Outputs of one layer, called several times, have one name.
    private static IEnumerable<string> UniqueNames(Model model)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in model.OutputNames)
        {
            var unique = name;
            for (var number = 1; !taken.Add(unique); number++)
            {
                unique = $"{name}_{number}";
            }

            yield return unique;
        }
    }

    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
