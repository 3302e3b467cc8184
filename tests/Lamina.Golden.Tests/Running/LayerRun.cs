using System.Text.Json;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Golden.Tests.Running;

/// <summary>One call of a golden case's layer, written down: its outputs and what else it gives.</summary>
internal sealed class LayerRun
{
    private readonly Layer _layer;
    private readonly CallContext _context;
    private readonly List<Tensor> _inputs;
    private readonly Tensor[] _states;
    private readonly JsonElement _arguments;
    private readonly IReadOnlyList<Tensor> _tensors;
    private readonly CallArguments _call;

    public LayerRun(GoldenCase c, bool training)
    {
        _layer = (Layer)c.Build("serialized", KerasModule.Layers);
        _context = new CallContext(training);
        _arguments = c["call_kwargs"] ?? default;
        _inputs = [.. c["inputs"]!.Value.EnumerateArray().Select(x => GoldenTensor.Parse(x).ToTensor())];
        _states = [.. _arguments.Tensors("initial_state").Select(state => state!.ToTensor())];
        (_tensors, _call) = ReadCall(c);
        Outputs = CallAgain();
        SetWeights(c["weights"]!.Value);
    }

    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>The shapes of the outputs as the layer knows them beforehand.</summary>
    public IReadOnlyList<Shape> InferredShapes
    {
        get
        {
            return [.. _layer.InferOutputs([.. _tensors.Select(x => (x.Shape, x.DType))], _call).Select(output => output.Shape)];
        }
    }

    public IReadOnlyList<Tensor?> OutputMasks => [.. Outputs.Select(_context.MaskOf)];

    /// <summary>What the call noted, then the penalties on weights.</summary>
    public IReadOnlyList<Tensor> Losses =>
        [.. _context.Losses, .. _layer.Regularizers.Select(pair => pair.Regularizer.Penalty(pair.Weight))];

    public Dictionary<string, Tensor> WeightsAfter => _layer.Weights.ToDictionary(weight => weight.Path, _context.Read);

    /// <summary>The gradients of the outputs, weighted and summed.</summary>
    public (Tensor?[] Inputs, Tensor[] States, Dictionary<string, Tensor> Weights) Gradients(GoldenTensor[] upstream)
    {
        var total = Outputs.Zip(upstream, (y, weight) => (y * weight.ToTensor().Cast(y.DType)).Sum()).Aggregate((a, b) => a + b);
        Tensor[] sources = [.. _inputs, .. _states, .. _layer.Weights.Select(weight => weight.Value)];
        var floats = sources.Where(x => x.DType.IsFloat).ToArray();
        var known = floats.Zip(Gradient.Of(total, floats)).ToDictionary(pair => pair.First, pair => pair.Second);
        return (
            [.. _inputs.Select(known.GetValueOrDefault)],
            [.. _states.Select(x => known[x])],
            _layer.Weights.Where(weight => weight.DType.IsFloat).ToDictionary(weight => weight.Path, weight => known[weight.Value]));
    }

    /// <summary>Calls the layer, which may go on from the states of the call before.</summary>
    public IReadOnlyList<Tensor> CallAgain() => _layer.Apply(_tensors, _context, _call);

    // Masks come by name or as a list; that of the only tensor also as a second argument.
    private (InputRole Role, Tensor? Mask)[] Masks(GoldenCase c, JsonElement arguments)
    {
        if (c["input_mode"]?.GetString() == "args" && _inputs.Count == 2 && !IsAttention)
        {
            var second = _inputs[1].Cast(DType.Bool);
            _inputs.RemoveAt(1);
            return [(InputRole.Mask, second)];
        }

        if (arguments.Member("mask") is { ValueKind: JsonValueKind.Array } list)
        {
            return [.. new[] { InputRole.QueryMask, InputRole.ValueMask, InputRole.KeyMask }.Zip(list.EnumerateArray(), (role, mask) => (role, MaskOf(mask)))];
        }

        return
        [
            (InputRole.Mask, MaskOf(arguments.Member("mask"))), (InputRole.QueryMask, MaskOf(arguments.Member("query_mask"))),
            (InputRole.ValueMask, MaskOf(arguments.Member("value_mask"))), (InputRole.KeyMask, MaskOf(arguments.Member("key_mask"))),
            (InputRole.AttentionMask, MaskOf(arguments.Member("attention_mask"))),
        ];

        static Tensor? MaskOf(JsonElement? mask) =>
            mask is { ValueKind: JsonValueKind.Object } given ? GoldenTensor.Parse(given).ToTensor().Cast(DType.Bool) : null;
    }

    private bool IsAttention => _layer is MultiHeadAttention or GroupQueryAttention;

    private (IReadOnlyList<Tensor> Tensors, CallArguments Call) ReadCall(GoldenCase c)
    {
        var masks = Masks(c, _arguments);
        Tensor[] weights = _arguments.Member("count_weights") is { } given ? [GoldenTensor.Parse(given).ToTensor()] : [];
        var (tensors, roles) = CallArguments.Of([.. _inputs, .. _states, .. weights], masks);
        return (tensors, new CallArguments
        {
            Roles = roles,
            UseCausalMask = _arguments.Member("use_causal_mask")?.GetBoolean() ?? false,
            ReturnAttentionScores = _arguments.Member("return_attention_scores")?.GetBoolean() ?? false,
        });
    }

    private void SetWeights(JsonElement golden)
    {
        var weights = golden.EnumerateArray().ToArray();
        Assert.Equal(weights.Select(weight => AfterLayer(weight.GetProperty("path").GetString()!)), _layer.Weights.Select(weight => AfterLayer(weight.Path)));
        Assert.All(weights.Zip(_layer.Weights), pair => Assert.Equal(
            pair.First.Member("trainable")?.GetBoolean() ?? _layer.TrainableWeights.Contains(pair.Second),
            _layer.TrainableWeights.Contains(pair.Second)));
        _layer.SetWeights([.. weights.Select(weight => GoldenTensor.Parse(weight.GetProperty("value")).ToTensor())]);

        static string AfterLayer(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }
}
