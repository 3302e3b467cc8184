namespace Lamina.NN;

/// <summary>Something that each output of a model has: given once for all, as a list, or by the outputs' names.</summary>
internal sealed class PerOutput<T>
    where T : class
{
    private readonly T? _all;
    private readonly IReadOnlyList<T?>? _list;
    private readonly IReadOnlyDictionary<string, T?>? _byName;

    /// <summary>The same for all outputs.</summary>
    public PerOutput(T? all) => _all = all;

    /// <summary>One for each output, in order.</summary>
    public PerOutput(IReadOnlyList<T?> list) => _list = list;

    /// <summary>By the names of the outputs.</summary>
    public PerOutput(IReadOnlyDictionary<string, T?> byName) => _byName = byName;

    /// <summary>The one for all outputs.</summary>
    public T? All => _all;

    /// <summary>The list, if one was given.</summary>
    public IReadOnlyList<T?>? List => _list;

    /// <summary>The dictionary, if one was given.</summary>
    public IReadOnlyDictionary<string, T?>? ByName => _byName;

    /// <summary>What each output has.</summary>
    /// <param name="model">The model's name, for errors.</param>
    /// <param name="outputs">The names of its outputs.</param>
    /// <param name="things">What is shared out, such as <c>losses</c>.</param>
    /// <param name="isComplete">Whether each output must be named; those without then have null.</param>
    /// <exception cref="ArgumentException">A list is longer or shorter, or a name is unknown or missing.</exception>
    public T?[] For(string model, IReadOnlyList<string> outputs, string things, bool isComplete)
    {
        if (_list is not null)
        {
            return _list.Count == outputs.Count
                ? [.. _list]
                : throw new ArgumentException(
                    $"'{model}' has {DataChecks.Count(outputs.Count, "output")} ({string.Join(", ", outputs)}); {_list.Count} {things} were given."
                    + (things.EndsWith("metrics", StringComparison.Ordinal)
                        ? "\n  hint: with several outputs, give an entry for each, such as [[\"mae\"], []], or a dictionary by their names."
                        : ""));
        }

        if (_byName is null)
        {
            return [.. outputs.Select(_ => _all)];
        }

        if (_byName.Keys.FirstOrDefault(name => !outputs.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{things} are given for '{unknown}', which is no output of '{model}'; there are: {string.Join(", ", outputs)}.");
        }

        return isComplete && outputs.FirstOrDefault(name => !_byName.ContainsKey(name)) is { } missing
            ? throw new ArgumentException(
                $"The output '{missing}' of '{model}' has none of the {things}: they are given for {string.Join(", ", _byName.Keys)}."
                + $"\n  hint: give null for an output that is not trained: [\"{missing}\"] = null.")
            : [.. outputs.Select(name => _byName.GetValueOrDefault(name))];
    }
}
