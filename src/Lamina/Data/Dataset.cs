using Lamina.NN;

namespace Lamina.Data;

/// <summary>Where streams of samples begin:
/// <c>Dataset.From(x, y).Shuffle(seed: 1).Batch(32).Prefetch()</c>.</summary>
public static class Dataset
{
    /// <summary>Samples in memory, of one input and one target.</summary>
    /// <param name="x">The inputs: [n, ..]; formulas are computed now, once.</param>
    /// <param name="y">The targets: [n, ..].</param>
    /// <param name="sampleWeight">How much each sample counts: [n].</param>
    /// <exception cref="ShapeMismatchException">They have not the same number of rows.</exception>
    public static SampleStream From(Tensor x, Tensor y, Tensor? sampleWeight = null) => From([x], [y], sampleWeight);

    /// <summary>Samples in memory.</summary>
    /// <param name="x">The inputs: a tensor [n, ..] for each input of the model; formulas are computed now, once.</param>
    /// <param name="y">The targets: a tensor [n, ..] for each output; empty where only predictions are wanted.</param>
    /// <param name="sampleWeight">How much each sample counts: [n].</param>
    /// <exception cref="ShapeMismatchException">They have not the same number of rows.</exception>
    public static SampleStream From(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Tensor[] all = [.. x, .. y, .. sampleWeight is null ? (Tensor[])[] : [sampleWeight]];
        string[] names =
        [
            .. x.Select((_, i) => DataChecks.NameOf("x", i, x.Count)), .. y.Select((_, i) => DataChecks.NameOf("y", i, y.Count)),
            "sampleWeight",
        ];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Rank == 0 || all[i].Shape[0] != all[0].Shape[0])
            {
                throw new ShapeMismatchException(
                    "Samples need the same number of rows (axis 0) in all tensors."
                    + $"\n  {names[0]}: {all[0].Shape}\n  {names[i]}: {all[i].Shape}");
            }
        }

        return SampleStream.Of(Columns.Of(x, y, sampleWeight), all[0].Shape[0]);
    }

    /// <summary>Samples in memory.</summary>
    public static SampleStream From(Samples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return From(samples.X, samples.Y);
    }

    /// <summary>Samples that are loaded when they are needed, one for each item: a path, a row of a database.</summary>
    /// <param name="items">What is loaded from. A shuffle puts them into order before anything is loaded.</param>
    /// <param name="load">Loads one; each time it is called, from whatever thread makes the batch.</param>
    public static SampleStream FromItems<T>(IReadOnlyList<T> items, Func<T, Sample> load)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(load);
        return SampleStream.Of(new LoadedSource<T>(items, load), items.Count);
    }

    /// <summary>Samples in <c>.npy</c> files, whose rows are read when a batch needs them: the files may be larger than
    /// memory.</summary>
    /// <param name="xPath">The inputs: [n, ..].</param>
    /// <param name="yPath">The targets: [n, ..].</param>
    /// <param name="sampleWeightPath">How much each sample counts: [n].</param>
    /// <exception cref="LaminaFormatException">A file is damaged, or holds what a tensor cannot.</exception>
    /// <exception cref="ShapeMismatchException">They have not the same number of rows.</exception>
    public static SampleStream FromNpy(string xPath, string yPath, string? sampleWeightPath = null) =>
        FromNpy([xPath], [yPath], sampleWeightPath);

    /// <summary>Samples in <c>.npy</c> files, one for each input and each target.</summary>
    /// <remarks>The files stay open while the stream is in use. Types that Lamina has not are widened as
    /// <see cref="Formats.Numpy.NpyFile"/> does; files of several axes in Fortran order are refused.</remarks>
    /// <inheritdoc cref="FromNpy(string, string, string?)"/>
    public static SampleStream FromNpy(
        IReadOnlyList<string> xPaths, IReadOnlyList<string> yPaths, string? sampleWeightPath = null)
    {
        ArgumentNullException.ThrowIfNull(xPaths);
        ArgumentNullException.ThrowIfNull(yPaths);
        NpyColumn[] inputs = [.. xPaths.Select(path => new NpyColumn(path))];
        NpyColumn[] targets = [.. yPaths.Select(path => new NpyColumn(path))];
        var weight = sampleWeightPath is null ? null : new NpyColumn(sampleWeightPath);
        var columns = new Columns(inputs, targets, weight);
        foreach (var column in columns.All.Cast<NpyColumn>())
        {
            if (column.Rows != inputs[0].Rows)
            {
                throw new ShapeMismatchException(
                    "Samples need the same number of rows (axis 0) in all files."
                    + $"\n  {inputs[0].Path}: {inputs[0].Rows}\n  {column.Path}: {column.Rows}");
            }
        }

        return SampleStream.Of(columns, inputs[0].Rows);
    }

    /// <summary>Samples that are made on the way.</summary>
    /// <param name="samples">Begins a pass; called once in each epoch.</param>
    /// <param name="count">Samples in a pass, if that is known; it lets progress be shown.</param>
    public static SampleStream Generate(Func<IEnumerable<Sample>> samples, long? count = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        return SampleStream.Of(_ => samples(), count);
    }

    /// <summary>Samples of one input and one target that are made on the way.</summary>
    /// <inheritdoc cref="Generate(Func{IEnumerable{Sample}}, long?)"/>
    public static SampleStream Generate(Func<IEnumerable<(Tensor X, Tensor Y)>> samples, long? count = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Generate(() => samples().Select(static sample => new Sample(sample.X, sample.Y)), count);
    }

    /// <summary>Samples of several inputs and targets that are made on the way.</summary>
    /// <inheritdoc cref="Generate(Func{IEnumerable{Sample}}, long?)"/>
    public static SampleStream Generate(Func<IEnumerable<(Tensor[] X, Tensor[] Y)>> samples, long? count = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Generate(() => samples().Select(static sample => new Sample(sample.X, sample.Y)), count);
    }

    /// <summary>Samples that depend on the epoch: other augmentations, other parts of the data in each.</summary>
    /// <param name="samples">Begins a pass; given the epoch, from 0.</param>
    /// <param name="count">Samples in a pass, if that is known.</param>
    public static SampleStream Generate(Func<int, IEnumerable<Sample>> samples, long? count = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        return SampleStream.Of(samples, count);
    }
}
