namespace Lamina.NN;

/// <summary>Ends training quietly when the loss becomes NaN or infinite, instead of the error that is thrown without it.
/// The weights stay those of the last step with a finite loss.</summary>
public sealed class TerminateOnNaN : Callback;
