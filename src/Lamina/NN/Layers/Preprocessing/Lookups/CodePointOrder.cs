namespace Lamina.NN;

/// <summary>The order of texts by their UTF-8 bytes, which is that of code points.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var at = x.AsSpan().CommonPrefixLength(y);
        if (at == x.Length || at == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        // Halves of pairs stand for code points above all others.
        return (char.IsSurrogate(x[at]), char.IsSurrogate(y[at])) switch
        {
            (true, false) => 1,
            (false, true) => -1,
            _ => x[at].CompareTo(y[at]),
        };
    }
}
