namespace Lamina.NN;

/// <summary>Which way the layers of a picture follow each other; Keras's <c>rankdir</c>.</summary>
public enum DiagramDirection
{
    /// <summary>From top to bottom: <c>TB</c>.</summary>
    TopToBottom,

    /// <summary>From left to right: <c>LR</c>.</summary>
    LeftToRight,
}

/// <summary>What a picture of a model shows, in the words of Keras's <c>plot_model</c>.</summary>
/// <remarks>Unlike there, names, shapes and activations are shown unless they are turned off.</remarks>
public sealed record DiagramOptions
{
    /// <summary>Whether the shapes of inputs and outputs are shown.</summary>
    public bool ShowShapes { get; init; } = true;

    /// <summary>Whether the types of the elements are shown.</summary>
    public bool ShowDtype { get; init; }

    /// <summary>Whether layers are named; else only their class is shown.</summary>
    public bool ShowLayerNames { get; init; } = true;

    /// <summary>Whether the activations of layers that have one are shown.</summary>
    public bool ShowLayerActivations { get; init; } = true;

    /// <summary>Whether each layer with weights says if it is trained. Frozen layers are marked in any case.</summary>
    public bool ShowTrainable { get; init; }

    /// <summary>Whether models within the model are drawn with their layers.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>Which way the layers follow each other.</summary>
    public DiagramDirection Rankdir { get; init; }
}
