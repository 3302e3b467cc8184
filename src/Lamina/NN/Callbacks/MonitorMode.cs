namespace Lamina.NN;

/// <summary>Which way a monitored number gets better.</summary>
public enum MonitorMode
{
    /// <summary>The way of the metric of that name that the model was compiled with; a loss gets better downwards.</summary>
    Auto,

    /// <summary>Smaller is better.</summary>
    Min,

    /// <summary>Larger is better.</summary>
    Max,
}
