namespace Lamina.NN;

/// <summary>How a variable of a model was found in a file.</summary>
public enum WeightMatching
{
    /// <summary>The array lies where the variable lies, or has its name.</summary>
    Path,

    /// <summary>The array stands at the place of the variable in an order that both have.</summary>
    Order,

    /// <summary>The array is the only one of the variable's shape.</summary>
    Shape,
}
