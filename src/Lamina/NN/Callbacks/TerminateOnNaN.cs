namespace Lamina.NN;

/// <summary>Ends training quietly when the loss becomes NaN or infinite, instead of the error that is thrown without it.
/// The weights stay those of the last step with a finite loss.</summary>
/// <param name="raiseError">Whether to throw the error after all, so that no <see cref="Callback.OnTrainEnd"/> is called
/// and, for one, a backup stays.</param>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    /// <summary>Whether the error is thrown after all.</summary>
    public bool RaiseError => raiseError;

    internal override bool? EndsQuietly => !raiseError;

    /// <summary>Whether a loss that is not finite ends a training with these callbacks without an error.</summary>
    internal static bool IsQuiet(IReadOnlyList<Callback> callbacks)
    {
        var answers = callbacks.Select(callback => callback.EndsQuietly).ToList();
        return answers.Contains(true) && !answers.Contains(false);
    }
}
