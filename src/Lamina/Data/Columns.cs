using Lamina.NN;

namespace Lamina.Data;

/// <summary>Samples as columns: one for each input, each target and the weight.</summary>
internal sealed class Columns : SampleSource
{
    private readonly int _inputs;
    private readonly int _targets;

    public Columns(IReadOnlyList<Column> inputs, IReadOnlyList<Column> targets, Column? weight)
    {
        (_inputs, _targets) = (inputs.Count, targets.Count);
        All = weight is null ? [.. inputs, .. targets] : [.. inputs, .. targets, weight];
    }

    /// <summary>Inputs, targets, then the weight if there is one.</summary>
    public IReadOnlyList<Column> All { get; }

    private bool HasWeight => All.Count > _inputs + _targets;

    /// <summary>The columns of one sample.</summary>
    public static Columns Of(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        NotWithoutInputs(sample.Inputs);
        return new Columns(
            [.. sample.Inputs.Select(Column.OfSample)],
            [.. sample.Targets.Select(Column.OfSample)],
            sample.Weight is null ? null : Column.OfSample(sample.Weight));
    }

    /// <summary>The columns of tensors whose first axis counts samples.</summary>
    public static Columns Of(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, Tensor? weight)
    {
        NotWithoutInputs(inputs);
        return new Columns(
            [.. inputs.Select(Column.Of)], [.. targets.Select(Column.Of)], weight is null ? null : Column.Of(weight));
    }

    public override SampleRow Load(int index) => new(this, index);

    /// <summary>What messages call a column: <c>x</c>, <c>y[1]</c>, <c>sampleWeight</c>.</summary>
    public string NameOf(int column) =>
        column < _inputs ? DataChecks.NameOf("x", column, _inputs)
        : column < _inputs + _targets ? DataChecks.NameOf("y", column - _inputs, _targets)
        : "sampleWeight";

    /// <summary>Whether samples of both may stand in one batch, shapes and dtypes apart.</summary>
    public bool HasPartsOf(Columns other) =>
        (_inputs, _targets, HasWeight) == (other._inputs, other._targets, other.HasWeight);

    /// <summary>What a sample consists of: <c>1 input, 2 targets and a weight</c>.</summary>
    public string Parts() =>
        $"{DataChecks.Count(_inputs, "input")}, {DataChecks.Count(_targets, "target")} and {(HasWeight ? "a" : "no")} weight";

    /// <summary>A batch of tensors that stand in the order of <see cref="All"/>.</summary>
    public Batch ToBatch(Tensor[] tensors) => new(
        tensors[.._inputs], tensors[_inputs..(_inputs + _targets)], HasWeight ? tensors[^1] : null);

    /// <summary>A copy of one sample.</summary>
    public Sample SampleAt(int index)
    {
        var tensors = All.Select(column =>
        {
            var values = column.Allocate(1);
            column.Copy(index, values, 0);
            return TensorValues.Give(values, new(column.Row, column.DType));
        }).ToArray();
        var batch = ToBatch(tensors);
        return new Sample(batch.Inputs, batch.Targets, batch.SampleWeight);
    }

    private static void NotWithoutInputs(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException("A sample has at least one input; none was given.");
        }
    }
}
