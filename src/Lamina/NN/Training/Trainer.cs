using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>A compiled model: what it is trained by, and its training and evaluation steps, one plan for each batch
/// size.</summary>
internal sealed class Trainer(Model model, CompileSettings settings)
{
    // A plan for each size and type of batch; more than some are made only by data that changes all the time.
    private const int MostSteps = 64;

    private readonly Dictionary<StepKey, GraphRun> _steps = [];
    private readonly Dictionary<StepKey, (Variable[] Weights, GraphRun Run)> _gradients = [];
    private readonly List<OptimizerState> _others = [];
    private Dictionary<string, Tensor> _keptOfOthers = [];
    private OutputSettings[]? _outputs;
    private MetricGroup? _metrics;
    private OptimizerState? _state;
    private IReadOnlyDictionary<string, Tensor> _kept = new Dictionary<string, Tensor>();

    /// <summary>Training steps made: what makes the random numbers of each step other ones; int32 scalar.</summary>
    public Variable Step { get; } = new("step", "step", Shape.Scalar, DType.Int32, trainable: false);

    /// <summary>What the model was compiled with, as it was given.</summary>
    public CompileSettings Settings => settings;

    public Optimizer Optimizer => settings.Optimizer;

    /// <summary>What each output is trained and judged by; known when the model is built.</summary>
    public IReadOnlyList<OutputSettings> Outputs =>
        _outputs ?? (model.IsConnected ? _outputs = settings.For(model) : settings.For(model));

    /// <summary>The optimizer's variables; made when the model is built.</summary>
    public OptimizerState State => _state ??= new OptimizerState(Optimizer, model.TrainableWeights, Constraints());

    /// <summary>Whether the optimizer's variables exist.</summary>
    public bool HasState => _state is not null;

    /// <summary>The running loss and metrics; none before the first step is traced.</summary>
    public IEnumerable<Variable> MetricVariables => _metrics?.Variables ?? [];

    /// <summary>The running loss and metrics, for data of the given kind.</summary>
    public MetricGroup MetricsFor(IReadOnlyList<Shape> targets)
    {
        if (_metrics is null)
        {
            _metrics = new MetricGroup(model, Outputs, targets);
            _metrics.Restore(_kept);
        }

        return _metrics;
    }

    /// <summary>The running loss and metrics, for a step of these parameters.</summary>
    public MetricGroup MetricsFor(StepParameters parameters) => MetricsFor([.. parameters.Targets.Select(target => target.Shape)]);

    /// <summary>The running loss and metrics so far; empty before the first step.</summary>
    public Logs Results(string prefix = "") => _metrics?.Results(prefix) ?? new Logs();

    /// <summary>Begins the running loss and metrics anew.</summary>
    public void ResetMetrics()
    {
        _kept = new Dictionary<string, Tensor>();
        _metrics?.Reset();
    }

    /// <summary>Goes on with the running loss and metrics of a training that was broken off, by the paths of their variables;
    /// those that the first step makes take theirs then.</summary>
    public void RestoreMetrics(IReadOnlyDictionary<string, Tensor> values)
    {
        _kept = values;
        _metrics?.Restore(values);
    }

    /// <summary>The variables of the optimizers that a step of one's own brings, by the order in which they came.</summary>
    public IEnumerable<(string Name, Variable Variable)> OtherVariables => _others.SelectMany(
        (state, i) => state.Variables.Select((variable, j) => ($"{i}/{j}", variable)));

    /// <summary>Goes on with the optimizers of a step of one's own; those that are traced later take their values then.</summary>
    public void RestoreOthers(IReadOnlyDictionary<string, Tensor> values)
    {
        _keptOfOthers = new Dictionary<string, Tensor>(values);
        TakeOthers();
    }

    /// <summary>The state of another optimizer on some of the weights.</summary>
    public OptimizerState StateOf(Optimizer optimizer, IReadOnlyList<Variable> weights)
    {
        var state = _others.Find(state => ReferenceEquals(state.Optimizer, optimizer) && state.Weights.SequenceEqual(weights));
        if (state is null)
        {
            _others.Add(state = new OptimizerState(optimizer, weights, Constraints()));
            TakeOthers();
        }

        return state;
    }

    /// <summary>A call in training, which draws the random numbers of the step that comes next.</summary>
    public CallContext TrainingContext() => new(training: true, Step.Value);

    /// <summary>The step for batches of one size of some data; compiled at its first use.</summary>
    public GraphRun StepFor(BatchData data, int batchSize, bool training)
    {
        var key = new StepKey(batchSize, training, data.Signature);
        if (!_steps.TryGetValue(key, out var step))
        {
            if (_steps.Count >= MostSteps)
            {
                DropSteps();
            }

            _steps.Add(key, step = new CompiledGraph(Trace(data, batchSize, training)).Rent());
        }

        return step;
    }

    /// <summary>Forgets the compiled steps: something that is fixed in them, such as a layer's key, has changed.</summary>
    public void DropSteps()
    {
        _steps.Clear();
        _gradients.Clear();
    }

    /// <summary>The gradients of the loss of a batch at the weights as they are; nothing is changed.</summary>
    public IReadOnlyList<(Variable Weight, Tensor Gradient)> Gradients(BatchData data, ReadOnlySpan<int> rows)
    {
        var key = new StepKey(rows.Length, Training: true, data.Signature);
        if (!_gradients.TryGetValue(key, out var compiled))
        {
            var traced = TraceStep(data, rows.Length, training: true).Gradients;
            var run = new CompiledGraph(new Graph(traced.Select(pair => pair.Gradient))).Rent();
            _gradients.Add(key, compiled = ([.. traced.Select(pair => pair.Weight)], run));
        }

        data.Feed(compiled.Run, rows);
        compiled.Run.Execute();
        return [.. compiled.Weights.Select((weight, i) => (weight, compiled.Run.OutputTensor(i)))];
    }

    /// <summary>The whole step as a graph: forward, loss, metrics, and in training backward and update.</summary>
    public Graph Trace(BatchData data, int batchSize, bool training) => TraceStep(data, batchSize, training).Graph;

    private StepContext TraceStep(BatchData data, int batchSize, bool training)
    {
        using var scope = Tracer.Enter(model.Name);
        var parameters = data.Parameters(batchSize);
        _ = MetricsFor(parameters);
        var step = new StepContext(model, this, parameters, training ? TrainingContext() : new CallContext(training: false));
        if (training)
        {
            model.TrainStep(step);
        }
        else
        {
            model.TestStep(step);
        }

        return step;
    }

    // Each value is taken once: later steps go on from what training made of it.
    private void TakeOthers()
    {
        foreach (var (name, variable) in OtherVariables)
        {
            if (_keptOfOthers.Remove(name, out var value) && value.Shape == variable.Shape)
            {
                variable.Set(value.Data());
            }
        }
    }

    private Dictionary<Variable, Constraint> Constraints() =>
        model.Constraints.ToDictionary(pair => pair.Weight, pair => pair.Constraint);

    private readonly record struct StepKey(int BatchSize, bool Training, string Signature);
}
