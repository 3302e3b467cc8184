using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Which variable is to take which array, and what does not fit: gathered first, so that all is told at once and
/// nothing is changed unless all fits.</summary>
/// <param name="file">What messages call the file.</param>
internal sealed class Assignment(string file)
{
    private readonly List<(Variable Variable, SourceArray Array, WeightMatching By)> _pairs = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    /// <summary>The pairs so far.</summary>
    public IReadOnlyList<(Variable Variable, SourceArray Array, WeightMatching By)> Pairs => _pairs;

    /// <summary>A variable takes an array, if it can.</summary>
    public void Set(Variable variable, SourceArray array, WeightMatching by)
    {
        if (array.Fits(variable))
        {
            _pairs.Add((variable, array, by));
        }
        else
        {
            _problems.Add($"other shape or type: {array.Path} is {array}; the model has {variable}");
        }
    }

    /// <summary>A variable has no array.</summary>
    public void Missing(string place, Variable variable) => _problems.Add($"missing: {place}, which is {variable}");

    /// <summary>An array has no variable.</summary>
    public void LeftOver(SourceArray array) => _problems.Add($"left over: {array.Path}, {array}");

    /// <summary>Something worth knowing.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Gives the variables their values.</summary>
    /// <param name="skipMismatch">Whether to load what fits and report the rest.</param>
    /// <param name="isNewModel">Whether nobody has the model yet; then values need not be held back until all are
    /// read.</param>
    /// <exception cref="LaminaFormatException">Something does not fit, or cannot be read; no variable has
    /// changed.</exception>
    public WeightReport Apply(bool skipMismatch, bool isNewModel)
    {
        if (_problems.Count > 0 && !skipMismatch)
        {
            var hint = isNewModel ? "" : "\n  hint: skipMismatch: true loads what fits, and reports the rest.";
            throw new LaminaFormatException(
                $"{file}: the weights are not those of the model.\n  {string.Join("\n  ", _problems)}{hint}");
        }

        if (isNewModel)
        {
            _pairs.ForEach(pair => pair.Variable.Set(Values(pair.Array, pair.Variable)));
        }
        else
        {
            Array[] values = [.. _pairs.Select(pair => Values(pair.Array, pair.Variable))];
            foreach (var (pair, value) in _pairs.Zip(values))
            {
                pair.Variable.Set(value);
            }
        }

        return Report();
    }

    private WeightReport Report() => new(
        file,
        [.. _pairs.Select(pair => new WeightMatch(
            pair.Variable.Path, pair.Array.Path.TrimStart('/'), pair.By, pair.Variable.Shape, pair.Array.Conversion))],
        _problems,
        _notes);

    private Array Values(SourceArray array, Variable variable)
    {
        try
        {
            return NumberArrays.As(array.Read().Evaluate().Data(), NumberArrays.ElementType(variable.DType));
        }
        catch (OverflowException e)
        {
            throw new LaminaFormatException(
                $"{file} › {array.Path}: the model keeps {variable}; a number of the file is too large for it.", e);
        }
    }
}
