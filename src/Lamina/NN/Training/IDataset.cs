namespace Lamina.NN;

/// <summary>Samples that come in batches, on demand: data that need not fit into memory.</summary>
public interface IDataset
{
    /// <summary>Batches in one pass; null where that is not known before it is made.</summary>
    int? BatchCount { get; }

    /// <summary>One pass over the data.</summary>
    /// <param name="epoch">Counts the passes of a training from 0; data that is shuffled has another order in each, and the
    /// same order whenever the same epoch is asked for again.</param>
    IEnumerable<Batch> Batches(int epoch);
}

/// <summary>Some samples: inputs, targets, and how much each counts.</summary>
/// <param name="Inputs">A tensor [samples, ..] for each input of the model.</param>
/// <param name="Targets">A tensor [samples, ..] for each output; empty where only predictions are wanted.</param>
/// <param name="SampleWeight">How much each sample counts, [samples] or [samples, ..]; all alike when null.</param>
public sealed record Batch(IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Targets, Tensor? SampleWeight = null)
{
    /// <summary>A batch of one input and one output.</summary>
    public Batch(Tensor x, Tensor y, Tensor? sampleWeight = null)
        : this([x], [y], sampleWeight)
    {
    }

    /// <summary>The number of samples.</summary>
    public int Count => Inputs[0].Shape[0];

    /// <summary>Samples of one input and one output.</summary>
    public static implicit operator Batch((Tensor X, Tensor Y) samples) => new(samples.X, samples.Y);

    /// <summary>Weighted samples of one input and one output.</summary>
    public static implicit operator Batch((Tensor X, Tensor Y, Tensor SampleWeight) samples) =>
        new(samples.X, samples.Y, samples.SampleWeight);
}
