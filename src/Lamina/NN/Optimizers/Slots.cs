using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an optimizer remembers of one weight from step to step: momenta, running means.</summary>
/// <remarks>Within a step, a slot gives the value from the step before until it is set, and what it was set to
/// afterwards. A slot is made when it is first used.</remarks>
public sealed class Slots
{
    private readonly string _owner;
    private readonly string _stem;
    private readonly Shape _shape;
    private readonly List<(string Name, Variable Variable)> _made = [];
    private readonly Dictionary<string, Tensor> _pending = [];
    private readonly Slots? _shared;

    private Slots(string owner, string stem, Shape shape, Slots? shared)
    {
        _owner = owner;
        _stem = stem;
        _shape = shape;
        _shared = shared;
    }

    /// <summary>The slot of the given name, of the weight's shape; 0 before the first step.</summary>
    /// <exception cref="ShapeMismatchException">The new value has another shape.</exception>
    public Tensor this[string name]
    {
        get => Get(name);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var variable = Find(name) ?? Make(name, 0, _shape);
            _pending[name] = value.Shape == variable.Shape
                ? value
                : throw Mismatch.Shapes(
                    $"The slot '{name}' keeps its shape from step to step.",
                    ("slot", variable.Shape),
                    ("value", value.Shape));
        }
    }

    /// <summary>Scalars that all weights of the optimizer have in common. Every weight sees the value from the step
    /// before, and all must set it alike.</summary>
    public Slots Shared => _shared ?? this;

    /// <summary>The slot of the given name.</summary>
    /// <param name="name">Its name, as Keras has it: <c>momentum</c>, <c>velocity</c>.</param>
    /// <param name="initial">Its value at every place before the first step.</param>
    /// <param name="shape">Its shape; the weight's when null.</param>
    public Tensor Get(string name, double initial = 0, Shape? shape = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _shared is not null && _pending.TryGetValue(name, out var value)
            ? value
            : Find(name) ?? Make(name, initial, shape ?? _shape);
    }

    internal static Slots ForOptimizer(string owner) => new(owner, "", Shape.Scalar, null);

    internal static Slots ForWeight(string owner, Variable weight, Slots shared) =>
        new(owner, weight.Path.Replace('/', '_') + "_", weight.Shape, shared);

    /// <summary>The slots made so far, in order.</summary>
    internal IReadOnlyList<(string Name, Variable Variable)> Made => _made;

    /// <summary>The slots set in this step, which ends.</summary>
    internal Update[] EndStep()
    {
        Update[] updates = [.. _made
            .Where(slot => _pending.ContainsKey(slot.Name))
            .Select(slot => new Update(slot.Variable, _pending[slot.Name]))];
        _pending.Clear();
        return updates;
    }

    private Variable? Find(string name) => _made.Find(slot => slot.Name == name).Variable;

    private Variable Make(string name, double initial, Shape shape)
    {
        var full = _stem + name;
        var variable = new Variable(full, $"{_owner}/{full}", shape, DType.Float32, trainable: false);
        variable.Floats.Fill((float)initial);
        _made.Add((name, variable));
        return variable;
    }
}
