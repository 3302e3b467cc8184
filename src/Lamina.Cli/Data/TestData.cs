using Lamina.Cli.Tables;
using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Cli.Data;

/// <summary>Samples and targets of a file.</summary>
/// <param name="X">The inputs: [samples, ..] each.</param>
/// <param name="Y">The targets: [samples, ..] each.</param>
internal sealed record TestData(IReadOnlyList<Tensor> X, IReadOnlyList<Tensor> Y)
{
    private const string OneX = "x";
    private const string OneY = "y";

    /// <summary>Whether a word is the name of a file, and not of a data set.</summary>
    public static bool IsFile(string word) => word.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
        || word.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="path">A <c>.csv</c> file, or an <c>.npz</c> file with arrays <c>x</c> and <c>y</c>, or by the names of inputs
    /// and outputs.</param>
    /// <param name="model">The model that is measured on it.</param>
    /// <param name="target">The column of targets, or several with commas between them.</param>
    /// <exception cref="UsageException">The file has not what the model takes.</exception>
    /// <exception cref="LaminaFormatException">The file is damaged.</exception>
    public static TestData Read(string path, Model model, string? target) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
        ? OfTable(path, model, target ?? throw new UsageException($"'{path}' needs a --target: the column that is to be predicted.", path))
        : target is null
            ? OfArrays(path, model)
            : throw new UsageException("--target names a column of a CSV file; arrays have no columns.", target);

    private static TestData OfTable(string path, Model model, string target)
    {
        if (model.Outputs.Count != 1)
        {
            throw new UsageException(
                $"a CSV file has targets for one output; the model has {model.Outputs.Count}: {string.Join(", ", model.OutputNames)}."
                + "\n  hint: an .npz file holds an array for each.",
                path);
        }

        var table = CsvSamples.Read(path, model, target.Split(','));
        var columns = table.Targets;
        var values = new float[table.Count * columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            for (var row = 0; row < table.Count; row++)
            {
                values[(row * columns.Count) + i] = columns[i].Values[row];
            }
        }

        return new TestData(table.Inputs(), [Tensor.From<float>(values, [table.Count, columns.Count])]);
    }

    private static TestData OfArrays(string path, Model model)
    {
        var arrays = NpzFile.Read(ModelFile.Existing(path));
        var data = new TestData(
            [.. model.Inputs.Select(input => Find(input.Name, OneX, model.Inputs.Count, "input"))],
            [.. model.OutputNames.Select(name => Find(name, OneY, model.Outputs.Count, "output"))]);
        foreach (var (input, array) in model.Inputs.Zip(data.X))
        {
            if (array.Shape.Rank != input.Shape.Rank
                || array.Shape.Skip(1).Zip(input.Shape.Skip(1)).Any(axes => axes.Second != Shape.Unknown && axes.First != axes.Second))
            {
                throw new UsageException(
                    $"'{path}' does not fit the input '{input.Name}'.\n  the model: {input.Shape}\n  the file: {array}", path);
            }
        }

        return data;

        Tensor Find(string name, string other, int count, string what) =>
            arrays.TryGetValue(name, out var array) || (count == 1 && arrays.TryGetValue(other, out array))
                ? array
                : throw new UsageException(
                    $"'{path}' has no array '{(count == 1 ? other : name)}' for the {what} '{name}'.\n  arrays: {string.Join(", ", arrays.Keys)}", path);
    }
}
