namespace Lamina.Tests.Backends.Cpu;

/// <summary>Memory with known numbers before and behind, which a kernel must leave alone.</summary>
internal sealed unsafe class Guarded
{
    private const int Margin = 32;
    private const int Canary = 0x5CA1AB1E;
    private readonly AlignedMemory _memory;

    public Guarded(int count)
    {
        Count = count;
        _memory = new AlignedMemory(count + (2 * Margin));
        _memory.Span<int>().Fill(Canary);
    }

    public int Count { get; }

    public float* Pointer => _memory.Pointer + Margin;

    public Span<float> Floats => _memory.Span<float>().Slice(Margin, Count);

    public Span<int> Ints => _memory.Span<int>().Slice(Margin, Count);

    public static Guarded Of(ReadOnlySpan<float> values)
    {
        var memory = new Guarded(values.Length);
        values.CopyTo(memory.Floats);
        return memory;
    }

    public void AssertMarginsUntouched(string what)
    {
        var all = _memory.Span<int>();
        Assert.True(
            !all[..Margin].ContainsAnyExcept(Canary) && !all[^Margin..].ContainsAnyExcept(Canary),
            $"{what} wrote outside its destination.");
    }
}
