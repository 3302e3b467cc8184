namespace Lamina.Tests.Autodiff;

/// <summary>Where a function may be probed: where it is defined and smooth.</summary>
internal enum Domain
{
    /// <summary>Normal numbers.</summary>
    Any,

    /// <summary>0.5 to 2.</summary>
    Positive,

    /// <summary>±0.5 to ±2.</summary>
    AwayFromZero,

    /// <summary>0.1 to 0.9.</summary>
    Unit,

    /// <summary>In random order, each at least 0.1 from every other.</summary>
    Distinct,
}
