namespace Lamina.NN;

/// <summary>Says that a model is being made of a file or text, which may give it its weights later.</summary>
/// <remarks>A file may describe a model that is larger than all memory. First values are then drawn, and memory is taken,
/// only when a weight is used or given its values; so the shapes can be compared with those in the file before.</remarks>
internal static class AwaitedWeights
{
    [ThreadStatic]
    private static bool _areAwaited;

    /// <summary>Whether this thread makes such a model.</summary>
    public static bool AreAwaited => _areAwaited;

    /// <summary>Makes such a model.</summary>
    public static T While<T>(Func<T> make)
    {
        var outer = _areAwaited;
        _areAwaited = true;
        try
        {
            return make();
        }
        finally
        {
            _areAwaited = outer;
        }
    }
}
