namespace Lamina.Formats.Hdf5;

/// <summary>One filter of a pipeline.</summary>
/// <param name="Id">Its registered number.</param>
/// <param name="Name">What the writer called it; often nothing.</param>
/// <param name="Values">Its settings ("client data").</param>
internal sealed record Filter(int Id, string Name, IReadOnlyList<long> Values)
{
    public const int Deflate = 1;
    public const int Shuffle = 2;
    public const int Fletcher32 = 3;
    public const int Lzf = 32000;

    /// <summary>The number and what people call it.</summary>
    public override string ToString() => Id switch
    {
        Deflate => "deflate (1)",
        Shuffle => "shuffle (2)",
        Fletcher32 => "fletcher32 (3)",
        4 => "szip (4)",
        5 => "nbit (5)",
        6 => "scaleoffset (6)",
        Lzf => "lzf (32000)",
        _ => Name.Length == 0 ? $"{Id}" : $"{Name} ({Id})",
    };
}
