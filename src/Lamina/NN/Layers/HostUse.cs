namespace Lamina.NN;

/// <summary>Whether a layer computes before a plan runs, on values, in plain .NET.</summary>
internal enum HostUse
{
    /// <summary>It is made of tensor operations.</summary>
    Never,

    /// <summary>It is made of tensor operations too, but reads values more exactly where they are given.</summary>
    Possible,

    /// <summary>It reads values that no plan holds, such as strings.</summary>
    Always,
}
