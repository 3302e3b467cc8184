using System.Text.RegularExpressions;

namespace Lamina.NN;

/// <summary>Which optimizer takes which weights.</summary>
/// <remarks>
/// <para>A weight goes to the optimizer of its layer, to that of its exact path such as <c>dense/kernel</c>, or to that whose
/// pattern, a regular expression, is its whole path: <c>encoder/.*</c>. All others go to the default.</para>
/// <para>Weights of one and the same optimizer object are updated together, which matters for
/// <see cref="Optimizer.GlobalClipNorm"/>.</para>
/// </remarks>
public sealed record OptimizerMap
{
    private readonly List<(Layer Layer, Optimizer Optimizer)> _layers = [];
    private readonly Dictionary<string, Optimizer> _patterns = [];

    /// <summary>A map that gives all weights to one optimizer.</summary>
    /// <param name="DefaultOptimizer">The optimizer of weights that nothing else claims.</param>
    public OptimizerMap(Optimizer DefaultOptimizer) => this.DefaultOptimizer = Plain(DefaultOptimizer);

    /// <summary>The optimizer of weights that nothing else claims.</summary>
    public Optimizer DefaultOptimizer { get; init => field = Plain(value); }

    /// <summary>The optimizers by exact paths or patterns of paths. A layer's is that of all below its path.</summary>
    public IReadOnlyDictionary<string, Optimizer> Patterns
    {
        get => _layers
            .SelectMany(entry => PatternsOf(entry.Layer).Select(pattern => (pattern, entry.Optimizer)))
            .Concat(_patterns.Select(entry => (entry.Key, entry.Value)))
            .ToDictionary();
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (pattern, optimizer) in value)
            {
                Add(pattern, optimizer);
            }
        }
    }

    /// <summary>This map with another entry.</summary>
    /// <param name="pattern">An exact path, or a regular expression that must match a whole path.</param>
    /// <param name="optimizer">The optimizer of those weights.</param>
    /// <exception cref="ArgumentException">The pattern is there already, is no regular expression, or the optimizer consists
    /// of others itself.</exception>
    public OptimizerMap With(string pattern, Optimizer optimizer)
    {
        var map = Copy();
        map.Add(pattern, optimizer);
        return map;
    }

    /// <summary>This map with another entry.</summary>
    /// <param name="layer">The layer whose weights, those of layers inside included, the optimizer takes.</param>
    /// <param name="optimizer">The optimizer of those weights.</param>
    /// <exception cref="ArgumentException">The layer is there already, or the optimizer consists of others itself.</exception>
    public OptimizerMap With(Layer layer, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (_layers.Exists(entry => entry.Layer == layer))
        {
            throw new ArgumentException($"The layer '{layer.Name}' has an optimizer in the map already.", nameof(layer));
        }

        var map = Copy();
        map._layers.Add((layer, Plain(optimizer)));
        return map;
    }

    /// <summary>The optimizer of a weight.</summary>
    /// <exception cref="InvalidOperationException">Several entries claim it.</exception>
    public Optimizer OptimizerOf(Variable weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (_patterns.TryGetValue(weight.Path, out var exact))
        {
            return exact;
        }

        (string Claim, Optimizer Optimizer)[] claims =
        [
            .. _layers.Where(entry => entry.Layer.Weights.Contains(weight))
                .Select(entry => ($"the layer '{entry.Layer.Name}'", entry.Optimizer)),
            .. _patterns.Where(entry => IsWhole(entry.Key, weight.Path))
                .Select(entry => ($"the pattern '{entry.Key}'", entry.Value)),
        ];
        return claims.Length switch
        {
            0 => DefaultOptimizer,
            1 => claims[0].Optimizer,
            _ => throw new InvalidOperationException(
                $"The weight '{weight.Path}' belongs to one optimizer; {string.Join(" and ", claims.Select(c => c.Claim))}"
                + $" claim it.\n  hint: an entry with the exact path '{weight.Path}' decides."),
        };
    }

    /// <summary>All optimizers, each object once: those of the entries, then the default.</summary>
    internal IReadOnlyList<Optimizer> All =>
    [
        .. _layers.Select(entry => entry.Optimizer).Concat(_patterns.Values).Append(DefaultOptimizer)
            .Distinct(ReferenceEqualityComparer.Instance).Cast<Optimizer>(),
    ];

    /// <summary>Whether both give the same weights to equal optimizers.</summary>
    public bool Equals(OptimizerMap? other) =>
        other is not null && DefaultOptimizer == other.DefaultOptimizer
        && Patterns.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SequenceEqual(other.Patterns.OrderBy(entry => entry.Key, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => DefaultOptimizer.GetHashCode();

    private static bool IsWhole(string pattern, string path) =>
        Regex.IsMatch(path, $"^(?:{pattern})$", RegexOptions.CultureInvariant);

    // Above the last slash of a path stands the layer; a layer within layers has several such.
    private static IEnumerable<string> PatternsOf(Layer layer) => layer.Weights.Count == 0
        ? [Regex.Escape(layer.Name) + "/.*"]
        : layer.Weights.Select(weight => Regex.Escape(weight.Path[..weight.Path.LastIndexOf('/')]) + "/.*").Distinct();

    private static Optimizer Plain(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer is MultiOptimizer or LossScaleOptimizer
            ? throw new ArgumentException(
                $"A {optimizer.GetType().Name} cannot be in an OptimizerMap: put it around the MultiOptimizer, or its parts"
                + " into the map.",
                nameof(optimizer))
            : optimizer;
    }

    private void Add(string pattern, Optimizer optimizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        _ = new Regex(pattern, RegexOptions.CultureInvariant);
        if (!_patterns.TryAdd(pattern, Plain(optimizer)))
        {
            throw new ArgumentException($"'{pattern}' has an optimizer in the map already.", nameof(pattern));
        }
    }

    private OptimizerMap Copy()
    {
        var map = new OptimizerMap(DefaultOptimizer);
        map._layers.AddRange(_layers);
        foreach (var (pattern, optimizer) in _patterns)
        {
            map._patterns.Add(pattern, optimizer);
        }

        return map;
    }
}
