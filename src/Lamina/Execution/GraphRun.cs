namespace Lamina.Execution;

/// <summary>A graph at work as model code uses it: rows in, a run, values out, without pointers.</summary>
internal abstract class GraphRun
{
    /// <summary>Gives a parameter some rows of a source, converted to the parameter's dtype.</summary>
    public abstract void Feed(int position, RowSource source, ReadOnlySpan<int> rows);

    /// <summary>Gives a parameter neighbouring rows of a source.</summary>
    public abstract void Feed(int position, RowSource source, int start, int count);

    /// <summary>Runs once; false if a check found a value that is not finite, and nothing was updated.</summary>
    public abstract bool Execute();

    /// <summary>The number of outputs.</summary>
    public abstract int OutputCount { get; }

    /// <summary>The shape of an output.</summary>
    public abstract Shape OutputShape(int position);

    /// <summary>The first element of an output of the last run.</summary>
    public abstract double FirstOf(int position);

    /// <summary>A copy of an output of the last run.</summary>
    public abstract Tensor OutputTensor(int position);

    /// <summary>Copies an output of the last run into an array of its dtype, from a place on.</summary>
    public abstract void CopyOutput(int position, Array to, int start);
}
