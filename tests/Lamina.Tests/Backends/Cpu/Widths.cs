using Lamina.Backends.Cpu;

namespace Lamina.Tests.Backends.Cpu;

/// <summary>The vector widths that this machine has.</summary>
internal static class Widths
{
    public static IEnumerable<SimdWidth> Supported =>
        Enum.GetValues<SimdWidth>().Where(width => width <= CpuFeatures.Choose(null));
}
