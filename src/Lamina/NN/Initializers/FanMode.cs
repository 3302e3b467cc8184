namespace Lamina.NN;

/// <summary>Which connections of a unit set the spread of its weights.</summary>
public enum FanMode
{
    /// <summary>Those that come in: keeps the spread of activations.</summary>
    FanIn,

    /// <summary>Those that go out: keeps the spread of gradients.</summary>
    FanOut,

    /// <summary>The mean of both.</summary>
    FanAverage,
}
