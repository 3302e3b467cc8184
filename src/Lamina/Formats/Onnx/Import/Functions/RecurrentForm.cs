using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What the attributes of a recurrent operator say.</summary>
internal sealed class RecurrentForm
{
    private readonly OnnxCall _call;
    private readonly string[] _activations;

    private RecurrentForm(OnnxCall call, int gates, int states, int units, string direction)
    {
        (_call, Gates, States, Units, Direction) = (call, gates, states, units, direction);
        Directions = direction == "bidirectional" ? 2 : 1;
        string[] usual = gates switch { 4 => ["Sigmoid", "Tanh", "Tanh"], 3 => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        PerDirection = usual.Length;
        _activations = call.Texts("activations") is { Count: > 0 } said ? [.. said] : [.. Enumerable.Repeat(usual, Directions).SelectMany(x => x)];
        if (_activations.Length != Directions * usual.Length)
        {
            throw call.Error($"it names {_activations.Length} activations; {Directions} directions need {Directions * usual.Length}.");
        }
    }

    /// <summary>How many gates stand in the weights.</summary>
    public int Gates { get; }

    /// <summary>How many states are carried from step to step.</summary>
    public int States { get; }

    /// <summary>The number of outputs of a direction.</summary>
    public int Units { get; }

    /// <summary>forward, reverse or bidirectional.</summary>
    public string Direction { get; }

    /// <summary>1, or 2 for both.</summary>
    public int Directions { get; }

    private int PerDirection { get; }

    /// <summary>Reads the attributes, and makes sure that the weights fit them.</summary>
    public static RecurrentForm Of(OnnxCall call, int gates, int states)
    {
        var direction = call.Text("direction", "forward");
        if (direction is not ("forward" or "reverse" or "bidirectional"))
        {
            throw call.Error($"its direction '{direction}' is none of forward, reverse and bidirectional.");
        }

        var recurrent = call[2].Shape;
        var units = call.WholeOrNull("hidden_size") ?? (recurrent.Rank == 3 ? recurrent[2] : 0);
        var directions = direction == "bidirectional" ? 2 : 1;
        if (units < 1 || recurrent != [directions, gates * units, units] || call[1].Rank != 3 || call[1].Shape[..2] != [directions, gates * units]
            || (call.Find(3) is { } bias && bias.Shape != [directions, 2 * gates * units]) || call.X.Rank != 3)
        {
            throw call.Error($"its weights have the shapes {call[1].Shape}, {recurrent} and {call.Find(3)?.Shape.ToString() ?? "none"} for inputs {call.X.Shape};"
                + $" {directions} directions of {units} units need [{directions}, {gates * units}, inputs], [{directions}, {gates * units}, {units}]"
                + $" and [{directions}, {2 * gates * units}].");
        }

        return new RecurrentForm(call, gates, states, units, direction);
    }

    /// <summary>The name of an activation, in lower case.</summary>
    public string NameOf(int direction, int place) =>
        _activations[(direction * PerDirection) + place].ToLowerInvariant();

    /// <summary>A number of an activation; null where the node says nothing.</summary>
    public double? NumberOf(string list, int direction, int place) =>
        _call.Numbers(list) is { } values && (direction * PerDirection) + place is var at && at < values.Length ? values[at] : null;

    /// <summary>An activation as a function.</summary>
    public Tensor Apply(Tensor x, int direction, int place)
    {
        var (alpha, beta) = (NumberOf("activation_alpha", direction, place), NumberOf("activation_beta", direction, place));
        return NameOf(direction, place) switch
        {
            "sigmoid" => x.Sigmoid(),
            "tanh" => x.Tanh(),
            "relu" => x.Relu(),
            "softsign" => Activation.Softsign.Apply(x),
            "softplus" => x.Softplus(),
            "affine" => (x * (alpha ?? 1)) + (beta ?? 0),
            "scaledtanh" => (x * (beta ?? 1)).Tanh() * (alpha ?? 1),
            "hardsigmoid" => ActivationFunctions.HardSigmoid(x, alpha ?? 0.2, beta ?? 0.5),
            "leakyrelu" => new LeakyReluActivation(alpha ?? 0.01).Apply(x),
            "elu" => new EluActivation(alpha ?? 1).Apply(x),
            "thresholdedrelu" => Tensor.Where(x <= (alpha ?? 1), 0, x),
            var other => throw _call.Error($"its activation '{other}' is none that recurrent operators have."),
        };
    }
}
