namespace Lamina.Backends.Cpu.Pools;

/// <summary>What is done with a window.</summary>
internal enum PoolKind
{
    /// <summary>Its largest value.</summary>
    Max,

    /// <summary>What stands in another map where its largest value is.</summary>
    Pick,

    /// <summary>A number is given to the place of its largest value.</summary>
    Spread,

    /// <summary>Its mean.</summary>
    Average,

    /// <summary>A share of a number is given to all its places.</summary>
    AverageSpread,
}
