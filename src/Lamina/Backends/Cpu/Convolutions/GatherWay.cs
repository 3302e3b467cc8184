namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>How a sum over windows is gone through.</summary>
internal enum GatherWay
{
    /// <summary>Window by window, all elements at once; zeros around the map are multiplied.</summary>
    Windows,

    /// <summary>Element by element, where it is within the map.</summary>
    Elements,

    /// <summary>Four windows of 3 x 3 at once, in 16 products instead of 36.</summary>
    Winograd,
}
