using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Cli.Data;

/// <summary>Arrays of files as the inputs of a model.</summary>
internal static class InputFiles
{
    /// <summary>Reads an array for each input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="words">What the command line says: <c>FILE.npy</c>, <c>NAME=FILE.npy</c> or <c>FILE.npz</c>. Files without
    /// names are for the inputs that no other names, in the order of the model.</param>
    /// <exception cref="UsageException">An input is missing, given twice or unknown, or a file does not fit.</exception>
    /// <exception cref="LaminaFormatException">A file is damaged.</exception>
    public static IReadOnlyList<Tensor> Read(Model model, IReadOnlyList<string> words)
    {
        string[] names = [.. model.Inputs.Select(input => input.Name)];
        var arrays = new Dictionary<string, (Tensor Array, string Word)>(StringComparer.Ordinal);
        foreach (var word in words.OrderBy(word => NameIn(word, names) is null))
        {
            foreach (var (name, array) in ReadWord(word, names, arrays.ContainsKey))
            {
                if (!arrays.TryAdd(name, (array, word)))
                {
                    throw new UsageException($"the input '{name}' is given twice.", word);
                }
            }
        }

        if (names.FirstOrDefault(name => !arrays.ContainsKey(name)) is { } missing)
        {
            throw new UsageException($"there is no --input for '{missing}'.\n  the model: {Listed(model)}");
        }

        foreach (var input in model.Inputs)
        {
            Check(input, arrays[input.Name].Array, arrays[input.Name].Word);
        }

        if (arrays.Values.DistinctBy(pair => pair.Array.Shape[0]).Take(2).ToArray() is [var first, var other])
        {
            throw new UsageException(
                $"all inputs hold the same number of samples; these do not.\n"
                + $"  {first.Word}: {first.Array.Shape[0]}\n  {other.Word}: {other.Array.Shape[0]}");
        }

        return [.. names.Select(name => arrays[name].Array)];
    }

    /// <summary>The inputs of a model for messages: <c>a [None, 4], b [None, 2]</c>.</summary>
    public static string Listed(Model model) => string.Join(", ", model.Inputs.Select(input => $"{input.Name} {input.Shape}"));

    // The input that a word names, as in image=a.npy; null where it is a file alone.
    private static string? NameIn(string word, string[] names)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        var name = at > 0 ? word[..at] : null;
        return name is null || names.Contains(name) ? name
            : File.Exists(word) ? null
            : throw new UsageException(Suggestion.Unknown("input", name, names).Message, word);
    }

    // A file alone is for the first input that has none.
    private static IEnumerable<(string Name, Tensor Array)> ReadWord(string word, string[] names, Predicate<string> isGiven)
    {
        var name = NameIn(word, names);
        var path = ModelFile.Existing(name is null ? word : word[(name.Length + 1)..]);
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) && name is null)
        {
            return ReadNpz(path, names);
        }

        name ??= Array.Find(names, other => !isGiven(other)) ?? throw new UsageException(
            $"the model has {names.Length} input{(names.Length == 1 ? "" : "s")}, and all are given; this file is one too many."
            + $"\n  inputs: {string.Join(", ", names)}",
            word);
        return [(name, NpyFile.Read(path))];
    }

    private static IEnumerable<(string Name, Tensor Array)> ReadNpz(string path, string[] names)
    {
        var arrays = NpzFile.Read(path);
        return names.Length == 1 && arrays.Count == 1
            ? [(names[0], arrays.Values.First())]
            : arrays.Keys.FirstOrDefault(key => !names.Contains(key)) is { } unknown
                ? throw new UsageException($"'{path}': {Suggestion.Unknown("input", unknown, names).Message}", path)
                : arrays.Select(pair => (pair.Key, pair.Value));
    }

    private static void Check(KerasTensor input, Tensor array, string word)
    {
        if (array.Rank > 0 && array.Shape[0] == 0)
        {
            throw new UsageException($"'{word}' holds no samples: {array}.", word);
        }

        if (!Fits(array.Shape, input.Shape))
        {
            var hint = Fits([1, .. array.Shape], input.Shape) ? "\n  hint: the first axis counts samples; one sample is an array [1, ..]." : "";
            throw new UsageException(
                $"'{word}' does not fit the input '{input.Name}'.\n  the model: {input.Shape}\n  the file: {array}{hint}", word);
        }
    }

    private static bool Fits(Shape shape, Shape wanted) => shape.Rank == wanted.Rank
        && shape.Skip(1).Zip(wanted.Skip(1)).All(axes => axes.Second == Shape.Unknown || axes.First == axes.Second);
}
