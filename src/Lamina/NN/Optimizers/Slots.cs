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
    private readonly List<Variable> _copies = [];
    private readonly Dictionary<string, Tensor> _pending = [];
    private readonly Slots? _shared;

    private Slots(string owner, Variable? weight, Slots? shared)
    {
        _owner = owner;
        _stem = weight is null ? "" : weight.Path.Replace('/', '_') + "_";
        _shape = weight?.Shape ?? Shape.Scalar;
        _shared = shared;
        Weight = weight;
    }

    /// <summary>The weight that is remembered of; null for what all weights have in common.</summary>
    public Variable? Weight { get; }

    /// <summary>The slot of the given name, of the weight's shape; 0 before the first step.</summary>
    /// <exception cref="ShapeMismatchException">The new value has another shape.</exception>
    public Tensor this[string name]
    {
        get => Get(name);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var variable = Find(name) ?? Make(name, _stem + name, _shape);
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
        return Current(name) ?? Made(name, _stem + name, shape ?? _shape, initial);
    }

    /// <summary>A slot that begins as a copy of the weight.</summary>
    /// <param name="name">Its name.</param>
    public Tensor GetCopy(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Current(name) is { } value)
        {
            return value;
        }

        var variable = Make(name, _stem + name, _shape);
        _copies.Add(variable);
        CopyWeight();
        return variable;
    }

    /// <summary>A slot that Keras stores under the bare name of the weight.</summary>
    internal Tensor GetPlain(string name, Shape shape) => Current(name) ?? Made(name, Weight!.Name, shape, 0);

    /// <summary>An int32 that Keras stores under the bare name of the weight, and nobody reads.</summary>
    internal void Placeholder(string name)
    {
        if (Find(name) is null)
        {
            Make(name, Weight!.Name, Shape.Scalar, DType.Int32);
        }
    }

    /// <summary>Slots that begin as copies of the weight become copies again.</summary>
    internal void CopyWeight()
    {
        foreach (var copy in _copies)
        {
            if (Weight!.HasMemory)
            {
                copy.Set(Weight.Read().Data());
            }
            else
            {
                copy.SetLater(() => Weight.Read().Data());
            }
        }
    }

    internal static Slots ForOptimizer(string owner) => new(owner, null, null);

    internal static Slots ForWeight(string owner, Variable weight, Slots shared) => new(owner, weight, shared);

    /// <summary>The slots made so far, in order.</summary>
    internal IReadOnlyList<(string Name, Variable Variable)> All => _made;

    /// <summary>The slots set in this step, which ends.</summary>
    internal Update[] EndStep()
    {
        Update[] updates = [.. _made
            .Where(slot => _pending.ContainsKey(slot.Name))
            .Select(slot => new Update(slot.Variable, _pending[slot.Name]))];
        _pending.Clear();
        return updates;
    }

    private Tensor? Current(string name) =>
        _shared is not null && _pending.TryGetValue(name, out var value) ? value : Find(name)?.Value;

    private Variable? Find(string name) => _made.Find(slot => slot.Name == name).Variable;

    private Variable Made(string name, string stored, Shape shape, double initial)
    {
        var variable = Make(name, stored, shape);
        if (initial != 0)
        {
            variable.SetLater(() => Enumerable.Repeat(initial, shape.Size).ToArray());
        }

        return variable;
    }

    private Variable Make(string name, string stored, Shape shape, DType? dtype = null)
    {
        var type = dtype ?? Weight?.DType ?? DType.Float32;
        var variable = new Variable(stored, $"{_owner}/{stored}", shape, type, trainable: false);
        _made.Add((name, variable));
        return variable;
    }
}
