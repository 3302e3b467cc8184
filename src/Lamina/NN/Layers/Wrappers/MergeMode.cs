namespace Lamina.NN;

/// <summary>How <see cref="Bidirectional"/> makes one output of those of its two directions.</summary>
public enum MergeMode
{
    /// <summary>Side by side along the last axis.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product, element by element.</summary>
    Multiply,

    /// <summary>Their mean.</summary>
    Average,
}
