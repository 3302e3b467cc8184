namespace Lamina.NN;

/// <summary>Where batches come from, pass after pass.</summary>
internal abstract class BatchSource
{
    /// <summary>Batches in a pass; null where that is not known.</summary>
    public abstract int? BatchCount { get; }

    /// <summary>Samples in a pass; null where that is not known.</summary>
    public abstract int? Samples { get; }

    /// <summary>The data that the present batch is part of.</summary>
    public abstract BatchData Data { get; }

    /// <summary>The numbers of the present batch's samples within <see cref="Data"/>.</summary>
    public abstract ReadOnlySpan<int> Rows { get; }

    /// <summary>Begins a pass; its order depends on nothing but these two.</summary>
    public abstract void Begin(int pass, ulong seed);

    /// <summary>Goes to the next batch; false at the end of the pass.</summary>
    public abstract bool Next();

    /// <summary>Ends a pass early.</summary>
    public virtual void End()
    {
    }
}
