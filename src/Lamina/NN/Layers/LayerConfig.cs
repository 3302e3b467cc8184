namespace Lamina.NN;

/// <summary>What a layer is made of; also the form in which it is saved.</summary>
public abstract record LayerConfig
{
    /// <summary>The layer's name; given by its model, such as <c>dense_1</c>, when null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether training may change the layer's weights.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>The floating-point type of weights and results, float32 or float64; that of the first input when null.</summary>
    public DType? Precision { get; init => field = Guard.Precision(value); }
}
