namespace Lamina.NN;

/// <summary>Lets evaluations and predictions use the optimizer's running averages of the weights, and training go on with
/// the weights themselves.</summary>
/// <remarks>Averages and weights change places, so that no memory is needed; other callbacks must not change either
/// meanwhile. With <see cref="SwapOnEpoch"/> the averages also stand in the model behind each epoch, where a
/// <see cref="ModelCheckpoint"/> that follows in the list saves them. Source: Keras.</remarks>
/// <param name="swapOnEpoch">Whether the averages stand in the model from the end of an epoch to the next one's
/// beginning.</param>
public sealed class SwapEMAWeights(bool swapOnEpoch = false) : Callback
{
    private bool _hasAverages;

    /// <summary>Whether the averages stand in the model from the end of an epoch to the next one's beginning.</summary>
    public bool SwapOnEpoch => swapOnEpoch;

    /// <summary>Whether the averages stand in the model, and the weights in their place.</summary>
    internal static bool HasSwapped(IReadOnlyList<Callback> callbacks) =>
        callbacks.OfType<SwapEMAWeights>().Any(callback => callback._hasAverages);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    public override void OnTrainBegin()
    {
        _hasAverages = false;
        Averages();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => Place(averages: false);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (swapOnEpoch)
        {
            Place(averages: true);
            if (epoch == Parameters.Epochs - 1)
            {
                Keep();
            }
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        // A training ends with the averages, in the model and in their own place.
        if (_hasAverages)
        {
            Keep();
            _hasAverages = false;
        }
    }

    /// <inheritdoc/>
    public override void OnTestBegin() => Place(averages: true);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => Place(averages: false);

    /// <inheritdoc/>
    public override void OnPredictBegin() => Place(averages: true);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Place(averages: false);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState() =>
        new Dictionary<string, Tensor> { ["has_averages"] = CallbackState.Of(_hasAverages ? 1 : 0) };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state) => _hasAverages = state.Number("has_averages") != 0;

    private void Place(bool averages)
    {
        if (averages == _hasAverages)
        {
            return;
        }

        foreach (var (weight, average) in Averages())
        {
            var values = weight.Read().Data();
            weight.Set(average.Read().Data());
            average.Set(values);
        }

        _hasAverages = averages;
    }

    private void Keep()
    {
        foreach (var (weight, average) in Averages())
        {
            average.Set(weight.Read().Data());
        }
    }

    private IEnumerable<(Variable Weight, Variable Average)> Averages()
    {
        var state = Model.Trainer?.State;
        return state?.Averages is { } averages
            ? state.Weights.Zip(averages)
            : throw new InvalidOperationException(
                $"SwapEMAWeights needs an optimizer that keeps running averages of the weights; '{Model.Optimizer?.Name}' does not."
                + "\n  hint: make it with UseEma = true.");
    }
}
