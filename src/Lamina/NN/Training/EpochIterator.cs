namespace Lamina.NN;

/// <summary>Cuts passes over the data into epochs: one pass each, or a number of steps, in which case a pass that is not
/// finished goes on in the next epoch, and an epoch ends early where its pass does, as in Keras.</summary>
internal sealed class EpochIterator(BatchSource source, int? stepsPerEpoch, ulong seed, int firstPass)
{
    private int _pass = firstPass - 1;
    private int _inPass;
    private bool _isOpen;
    private int _left;

    /// <summary>Whether the last epoch ended before its steps were made, as the data had no more.</summary>
    public bool WasCutShort { get; private set; }

    /// <summary>Begins an epoch.</summary>
    public void BeginEpoch()
    {
        if (!_isOpen || stepsPerEpoch is null || _inPass == source.BatchCount)
        {
            _inPass = 0;
            source.Begin(++_pass, seed);
            _isOpen = true;
        }

        (_left, WasCutShort) = (stepsPerEpoch ?? int.MaxValue, false);
    }

    /// <summary>Goes to the next batch of the epoch; false at its end.</summary>
    public bool Next()
    {
        if (_left == 0)
        {
            return false;
        }

        _isOpen = source.Next();
        if (!_isOpen)
        {
            WasCutShort = stepsPerEpoch is not null;
            return false;
        }

        _inPass++;
        _left--;
        return true;
    }

    /// <summary>Goes over what earlier epochs and batches took, without handing it out.</summary>
    public void Skip(int epochs, int batches)
    {
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            if (stepsPerEpoch is null)
            {
                _pass++;
                continue;
            }

            BeginEpoch();
            while (Next())
            {
            }
        }

        if (batches > 0)
        {
            BeginEpoch();
            for (var batch = 0; batch < batches && Next(); batch++)
            {
            }
        }
    }

    /// <summary>Lets the data go.</summary>
    public void End() => source.End();
}
