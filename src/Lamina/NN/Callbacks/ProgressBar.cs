namespace Lamina.NN;

/// <summary>Shows the training on the console.</summary>
public sealed class ProgressBar : Callback
{
    internal static IEnumerable<Callback> For(int verbose) => verbose == 0 ? [] : [new ProgressBar()];
}
