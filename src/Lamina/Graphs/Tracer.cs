namespace Lamina.Graphs;

/// <summary>Keeps, while model code runs, the path of layers that it is in, so that errors and printed graphs can name
/// the place.</summary>
internal static class Tracer
{
    [ThreadStatic]
    private static string? _path;

    /// <summary>The path on this thread, as <c>mnist › dense_2 (Dense)</c>; empty outside layers.</summary>
    public static string CurrentPath => _path ?? "";

    /// <summary>Enters a layer until the scope is disposed.</summary>
    public static Scope Enter(string name)
    {
        var outer = _path;
        _path = string.IsNullOrEmpty(outer) ? name : $"{outer} › {name}";
        return new Scope(outer);
    }

    /// <summary>Goes to the path of an existing node until the scope is disposed.</summary>
    public static Scope At(string path)
    {
        var outer = _path;
        _path = path;
        return new Scope(outer);
    }

    /// <summary>Leaves the layer when disposed.</summary>
    public readonly struct Scope(string? outer) : IDisposable
    {
        public void Dispose() => _path = outer;
    }
}
