using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

public abstract partial class Layer
{
    private readonly DType? _precision;
    private readonly List<LayerCall> _calls = [];

    /// <summary>True when the weights exist.</summary>
    public bool IsBuilt { get; private protected set; }

    /// <summary>The shapes that the layer was built for, batch axis included.</summary>
    public IReadOnlyList<Shape> BuildShapes { get; private protected set; } = [];

    /// <summary>The floating-point type of weights and results: what the config says, or else that of the first input that
    /// the layer was built for.</summary>
    public DType Precision { get => _precision ?? field; private set; } = DType.Float32;

    /// <summary>The placeholder that the layer's last use in a model gave; to build on a model that is there.</summary>
    /// <exception cref="InvalidOperationException">The layer was not applied to placeholders, or gives several outputs.</exception>
    public KerasTensor Output => _calls.LastOrDefault() is { Outputs: [var output] }
        ? output
        : throw new InvalidOperationException(
            $"'{Name}' has {(_calls.Count == 0 ? "not been applied to placeholders" : "several outputs")}, so there is no single output to go on from.");

    /// <summary>Whether a mask of the input, which marks time steps that count, holds for the output too.</summary>
    public virtual bool SupportsMasking => false;

    /// <summary>The layer applied to values or formulas; it is built first if need be.</summary>
    public Tensor Apply(Tensor x, bool training = false) => Apply(x, new CallContext(training));

    /// <summary>The layer applied within a call of a layer or model around it.</summary>
    public Tensor Apply(Tensor x, CallContext context) => Apply([x], context)[0];

    /// <summary>The layer applied to several values within a call of a layer or model around it.</summary>
    public IReadOnlyList<Tensor> Apply(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Apply(inputs, context, CallArguments.None);

    /// <summary>The layer applied to a placeholder, as the functional style writes models.</summary>
    public KerasTensor Apply(KerasTensor x) => Apply([x])[0];

    /// <summary>The layer applied to several placeholders.</summary>
    public IReadOnlyList<KerasTensor> Apply(params IReadOnlyList<KerasTensor> inputs) => Apply(inputs, CallArguments.None);

    /// <summary>Whether the layer computes before a plan runs.</summary>
    internal virtual HostUse HostUse => HostUse.Never;

    /// <summary>What is computed of values before a plan runs; of a model with such layers, its outputs.</summary>
    internal virtual IReadOnlyList<Tensor> OnHost(IReadOnlyList<Tensor> values) =>
        [.. CallAt(values, new CallContext(training: false)).Select(y => y.Evaluate())];

    /// <summary>The outputs of what <see cref="OnHost"/> gave, in tensor operations.</summary>
    internal virtual IReadOnlyList<Tensor> BehindHost(IReadOnlyList<Tensor> read) => read;

    /// <summary>The types of the inputs that the layer was built for, where they are known.</summary>
    private protected IReadOnlyList<DType> BuildDTypes { get; private set; } = [];

    /// <summary>Makes the weights for inputs of these shapes, whose batch axis may be unknown.</summary>
    protected abstract void Build(IReadOnlyList<Shape> inputs);

    /// <summary>What the layer computes.</summary>
    /// <param name="inputs">The inputs, with known shapes.</param>
    /// <param name="context">Whether this is training, and where state changes, masks and losses are noted.</param>
    protected internal abstract IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context);

