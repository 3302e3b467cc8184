namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>What a depthwise kernel is called with, for neighbouring results of a line; steps are in floats.</summary>
internal unsafe struct DepthwiseArguments
{
    /// <summary>Where the first result's window begins.</summary>
    public float* Map;

    /// <summary>From a result's window to the next.</summary>
    public nint ReadStep;

    /// <summary>How far from there each element of the window is.</summary>
    public nint* Reads;

    /// <summary>Elements of the window.</summary>
    public int Elements;

    /// <summary>Where the weights of each element begin in the kernel.</summary>
    public nint* Rows;

    public float* Kernel;

    /// <summary>A number for each channel that sums start from; null if they start from nothing.</summary>
    public float* Bias;

    public float* Results;

    /// <summary>From a result to the next.</summary>
    public nint ResultStep;

    /// <summary>How many results.</summary>
    public int Count;

    public int Channels;
}
