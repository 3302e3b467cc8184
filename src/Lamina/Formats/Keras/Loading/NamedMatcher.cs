using System.Text.RegularExpressions;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Finds the arrays of a model's variables by the variables' own paths, such as <c>sequential/dense/kernel</c>.</summary>
/// <remarks>The model's name in front may differ or be absent. What is left is taken in order where layers that differ in
/// their numbers alone are as many in both, and by shape where only one fits.</remarks>
internal sealed partial class NamedMatcher
{
    private readonly string _model;
    private readonly Assignment _assignment;
    private readonly List<(string Place, Variable Variable)> _targets;
    private readonly List<SourceArray> _sources;

    private NamedMatcher(Model model, IReadOnlyList<SourceArray> arrays, Assignment assignment)
    {
        (_model, _assignment) = (model.Name, assignment);
        _targets = [.. WeightPaths.OfLayers(model)];
        _sources = [.. arrays];
    }

    /// <summary>Says which variable takes which array.</summary>
    public static void Match(Model model, IReadOnlyList<SourceArray> arrays, Assignment assignment)
    {
        var matcher = new NamedMatcher(model, arrays, assignment);
        matcher.ByName(static target => target.Variable.Path, static array => array.Name);
        matcher.ByName(static target => target.Place, static array => array.Name);
        matcher.ByName(target => matcher.WithoutModel(target.Variable.Path), array => matcher.WithoutModel(array.Name));
        matcher.ByName(target => matcher.WithoutModel(target.Variable.Path), static array => WithoutFirst(array.Name));
        matcher.ByOrder();
        matcher.ByShape();
        foreach (var (_, variable) in matcher._targets)
        {
            assignment.Missing(variable.Path, variable);
        }

        matcher._sources.ForEach(assignment.LeftOver);
    }

    // A name that several have says nothing.
    private void ByName(Func<(string Place, Variable Variable), string> nameOf, Func<SourceArray, string> nameOfArray)
    {
        var arrays = _sources.ToLookup(nameOfArray, StringComparer.Ordinal);
        var targets = _targets.ToLookup(nameOf, StringComparer.Ordinal);
        foreach (var target in _targets.ToArray())
        {
            SourceArray[] found = [.. arrays[nameOf(target)].Take(2)];
            if (found.Length == 1 && targets[nameOf(target)].Count() == 1)
            {
                Take(target, found[0], WeightMatching.Path);
            }
        }
    }

    // dense_5/kernel and dense_6/kernel are what the model calls dense/kernel and dense_1/kernel.
    private void ByOrder()
    {
        var arrays = _sources.ToLookup(array => WithoutNumbers(WithoutModel(array.Name)), StringComparer.Ordinal);
        foreach (var group in _targets.GroupBy(target => WithoutNumbers(WithoutModel(target.Variable.Path))).ToArray())
        {
            var targets = group.OrderBy(target => InOrder(target.Variable.Path), StringComparer.Ordinal).ToArray();
            SourceArray[] sources = [.. arrays[group.Key].OrderBy(array => InOrder(array.Name), StringComparer.Ordinal)];
            if (sources.Length == targets.Length && sources.Zip(targets).All(pair => pair.First.Fits(pair.Second.Variable)))
            {
                foreach (var (source, target) in sources.Zip(targets))
                {
                    Take(target, source, WeightMatching.Order);
                }
            }
        }
    }

    private void ByShape()
    {
        foreach (var target in _targets.ToArray())
        {
            SourceArray[] fitting = [.. _sources.Where(source => source.Fits(target.Variable)).Take(2)];
            if (fitting.Length == 1 && _targets.Count(other => fitting[0].Fits(other.Variable)) == 1)
            {
                Take(target, fitting[0], WeightMatching.Shape);
            }
        }
    }

    private void Take((string Place, Variable Variable) target, SourceArray array, WeightMatching by)
    {
        _assignment.Set(target.Variable, array, by);
        _targets.Remove(target);
        _sources.Remove(array);
    }

    private string WithoutModel(string path) =>
        path.StartsWith(_model + "/", StringComparison.Ordinal) ? path[(_model.Length + 1)..] : path;

    private static string WithoutFirst(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string WithoutNumbers(string path) => Number().Replace(path, "");

    // A layer without a number comes first.
    private static string InOrder(string path) =>
        string.Join('/', path.Split('/').Select(word => Number().Match(word) is { Success: true } match
            ? word[..match.Index] + match.Groups[1].Value.PadLeft(20, '0')
            : word + new string('0', 20)));

    [GeneratedRegex("_([0-9]+)(?=/|$)")]
    private static partial Regex Number();
}
