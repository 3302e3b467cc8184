namespace Lamina.NN;

/// <summary>In which form a layer gives categories.</summary>
public enum OutputMode
{
    /// <summary>As their numbers.</summary>
    Int,

    /// <summary>Each as a vector with a single 1; a last axis of length 1 is replaced by it.</summary>
    OneHot,

    /// <summary>All of a sample as one vector, with a 1 for each that occurs.</summary>
    MultiHot,

    /// <summary>All of a sample as one vector of how often each occurs.</summary>
    Count,

    /// <summary>As <see cref="Count"/>, each times the inverse document frequency of its category.</summary>
    TfIdf,
}