    /// <summary>The mask of the outputs: that of the first input where the layer supports masking, else none.</summary>
    protected virtual Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        return SupportsMasking ? inputs.Select(context.MaskOf).FirstOrDefault(mask => mask is not null) : null;
    }

    /// <summary>Uniform numbers in [0, 1), others in each step of a training, and the same again for the same seed.</summary>
    protected Tensor RandomUniform(Shape shape, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RandomUniform(shape, Key);
    }

    /// <summary>Builds the layer unless it is built.</summary>
    /// <param name="inputs">The shapes of the inputs, whose batch axis may be unknown.</param>
    /// <param name="owner">The path of the model around it.</param>
    /// <param name="precision">The floating-point type of the inputs.</param>
    internal void BuildOnce(IReadOnlyList<Shape> inputs, string owner, DType precision = DType.Float32)
    {
        if (IsBuilt)
        {
            return;
        }

        using (Tracer.Enter($"{Name} ({KerasName})"))
        {
            (BuildShapes, Precision) = (inputs, precision);
            Build(inputs);
        }

        IsBuilt = true;
        SetPaths(owner.Length == 0 ? Name : $"{owner}/{Name}");
    }

    /// <summary>Builds the layer, unless it is built, for inputs of these types.</summary>
    private protected void BuildFor(IReadOnlyList<Shape> inputs, IReadOnlyList<DType> dtypes)
    {
        if (!IsBuilt)
        {
            BuildDTypes = dtypes;
            BuildOnce(inputs, "", FloatOf(dtypes));
        }
    }

    /// <summary>Calls the layer with its name on the path that errors and graphs show.</summary>
    internal IReadOnlyList<Tensor> CallAt(IReadOnlyList<Tensor> inputs, CallContext context) => CallAt(inputs, context, Call);

    private IReadOnlyList<Tensor> CallAt(
        IReadOnlyList<Tensor> inputs, CallContext context, Func<IReadOnlyList<Tensor>, CallContext, IReadOnlyList<Tensor>> call)
    {
        using var scope = Tracer.Enter($"{Name} ({KerasName})");
        CheckInputs([.. inputs.Select(x => x.Shape)], [.. inputs.Select(x => x.DType)]);
        var outputs = call([.. inputs.Select(InPrecision)], context);
        if (ComputeMask(inputs, context) is { } mask)
        {
            foreach (var output in outputs)
            {
                context.PassMask(output, mask);
            }
        }

        return outputs;

        Tensor InPrecision(Tensor x)
        {
            if (!x.DType.IsFloat || x.DType == Precision)
            {
                return x;
            }

            var cast = x.Cast(Precision);
            if (context.MaskOf(x) is { } mask)
            {
                context.PassMask(cast, mask);
            }

            return cast;
        }
    }

    /// <summary>A length of unknown axes that the layer can be traced with, and with twice of which it gives more.</summary>
    internal virtual int TraceLength => Math.Max(32, SubLayers.Select(layer => layer.TraceLength).DefaultIfEmpty().Max());

    /// <summary>The shapes that the layer gives for inputs with unknown axes: it is traced with two batch sizes, and with
    /// two lengths of the other unknown axes, and what differs is unknown.</summary>
    internal virtual IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(
        IReadOnlyList<(Shape Shape, DType DType)> inputs, CallArguments arguments)
    {
        // Other axes are long enough for a window to fit in, and differ enough to do so after strides.
        var (first, second) = (Trace(batch: 2, TraceLength), Trace(batch: 3, 2 * TraceLength));
        return [.. first.Zip(second, (a, b) =>
            (Common(a.Shape, b.Shape), a.DType))];

        static Shape Common(Shape a, Shape b) => [.. a.Zip(b, (x, y) => x == y ? x : Shape.Unknown)];

        IReadOnlyList<Tensor> Trace(int batch, int length) => CallAt(
            [.. inputs.Select((x, i) =>
                new Parameter(new TensorType(Known(WithSpec(x.Shape, i), batch, length), x.DType), $"x{i}", i).Of())],
            new CallContext(training: false) { IsProbe = true },
            arguments);

        static Shape Known(Shape shape, int batch, int length) =>
            [.. shape.Select((axis, i) => axis != Shape.Unknown ? axis : i == 0 ? batch : length)];
    }

    private static DType FloatOf(IEnumerable<DType> inputs) => inputs.FirstOrDefault(dtype => dtype.IsFloat, DType.Float32);
}
