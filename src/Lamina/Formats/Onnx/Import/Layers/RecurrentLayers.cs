using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>The layer that is like a recurrent operator.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weights">Its weights, in its order.</param>
internal sealed record RecurrentLayers(Layer Layer, GivenValue[] Weights)
{
    private const double Near = 1e-6;

    /// <summary>The layer; null where an activation is none of Keras's.</summary>
    public static RecurrentLayers? Of(RecurrentForm form, NodeImport node)
    {
        var hasTwoBiases = form.Gates == 3 && node.Call.Whole("linear_before_reset", 0) != 0;
        var name = node.Placer.Names.For(node.Node, node.Given(1)!.Initializer, node.Given(2)!.Initializer);
        var hasSequence = node.Graph.IsRead(node.Node, 0);
        var hasStates = node.Graph.IsRead(node.Node, 2) || (hasSequence && node.Graph.IsRead(node.Node, 1));
        Layer?[] layers = [.. Enumerable.Range(0, form.Directions).Select(direction => Direction(direction))];
        if (layers.Contains(null))
        {
            return null;
        }

        GivenValue[] weights = [.. Enumerable.Range(0, form.Directions).SelectMany(direction =>
            RecurrentWeights.Of(form, node, direction, hasTwoBiases))];
        return layers is [var single]
            ? new RecurrentLayers(single!, weights)
            : new RecurrentLayers(
                new Bidirectional(new BidirectionalConfig { Name = name, Layer = layers[0]!, BackwardLayer = InnerLayer.Of(layers[1]!) }), weights);

        Layer? Direction(int direction)
        {
            var gate = form.Gates == 1 ? Activation.Linear : Of(form, direction, 0);
            var activation = Of(form, direction, form.Gates == 1 ? 0 : 1);
            if (gate is null || activation is null || (form.Gates == 4 && Of(form, direction, 2) != activation))
            {
                return null;
            }

            return form.Gates switch
            {
                4 => new LSTM(Config(new LSTMConfig { Units = form.Units, RecurrentActivation = gate }, direction, activation)),
                3 => new GRU(Config(
                    new GRUConfig { Units = form.Units, RecurrentActivation = gate, ResetAfter = hasTwoBiases }, direction, activation)),
                _ => new SimpleRNN(Config(new SimpleRNNConfig { Units = form.Units }, direction, activation)),
            };
        }

        T Config<T>(T config, int direction, Activation activation)
            where T : RecurrentUnitsConfig => config with
            {
                Name = form.Directions == 1 ? name : $"{(direction == 0 ? "forward" : "backward")}_{node.Node.OpType.ToLowerInvariant()}",
                Activation = activation,
                UseBias = node.Has(3),

                // An orthogonal matrix would take long to find, and is replaced by the weights of the file.
                RecurrentInitializer = Initializer.GlorotUniform,
                GoBackwards = direction == 1 || form.Direction == "reverse",
                ReturnSequences = hasSequence,
                ReturnState = hasStates,
            };
    }

    private static Activation? Of(RecurrentForm form, int direction, int place)
    {
        var (alpha, beta) = (form.NumberOf("activation_alpha", direction, place), form.NumberOf("activation_beta", direction, place));
        return form.NameOf(direction, place) switch
        {
            "sigmoid" => Activation.Sigmoid,
            "tanh" => Activation.Tanh,
            "relu" => Activation.Relu,
            "softsign" => Activation.Softsign,
            "softplus" => Activation.Softplus,
            "elu" => new EluActivation(alpha ?? 1),
            "affine" when (alpha ?? 1) == 1 && (beta ?? 0) == 0 => Activation.Linear,
            "hardsigmoid" when Math.Abs((alpha ?? 0.2) - (1.0 / 6)) < Near && (beta ?? 0.5) == 0.5 => Activation.HardSigmoid,
            "hardsigmoid" when Math.Abs((alpha ?? 0.2) - 0.2) < Near && (beta ?? 0.5) == 0.5 => Activation.Keras2HardSigmoid,
            _ => null,
        };
    }
}
