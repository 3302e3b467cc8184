namespace Lamina.NN;

/// <summary>What layers learn from.</summary>
internal static class AdaptData
{
    /// <summary>One input of the batches of a dataset.</summary>
    public static IEnumerable<Tensor> Of(Layer layer, IDataset data, int? steps, int input)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataChecks.Steps(steps, nameof(steps));
        var batches = data.Batches(0);
        return (steps is { } most ? batches.Take(most) : batches).Select(batch => input >= 0 && input < batch.Inputs.Count
            ? batch.Inputs[input]
            : throw new ArgumentOutOfRangeException(
                nameof(input),
                $"'{layer.Name}' ({layer.KerasName}) shall adapt to input {input};"
                + $" the batches have {DataChecks.Count(batch.Inputs.Count, "input")}."));
    }

    /// <summary>Learns from batches, one after the other.</summary>
    public static void Run(IEnumerable<Tensor> batches, Action reset, Action<Tensor> update, Action finish)
    {
        ArgumentNullException.ThrowIfNull(batches);
        reset();
        foreach (var batch in batches)
        {
            ArgumentNullException.ThrowIfNull(batch, nameof(batches));
            update(batch.Evaluate());
        }

        finish();
    }
}
