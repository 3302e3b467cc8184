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

    public LayerRun(GoldenCase c, bool training)
    {
        _layer = (Layer)c.Build("serialized", KerasModule.Layers);
        _context = new CallContext(training);
        var arguments = c["call_kwargs"] ?? default;
        _inputs = [.. c["inputs"]!.Value.EnumerateArray().Select(x => GoldenTensor.Parse(x).ToTensor())];
        _states = [.. arguments.Tensors("initial_state").Select(state => state!.ToTensor())];
        SetMasks(c, arguments);
        Outputs = Call(arguments);
        SetWeights(c["weights"]!.Value);
    }

    public IReadOnlyList<Tensor> Outputs { get; }

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

    // Masks come by name; that of the only tensor also as a second argument.
    private void SetMasks(GoldenCase c, JsonElement arguments)
    {
        string[] names = _layer is MultiHeadAttention ? ["query_mask", "value_mask", "key_mask"] : ["mask"];
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            if (arguments.Member(name) is { } mask)
            {
                _context.SetMask(_inputs[i], GoldenTensor.Parse(mask).ToTensor().Cast(DType.Bool));
            }
        }

        if (_layer is not MultiHeadAttention && c["input_mode"]?.GetString() == "args")
        {
            _context.SetMask(_inputs[0], _inputs[1].Cast(DType.Bool));
            _inputs.RemoveAt(1);
        }
    }

    private IReadOnlyList<Tensor> Call(JsonElement arguments)
    {
        if (arguments.Member("count_weights") is { } weights)
        {
            return _layer.Apply([.. _inputs, GoldenTensor.Parse(weights).ToTensor()], _context);
        }

        if (_layer is not MultiHeadAttention attention)
        {
            return _layer.Apply([.. _inputs, .. _states], _context);
        }

        return attention.Apply(
            _inputs[0],
            _inputs[1],
            _inputs.ElementAtOrDefault(2),
            arguments.Member("attention_mask") is { } mask ? GoldenTensor.Parse(mask).ToTensor().Cast(DType.Bool) : null,
            arguments.Member("use_causal_mask")?.GetBoolean() ?? false,
            arguments.Member("return_attention_scores")?.GetBoolean() ?? false,
            _context);
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
