namespace Lamina.NN;

/// <summary>Batches as a dataset gives them, each checked as it comes.</summary>
internal sealed class StreamBatches(
    IDataset dataset, Model model, IReadOnlyList<OutputSettings> outputs, IReadOnlyDictionary<int, double>? classWeight, string prefix) : BatchSource
{
    private IEnumerator<Batch>? _batches;
    private BatchData? _data;
    private int[] _rows = [];
    private int _number;

    public override int? BatchCount => dataset.BatchCount;

    public override int? Samples => null;

    public override BatchData Data => _data ?? throw new InvalidOperationException("There is no batch before the first Next.");

    public override ReadOnlySpan<int> Rows => _rows.AsSpan(0, Data.Count);

    public override void Begin(int pass, ulong seed)
    {
        End();
        _batches = dataset.Batches(pass).GetEnumerator();
        _number = 0;
    }

    public override bool Next()
    {
        if (_batches is null || !_batches.MoveNext())
        {
            End();
            return false;
        }

        var (x, y, weight) = _batches.Current;
        var name = $"{prefix}batch {_number++}: ";
        _data = BatchData.Check(model, outputs, x, y, weight is null ? [] : [weight], name, classWeight);
        if (_rows.Length < _data.Count)
        {
            _rows = [.. Enumerable.Range(0, _data.Count)];
        }

        return true;
    }

    public override void End()
    {
        _batches?.Dispose();
        _batches = null;
    }
}
