using System.Globalization;

namespace Lamina.NN;

/// <summary>How weights follow their gradients: the rule of one step, and what is done to gradients before it.</summary>
/// <remarks>
/// <para>A description only: it holds no weights, so one optimizer may serve many models. What an optimizer
/// remembers between steps is kept in <see cref="Slots"/>.</para>
/// <para>Order within a step: unscale, accumulate, clip, decay, the optimizer's rule, running average, constraint.</para>
/// </remarks>
/// <param name="LearningRate">The size of a step; 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
/// <exception cref="ArgumentException">More than one kind of clipping is asked for.</exception>
public abstract record Optimizer(double LearningRate)
{
    private static readonly Registry<Optimizer> Known = new(
        "optimizer",
        ("sgd", static () => new SGD()),
        ("gradient_descent", static () => new GradientDescent()),
        ("momentum", static () => new Momentum()),
        ("rmsprop", static () => new RMSprop()),
        ("adam", static () => new Adam()),
        ("adamw", static () => new AdamW()),
        ("adadelta", static () => new Adadelta()),
        ("adagrad", static () => new Adagrad()),
        ("adamax", static () => new Adamax()),
        ("nadam", static () => new Nadam()),
        ("ftrl", static () => new Ftrl()),
        ("lion", static () => new Lion()),
        ("lamb", static () => new Lamb()),
        ("adafactor", static () => new Adafactor()),
        ("muon", static () => new Muon()),
        ("schedulefreeadamw", static () => new ScheduleFreeAdamW()));

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The learning rate of each step.</param>
    protected Optimizer(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The size of a step when training begins; callbacks may change it later. With a <see cref="Schedule"/>, its
    /// value at step 0.</summary>
    public double LearningRate { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(LearningRate);

    /// <summary>The size of each step; that of <see cref="LearningRate"/> throughout when null.</summary>
    public LearningRateSchedule? Schedule
    {
        get;
        init
        {
            field = value;
            LearningRate = value?.At(0) ?? LearningRate;
        }
    }

    /// <summary>The name under which its state is saved; Keras's by default, such as <c>adam</c>.</summary>
    public string Name
    {
        get => field ?? SnakeCase.Of(GetType().Name);
        init => field = value == SnakeCase.Of(GetType().Name) ? null : value;
    }

    /// <summary>The share of each weight, times the learning rate, taken off before the step; none when null.</summary>
    public double? WeightDecay { get; init => field = Guard.NonNegative(value); }

    /// <summary>Patterns of the names of weights that do not decay, such as <c>bias</c>.</summary>
    public IReadOnlyList<string> ExcludeFromWeightDecay { get; init => field = value.Count == 0 ? [] : value; } = [];

    /// <summary>The greatest Euclidean norm of one weight's gradient; longer ones are shortened.</summary>
    public double? ClipNorm { get; init => field = OnlyClip(value); }

    /// <summary>The greatest magnitude of a gradient's element; others are cut.</summary>
    public double? ClipValue { get; init => field = OnlyClip(value); }

    /// <summary>The greatest Euclidean norm of all gradients together; all are shortened alike.</summary>
    public double? GlobalClipNorm { get; init => field = OnlyClip(value); }

    /// <summary>What the loss is multiplied by, and gradients are divided by, against underflow; none when null.</summary>
    public double? LossScaleFactor { get; init => field = Guard.Positive(value); }

    /// <summary>Whether a running average of each weight is kept, which takes the weight's place when <c>Fit</c> ends.</summary>
    /// <remarks>Source: B. T. Polyak and A. B. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J.
    /// Control Optim. 30(4), 1992; here the average forgets.</remarks>
    public bool UseEma { get; init; }

    /// <summary>The share that running averages of weights keep at each step, from 0 to 1.</summary>
    public double EmaMomentum { get; init => field = Guard.Fraction(value); } = 0.99;

    /// <summary>After how many steps the running averages take the places of the weights, again and again; only at the end
    /// when null.</summary>
    public int? EmaOverwriteFrequency { get; init => field = Guard.AtLeast(value, 1); }

    /// <summary>How many batches' gradients are averaged for one update; each batch makes one when null.</summary>
    public int? GradientAccumulationSteps { get; init => field = Guard.AtLeast(value, 2); }

    /// <summary>The new value of a weight.</summary>
    /// <param name="w">The weight, decayed already.</param>
    /// <param name="g">Its gradient, clipped already; of w's shape.</param>
    /// <param name="slots">What is remembered for this weight from step to step.</param>
    /// <param name="rate">The learning rate in force; a float32 scalar.</param>
    /// <param name="t">The number of the step, counted from 1; a float32 scalar.</param>
    public abstract Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t);

    /// <summary>Slots that are stored together for all weights, in this order and behind the others; those not named
    /// here are stored weight by weight.</summary>
    protected internal virtual IReadOnlyList<string> SlotBlocks => [];

    /// <summary>The decay of one weight, where its name is not excluded; <see cref="WeightDecay"/> for most optimizers.</summary>
    /// <param name="weight">The weight.</param>
    protected internal virtual double? DecayOf(Variable weight) => WeightDecay;

    /// <summary>The optimizer as Keras knows it.</summary>
    internal virtual Optimizer AsSaved => this;

    /// <summary>The optimizer at work on weights of your own, outside of a model's training.</summary>
    /// <param name="weights">The weights that it shall move.</param>
    public OptimizerRun For(params IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new OptimizerRun(this, weights);
    }

    /// <summary>The optimizer that Keras knows by a name, with its defaults.</summary>
    /// <exception cref="ArgumentException">There is no such optimizer; the message offers the nearest name.</exception>
    public static Optimizer Get(string name) => Known.Create(name);

    /// <summary>The optimizer that Keras knows by a name, with its defaults.</summary>
    public static implicit operator Optimizer(string name) => Get(name);

    private double? OnlyClip(double? value, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        (string Name, double? Value)[] clips =
            [(nameof(ClipNorm), ClipNorm), (nameof(ClipValue), ClipValue), (nameof(GlobalClipNorm), GlobalClipNorm)];
        foreach (var other in clips)
        {
            if (value is not null && other.Value is not null && other.Name != name)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Only one of ClipNorm, ClipValue and GlobalClipNorm may be set; {other.Name} is {other.Value} "
                    + $"already, and {name} was given {value}."));
            }
        }

        return Guard.Positive(value, name);
    }
}
