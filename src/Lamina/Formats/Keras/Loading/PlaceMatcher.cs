using System.Globalization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Finds the arrays of a model's variables by the places of their layers.</summary>
/// <remarks>
/// <para>Places count layers by class, so they are right for the model that was saved. Where file and model have other
/// places, a model was put together otherwise: then the names of the layers decide if they find all.</para>
/// <para>What is left is taken in order where layers of a class are as many in both, and by shape where only one
/// fits.</para>
/// </remarks>
internal sealed class PlaceMatcher
{
    private readonly WeightContainer _container;
    private readonly Assignment _assignment;
    private readonly List<Target> _targets;
    private readonly List<Source> _sources;

    private PlaceMatcher(Model model, WeightContainer container, Assignment assignment)
    {
        (_container, _assignment) = (container, assignment);
        var names = NamesOf(model);
        _targets = [.. WeightPaths.OfLayers(model)
            .GroupBy(pair => WeightContainer.PlaceOf(pair.Path))
            .Select(group => new Target(group.Key, names[group.Key], [.. group.Select(pair => (pair.Path, pair.Variable))]))];
        _sources = [.. container.Weights
            .GroupBy(array => WeightContainer.PlaceOf(Outer(array.Name)))
            .Select(group => new Source(
                group.Key, [.. group.DistinctBy(array => Outer(array.Name)).OrderBy(array => WeightContainer.IndexOf(array.Name))]))];
    }

    /// <summary>Says which variable takes which array.</summary>
    public static void Match(Model model, WeightContainer container, Assignment assignment)
    {
        var matcher = new PlaceMatcher(model, container, assignment);
        matcher.ByPlaceOrName();
        matcher.ByOrder();
        matcher.ByShape();
        matcher.NameTheRest();
    }

    private void ByPlaceOrName()
    {
        var places = _sources.ToLookup(source => WeightContainer.Plain(source.Place));
        var isSame = _targets.Count == _sources.Count
            && _targets.All(target => places[WeightContainer.Plain(target.Place)].Any());
        if (!isSame && ByName())
        {
            return;
        }

        foreach (var target in _targets.ToArray())
        {
            var found = places[WeightContainer.Plain(target.Place)].Take(2).ToArray();
            if (found.Length == 1 && (isSame || found[0].Fits(target)))
            {
                Take(target, found[0], WeightMatching.Path);
            }
        }
    }

    // Only where names find everything: automatic names of another process mean nothing.
    private bool ByName()
    {
        var named = _sources.ToLookup(source => _container.NameOf(source.Place));
        var pairs = _targets.Select(target => (Target: target, Found: named[target.Name].Take(2).ToArray())).ToArray();
        if (!pairs.All(pair => pair.Found.Length == 1 && pair.Found[0].Fits(pair.Target)))
        {
            return false;
        }

        foreach (var (target, found) in pairs)
        {
            Take(target, found[0], WeightMatching.Path);
        }

        return true;
    }

    // Layers of one class within one container: dense, dense_1, ...
    private void ByOrder()
    {
        var left = _sources.GroupBy(source => ClassOf(WeightContainer.Plain(source.Place))).ToDictionary(
            group => group.Key, group => group.OrderBy(source => NumberOf(WeightContainer.Plain(source.Place))).ToArray());
        foreach (var group in _targets.GroupBy(target => ClassOf(WeightContainer.Plain(target.Place))).ToArray())
        {
            Target[] targets = [.. group.OrderBy(target => NumberOf(target.Place))];
            if (left.TryGetValue(group.Key, out var sources) && sources.Length == targets.Length
                && targets.Zip(sources).All(pair => pair.Second.Fits(pair.First)))
            {
                foreach (var (target, source) in targets.Zip(sources))
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
            var fitting = _sources.Where(source => source.Fits(target)).Take(2).ToArray();
            if (fitting.Length == 1 && _targets.Count(fitting[0].Fits) == 1)
            {
                Take(target, fitting[0], WeightMatching.Shape);
            }
        }
    }

    // What is at the same place is named together, so that an error says how it differs.
    private void NameTheRest()
    {
        foreach (var target in _targets.ToArray())
        {
            var place = WeightContainer.Plain(target.Place);
            var source = _sources.Find(source => WeightContainer.Plain(source.Place) == place);
            if (source is not null)
            {
                Take(target, source, WeightMatching.Path);
                continue;
            }

            foreach (var (path, variable) in target.Variables)
            {
                _assignment.Missing(path, variable);
            }
        }

        foreach (var array in _sources.SelectMany(source => source.Arrays))
        {
            _assignment.LeftOver(array);
        }
    }

    private void Take(Target target, Source source, WeightMatching by)
    {
        var left = source.Arrays.ToList();
        foreach (var (path, variable) in target.Variables)
        {
            if (left.Find(array => WordOf(array.Name) == WordOf(path)) is { } array)
            {
                left.Remove(array);
                _assignment.Set(variable, array, by);
            }
            else
            {
                _assignment.Missing(path, variable);
            }
        }

        left.ForEach(_assignment.LeftOver);
        _targets.Remove(target);
        _sources.Remove(source);
    }

    private static Dictionary<string, string> NamesOf(Model model)
    {
        var names = new Dictionary<string, string> { [""] = model.Name };
        foreach (var (place, layer) in WeightPaths.Layers(model).Where(pair => pair.Path.Length > 0))
        {
            var around = names.Keys
                .Where(other => other.Length < place.Length && place.StartsWith(other, StringComparison.Ordinal))
                .MaxBy(other => other.Length)!;
            names[place] = around.Length == 0 ? layer.Name : $"{names[around]}/{layer.Name}";
        }

        return names;
    }

    // Keras keeps the weights of words twice: of the layer and of the one inside.
    private static string Outer(string name) => name.Replace("_lookup_layer/", "", StringComparison.Ordinal);

    private static string WordOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    // layers/dense_12/ → layers/dense/ and 12; below a layer, as in layers/lstm_1/cell/, its own number counts.
    private static string ClassOf(string place)
    {
        var words = place.Split('/');
        for (var i = 0; i < words.Length - 1; i++)
        {
            if (words[i] == "layers" && SplitNumber(words[i + 1]) is var (name, _))
            {
                words[i + 1] = name;
            }
        }

        return string.Join('/', words);
    }

    private static string NumberOf(string place) => string.Join(
        '/',
        place.Split('/').Select(word => SplitNumber(word).Number.ToString("D9", CultureInfo.InvariantCulture)));

    private static (string Name, int Number) SplitNumber(string word)
    {
        var at = word.LastIndexOf('_');
        return at > 0 && int.TryParse(word.AsSpan(at + 1), CultureInfo.InvariantCulture, out var number) ? (word[..at], number) : (word, 0);
    }

    private sealed record Target(string Place, string Name, IReadOnlyList<(string Path, Variable Variable)> Variables);

    private sealed record Source(string Place, IReadOnlyList<SourceArray> Arrays)
    {
        public bool Fits(Target target) => Arrays.Count == target.Variables.Count
            && target.Variables.All(pair =>
                Arrays.Any(array => WordOf(array.Name) == WordOf(pair.Path) && array.Fits(pair.Variable)));
    }
}
