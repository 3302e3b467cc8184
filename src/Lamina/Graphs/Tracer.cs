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

    [ThreadStatic]
    private static List<Update>? _updates;

    /// <summary>Whether a function is being traced on this thread, so that assignments are noted rather than made.</summary>
    public static bool IsRecording => _updates is not null;

    /// <summary>Traces a function, and gives the assignments that it makes; of several to one variable the last counts.</summary>
    public static (T Result, IReadOnlyList<Update> Updates) Record<T>(Func<T> function)
    {
        var outer = _updates;
        _updates = [];
        try
        {
            var result = function();
            return (result, [.. _updates.GroupBy(update => update.Variable).Select(updates => updates.Last())]);
        }
        finally
        {
            _updates = outer;
        }
    }

    [ThreadStatic]
    private static Dictionary<Variable, Tensor>? _readings;

    /// <summary>What stands for a variable in formulas at present; null where it stands for itself.</summary>
    public static Tensor? ReadingOf(Variable variable) => _readings?.GetValueOrDefault(variable);

    /// <summary>Lets tensors stand for variables in formulas until the scope is disposed.</summary>
    public static ReadingScope Reading(params ReadOnlySpan<(Variable Variable, Tensor Value)> readings)
    {
        var outer = _readings;
        _readings = new Dictionary<Variable, Tensor>(outer ?? []);
        foreach (var (variable, value) in readings)
        {
            _readings[variable] = value;
        }

        return new ReadingScope(outer);
    }

    /// <summary>Notes an assignment.</summary>
    public static void Note(Update update) =>
        (_updates ?? throw new InvalidOperationException("No function is being traced.")).Add(update);

    /// <summary>Leaves the layer when disposed.</summary>
    public readonly struct Scope(string? outer) : IDisposable
    {
        public void Dispose() => _path = outer;
    }

    /// <summary>Lets variables stand for themselves again when disposed.</summary>
    public readonly struct ReadingScope(Dictionary<Variable, Tensor>? outer) : IDisposable
    {
        public void Dispose() => _readings = outer;
    }
}
