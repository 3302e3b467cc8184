using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Cli.Tables;

/// <summary>The columns of a CSV file as the inputs of a model, and as targets.</summary>
/// <remarks>A model of one input takes all columns in their order, as many as it has numbers in a sample. Of several inputs,
/// one of a single number takes the column of its name; one of more takes <c>NAME_0</c>, <c>NAME_1</c> and so
/// on.</remarks>
internal sealed class CsvSamples
{
    private readonly CsvFile _file;
    private readonly string _path;
    private readonly List<(Shape Shape, CsvColumn[] Columns)> _inputs = [];

    private CsvSamples(string path, Model model, IReadOnlyList<string> targets)
    {
        _path = path;
        _file = CsvFile.Open(path);
        Targets = [.. targets.Select(name => new NumberColumn(IndexOf(name, "target")))];
        int[] left = [.. Enumerable.Range(0, _file.Columns.Count).Except(Targets.Select(column => column.Index))];
        foreach (var input in model.Inputs)
        {
            _inputs.Add((input.Shape, ColumnsOf(input, model, left)));
        }

        Count = _file.Read([.. _inputs.SelectMany(input => input.Columns), .. Targets]);
    }

    /// <summary>How many samples there are.</summary>
    public int Count { get; }

    /// <summary>The columns of targets.</summary>
    public IReadOnlyList<NumberColumn> Targets { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that is given its columns.</param>
    /// <param name="targets">The columns that are targets.</param>
    /// <exception cref="UsageException">The columns are not those that the model takes.</exception>
    /// <exception cref="LaminaFormatException">A cell is not what its column wants.</exception>
    public static CsvSamples Read(string path, Model model, IReadOnlyList<string> targets) => new(path, model, targets);

    /// <summary>The inputs: [samples, ..] each.</summary>
    public IReadOnlyList<Tensor> Inputs() => [.. _inputs.Select(input => (input.Columns, Shape: input.Shape.With(0, Count)) switch
    {
        ([NumberColumn, ..], var shape) => Tensor.From<float>(InRows<NumberColumn, float>(input.Columns, column => column.Values), shape),
        ([WholeColumn, ..], var shape) => Tensor.From<long>(InRows<WholeColumn, long>(input.Columns, column => column.Values), shape),
        (_, var shape) => TensorValues.Give(
            InRows<TextColumn, string>(input.Columns, column => column.Values), new TensorType(shape, DType.String)),
    })];

    private T[] InRows<TColumn, T>(CsvColumn[] columns, Func<TColumn, List<T>> valuesOf)
        where TColumn : CsvColumn
    {
        var values = new T[Count * columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = valuesOf((TColumn)columns[i]);
            for (var row = 0; row < Count; row++)
            {
                values[(row * columns.Length) + i] = column[row];
            }
        }

        return values;
    }

    private CsvColumn[] ColumnsOf(KerasTensor input, Model model, int[] left)
    {
        var shape = input.Shape[1..];
        if (!shape.IsKnown)
        {
            throw new UsageException(
                $"'{_path}' cannot be given to the input '{input.Name}', {input.Shape}: how many columns it takes is not known."
                + "\n  hint: --input FILE.npy gives arrays of any shape.",
                _path);
        }

        return [.. Places(input.Name, shape.Size).Select<int, CsvColumn>(place => input.DType switch
        {
            DType.String => new TextColumn(place),
            var type when type.IsInteger => new WholeColumn(place),
            _ => new NumberColumn(place),
        })];

        IEnumerable<int> Places(string name, int size)
        {
            if (model.Inputs.Count > 1)
            {
                return size == 1
                    ? [IndexOf(name, "column of an input")]
                    : [.. Enumerable.Range(0, size).Select(i => IndexOf($"{name}_{i}", "column of an input"))];
            }

            return left.Length == size ? left : throw new UsageException(
                $"'{_path}' does not fit the model.\n"
                + $"  the model: {input.Shape}, {size} {(size == 1 ? "number" : "numbers")} a sample\n"
                + $"  the file: {left.Length} {(left.Length == 1 ? "column" : "columns")}: {string.Join(", ", left.Select(i => _file.Columns[i]).Take(20))}"
                + (left.Length > 20 ? ", …" : ""),
                _path);
        }
    }

    private int IndexOf(string name, string what)
    {
        for (var i = 0; i < _file.Columns.Count; i++)
        {
            if (_file.Columns[i] == name)
            {
                return i;
            }
        }

        throw new UsageException(Suggestion.Unknown(what, name, _file.Columns).Message, name);
    }
}
