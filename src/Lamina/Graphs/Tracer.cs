namespace Lamina.Graphs;

/// <summary>Keeps, while model code runs, the path of layers that it is in, so that errors and printed graphs can name
/// the place.</summary>
internal static class Tracer
{
    [ThreadStatic]
    private static string? s_path;

    /// <summary>The path on this thread, as <c>mnist › dense_2 (Dense)</c>; empty outside layers.</summary>
    public static string CurrentPath => s_path ?? "";

    /// <summary>Enters a layer until the scope is disposed.</summary>
    public static Scope Enter(string name)
    {
        var outer = s_path;
        s_path = string.IsNullOrEmpty(outer) ? name : $"{outer} › {name}";
        return new Scope(outer);
    }

    /// <summary>Goes to the path of an existing node until the scope is disposed.</summary>
    public static Scope At(string path)
    {
        var outer = s_path;
        s_path = path;
        return new Scope(outer);
    }

    /// <summary>Leaves the layer when disposed.</summary>
    public readonly struct Scope(string? outer) : IDisposable
    {
        public void Dispose() => s_path = outer;
    }
}
