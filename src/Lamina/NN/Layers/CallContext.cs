using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>One call of a model: whether it is training, and what layers note besides their outputs.</summary>
public sealed class CallContext
{
    private readonly Dictionary<Variable, Tensor> _updates;
    private readonly Dictionary<Tensor, Tensor> _masks;
    private readonly List<Tensor> _losses = [];
    private readonly Tensor? _step;
    private ulong _draws;

    /// <summary>Begins a call.</summary>
    /// <param name="training">Whether dropout drops and statistics move.</param>
    public CallContext(bool training) => (IsTraining, _updates, _masks) = (training, [], []);

    internal CallContext(bool training, Tensor step)
        : this(training) => _step = step;

    private CallContext(CallContext origin)
    {
        (IsTraining, IsProbe, _step, _draws) = (origin.IsTraining, origin.IsProbe, origin._step, origin._draws);
        (_updates, _masks) = (new(origin._updates), new(origin._masks));
    }

    /// <summary>Whether dropout drops and statistics move.</summary>
    public bool IsTraining { get; internal set; }

    /// <summary>Whether the call only asks for shapes, so that nothing outlives it.</summary>
    internal bool IsProbe { get; init; }

    /// <summary>Whether something was noted that is more than outputs and masks: a loss, or a new value of a variable.</summary>
    internal bool HasNotes { get; private set; }

    internal IEnumerable<Update> Updates => _updates.Select(pair => new Update(pair.Key, pair.Value));

    internal IReadOnlyList<Tensor> Losses => _losses;

    /// <summary>The value that a variable has at this point of the call.</summary>
    public Tensor Read(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return _updates.GetValueOrDefault(variable, variable.Value);
    }

    /// <summary>Gives a variable a new value, in force when the run ends.</summary>
    public void Write(Variable variable, Tensor value)
    {
        _updates[variable] = value;
        HasNotes = true;
    }

    /// <summary>Adds a scalar to the loss.</summary>
    public void AddLoss(Tensor loss)
    {
        _losses.Add(loss);
        HasNotes = true;
    }

    /// <summary>A call that goes on from here on trial: what it notes stays with it, until <see cref="Accept"/>.</summary>
    internal CallContext Try() => new(this);

    /// <summary>Goes on from a trial that noted nothing.</summary>
    internal void Accept(CallContext trial) => _draws = trial._draws;

    /// <summary>Adds the penalty on a layer's output, divided by the batch size, to the loss.</summary>
    internal void AddActivityLoss(Regularizer? regularizer, Tensor output)
    {
        if (regularizer is not null)
        {
            AddLoss(regularizer.Penalty(output) / output.Shape[0]);
        }
    }

    /// <summary>Which time steps of a tensor count: bool [batch, time]; null where all do.</summary>
    public Tensor? MaskOf(Tensor x) => _masks.GetValueOrDefault(x);

    /// <summary>Says which time steps of a tensor count.</summary>
    /// <param name="x">The tensor: [batch, time, ..].</param>
    /// <param name="mask">True where a step counts: bool [batch, time].</param>
    /// <exception cref="ShapeMismatchException">The mask's axes are not the batch and the steps of the tensor.</exception>
    /// <exception cref="DTypeMismatchException">The mask is not of bool.</exception>
    public void SetMask(Tensor x, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.DType != DType.Bool)
        {
            throw new DTypeMismatchException($"A mask is of bool; it was given {mask.DType.KerasName}.");
        }

        if (!Fits(mask.Shape, x.Shape))
        {
            throw Mismatch.Shapes(
                "A mask needs the batch and the steps of its tensor.", ("tensor", x.Shape), ("mask", mask.Shape));
        }

        _masks[x] = mask;
    }

    // The steps stand behind the batch or, where the channels do, behind these.
    private static bool Fits(Shape mask, Shape x) => mask.Rank > 0 && mask.Rank <= x.Rank
        && (Stretches(mask, x[..mask.Rank]) || Stretches(mask, [x[0], .. x[(x.Rank - mask.Rank + 1)..]]));

    private static bool Stretches(Shape mask, Shape to) => Shape.TryBroadcast(mask, to) == to;

    /// <summary>Notes what a layer says of its output.</summary>
    internal void PassMask(Tensor x, Tensor mask) => _masks[x] = mask;

    /// <summary>Uniform numbers in [0, 1), others in each step and each call.</summary>
    internal Tensor RandomUniform(Shape shape, ulong key)
    {
        var counter = _step ?? Tensor.Scalar(0, DType.Int32);
        return Tensor.RandomUniform(shape, key + (0x9E3779B97F4A7C15 * _draws++), counter);
    }
}
