namespace Lamina.NN;

/// <summary>What is put around a map before windows move over it.</summary>
public enum Padding
{
    /// <summary>Nothing: only windows that lie within the map.</summary>
    Valid,

    /// <summary>As much, half on each side, that there is a window for each step over the map.</summary>
    Same,

    /// <summary>Before the first step only, so that no window sees later steps; for sequences.</summary>
    Causal,
}
