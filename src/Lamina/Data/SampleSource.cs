namespace Lamina.Data;

/// <summary>Where samples lie; each is asked for by its number, from any thread.</summary>
internal abstract class SampleSource
{
    /// <summary>The place of a sample's values, which are read or computed first if need be.</summary>
    public abstract SampleRow Load(int index);
}

/// <summary>A sample by its place: what passes through a stream, so that orders are made without copying values.</summary>
/// <param name="Source">Where it lies.</param>
/// <param name="Index">Its number there.</param>
internal readonly record struct SampleRow(SampleSource Source, int Index)
{
    /// <summary>A sample whose values are in memory already.</summary>
    public SampleRow(Sample sample)
        : this(Columns.Of(sample), 0)
    {
    }

    /// <summary>The same sample in columns.</summary>
    public SampleRow Load() => Source.Load(Index);

    /// <summary>A copy of the sample.</summary>
    public Sample ToSample()
    {
        var (source, index) = Load();
        return ((Columns)source).SampleAt(index);
    }
}

/// <summary>Samples made from items, such as paths of files, one at a time and each time anew.</summary>
internal sealed class LoadedSource<T>(IReadOnlyList<T> items, Func<T, Sample> load) : SampleSource
{
    public override SampleRow Load(int index) => new(load(items[index]));
}
