using System.Globalization;

namespace Lamina.NN;

public partial class Model
{
    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A table of the layers, with the shape of each output and the number of weights, as Keras prints it.</summary>
    /// <param name="lineLength">The width of the table; by default it fits the terminal.</param>
    /// <param name="showTrainable">Whether a column says which layers are trained: Y, N, or - for those without weights.</param>
    /// <param name="expandNested">Whether the layers of models within this model have rows of their own.</param>
    /// <returns>The text, which ends in a line break.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lineLength"/> is below 24.</exception>
    public string Summary(int? lineLength = null, bool showTrainable = false, bool expandNested = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lineLength ?? 24, 24, nameof(lineLength));
        return Summary(lineLength, new SummaryOptions(showTrainable, expandNested), Terminal.Columns);
    }

    internal string Summary(int? lineLength, SummaryOptions options, int terminalColumns)
    {
        Variable[] all = IsBuilt ? [.. Weights] : [];
        Variable[] trainable = IsBuilt ? [.. TrainableWeights] : [];
        Variable[] optimizer = _trainer is { HasState: true } trainer ? [.. trainer.State.Variables] : [];
        return $"Model: \"{Name}\"\n"
            + new SummaryTable(this, lineLength, options, terminalColumns)
            + Line("Total", [.. all, .. optimizer])
            + Line("Trainable", trainable)
            + Line("Non-trainable", [.. all.Except(trainable)])
            + (optimizer.Length == 0 ? "" : Line("Optimizer", optimizer));
    }

    private static string Line(string what, Variable[] variables)
    {
        var count = variables.Sum(variable => (long)variable.Shape.Size);
        var bytes = variables.Sum(variable => (double)variable.Shape.Size * variable.DType.Bytes);
        return string.Create(CultureInfo.InvariantCulture, $" {what} params: {count:N0} ({Readable(bytes)})\n");
    }

    private static string Readable(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < ByteUnits.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} {ByteUnits[unit]}");
    }
}
