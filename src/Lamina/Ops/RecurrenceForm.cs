namespace Lamina.Ops;

/// <summary>The kinds of recurrent cell that have a kernel.</summary>
internal enum RecurrentKind
{
    /// <summary><c>h = φ(z + h₋₁·U)</c>.</summary>
    Simple,

    /// <summary>Gates i, f, c, o: <c>c = f·c₋₁ + i·φ(z_c + h₋₁·U_c)</c>, <c>h = o·φ(c)</c>.</summary>
    Lstm,

    /// <summary>Gates z, r, h: <c>h = z·h₋₁ + (1 − z)·φ(z_h + (r·h₋₁)·U_h)</c>.</summary>
    GruResetBefore,

    /// <summary>Gates z, r, h: <c>h = z·h₋₁ + (1 − z)·φ(z_h + r·(h₋₁·U_h + b))</c>.</summary>
    GruResetAfter,
}

/// <summary>The functions of gates that have a kernel: those whose derivative follows from their value.</summary>
internal enum GateFunction
{
    Linear,
    Relu,
    Tanh,
    Sigmoid,
    HardSigmoid,
    Keras2HardSigmoid,
}

/// <summary>What of a recurrence is wanted; each is rows [batch, units], one behind the other.</summary>
internal enum RecurrenceResult
{
    /// <summary>The states behind the last step.</summary>
    States,

    /// <summary>The first state behind each step, where the step stands in the sequence.</summary>
    Outputs,

    /// <summary>Outputs, and the last of the second state.</summary>
    Both,

    /// <summary>All that the gradient needs: every state and every gate.</summary>
    Trace,
}

/// <summary>What a recurrence over time does, apart from its numbers.</summary>
/// <param name="Kind">The cell.</param>
/// <param name="Activation">φ, applied to what a step proposes.</param>
/// <param name="RecurrentActivation">σ, applied to the gates.</param>
internal sealed record RecurrenceForm(RecurrentKind Kind, GateFunction Activation, GateFunction RecurrentActivation)
{
    /// <summary>Whether the steps are taken from the last to the first.</summary>
    public bool Backwards { get; init; }

    /// <summary>Whether there is a bias [units] of the product that the reset gate multiplies.</summary>
    public bool HasBias { get; init; }

    /// <summary>Whether a mask [batch, steps] says which steps count; one that does not carries the states on.</summary>
    public bool HasMask { get; init; }

    /// <summary>Whether factors [gates, batch, units] multiply the first state before its products with the kernel.</summary>
    public bool HasDropout { get; init; }

    /// <summary>How many vectors [units] the kernel gives for a row.</summary>
    public int Gates => Kind switch
    {
        RecurrentKind.Simple => 1,
        RecurrentKind.Lstm => 4,
        _ => 3,
    };

    /// <summary>How many states there are.</summary>
    public int States => Kind == RecurrentKind.Lstm ? 2 : 1;

    /// <summary>Whether a step keeps one more vector than its gates: what the reset gate multiplies, or has
    /// multiplied.</summary>
    public bool KeepsProduct => Kind is RecurrentKind.GruResetBefore or RecurrentKind.GruResetAfter;

    /// <summary>Whether the product with the recurrent kernel has another gradient than what is added to it.</summary>
    public bool HasInnerGradient => Kind == RecurrentKind.GruResetAfter;

    /// <summary>How many inputs the op has.</summary>
    public int Inputs => 2 + (HasBias ? 1 : 0) + States + (HasMask ? 1 : 0) + (HasDropout ? 1 : 0);

    /// <summary>Where rows [batch, units] of a result lie.</summary>
    public RecurrenceRows RowsOf(RecurrenceResult result, int steps) => new(this, result, steps);
}

/// <summary>Where the parts of a result lie, in rows [batch, units].</summary>
/// <remarks>
/// The states lie at times 0 to steps: the state at a time is that before the step of that number, or, taken backwards,
/// that behind it. Outputs, with the last of the second state behind them (before them, taken backwards), are so one
/// piece of the trace, and so are the last states.
/// </remarks>
internal readonly record struct RecurrenceRows(RecurrenceForm Form, RecurrenceResult Result, int Steps)
{
    private int Second => Form.States - 1;

    private bool IsTrace => Result == RecurrenceResult.Trace;

    private bool HasSteps => Result != RecurrenceResult.States;

    /// <summary>All rows.</summary>
    public int Count => Result switch
    {
        RecurrenceResult.States => Form.States,
        RecurrenceResult.Outputs => Steps,
        RecurrenceResult.Both => Steps + Second,
        _ => Extras + (Form.KeepsProduct ? Steps : 0),
    };

    /// <summary>The first output, that of step 0.</summary>
    public int Outputs => Form.Backwards ? Result == RecurrenceResult.Outputs ? 0 : Second : IsTrace ? 1 : 0;

    /// <summary>The last of the first state.</summary>
    public int LastState => Form.Backwards ? Outputs : HasSteps ? Outputs + Steps - 1 : 0;

    /// <summary>The last of the second state.</summary>
    public int LastSecond => Form.Backwards ? 0 : LastState + 1;

    /// <summary>In the trace, the first state at time 0.</summary>
    public int StatesAt => Form.Backwards ? Second : 0;

    /// <summary>In the trace, the first state before step 0.</summary>
    public int StatesBefore => StatesAt + (Form.Backwards ? 1 : 0);

    /// <summary>In the trace, the second state at time 0.</summary>
    public int SecondAt => Steps + 1 + Second;

    /// <summary>In the trace, the gates: of each step a matrix [batch, gates·units].</summary>
    public int Gates => SecondAt + (Second * (Steps + 1));

    /// <summary>In the trace, the vector that a step keeps besides, behind room for the first states' gradients: the gradients
    /// of the gates may take the gates' place.</summary>
    public int Extras => Gates + (Steps * Form.Gates) + Form.States;

    /// <summary>Where another result begins in the trace.</summary>
    public int StartOf(RecurrenceResult part) => part switch
    {
        RecurrenceResult.Outputs => Outputs,
        RecurrenceResult.Both => Form.Backwards ? 0 : Outputs,
        _ => Form.Backwards ? 0 : LastState,
    };
}
