namespace Lamina.NN;

/// <summary>What all recurrent layers are made of, whatever their cell.</summary>
public abstract record RecurrentConfig : LayerConfig
{
    /// <summary>A penalty on the outputs, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Whether the output is that of every step, not of the last alone.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the last states are outputs too.</summary>
    public bool ReturnState { get; init; }

    /// <summary>Whether the steps are taken from the last to the first; the outputs stand in the order of
    /// taking.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>Whether a batch begins with the states at which the one before ended, sample by sample.</summary>
    public bool Stateful { get; init; }

    /// <summary>Kept for Keras, where it asks for steps without a loop; here they always are.</summary>
    public bool Unroll { get; init; }

    /// <summary>Whether steps that a mask leaves out give 0, instead of the output before.</summary>
    public bool ZeroOutputForMask { get; init; }
}
