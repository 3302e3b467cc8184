namespace Lamina.NN;

/// <summary>Batches of samples in memory: nothing is allocated from batch to batch.</summary>
internal sealed class ArrayBatches(BatchData data, int batchSize, bool shuffle) : BatchSource
{
    private readonly int[] _order = [.. Enumerable.Range(0, data.Count)];
    private int _start;
    private int _end;

    public override int? BatchCount => (data.Count + batchSize - 1) / batchSize;

    public override int? Samples => data.Count;

    public override BatchData Data => data;

    public override ReadOnlySpan<int> Rows => _order.AsSpan(_start, _end - _start);

    public override void Begin(int pass, ulong seed)
    {
        _start = _end = 0;
        if (!shuffle)
        {
            return;
        }

        for (var i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        new RandomStream(RandomStream.Mix(seed, (ulong)pass)).Shuffle<int>(_order);
    }

    public override bool Next()
    {
        _start = _end;
        _end = Math.Min(_start + batchSize, _order.Length);
        return _start < _end;
    }
}
