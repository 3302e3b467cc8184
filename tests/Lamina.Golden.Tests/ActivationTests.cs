using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed class ActivationTests
{
    [Golden("activations.json")]
    public void Activation_and_gradient_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var activation = (Activation)c.Build(KerasModule.Activations, "name", "args");
        Evaluator.Check(
            c.Tensor("upstream") is { } upstream ? [c.Tensor("x")!, upstream] : [c.Tensor("x")!],
            inputs =>
            {
                var y = activation.Apply(inputs[0]);
                return inputs.Length == 1 ? [y] : [y, .. Gradient.Vjp(y, inputs[1], inputs[0])];
            },
            new("y", c.Tensor("y"), c.Tolerance(Tolerance.Values)),
            new("gradient", c.Tensor("grad_x"), c.Tolerance(Tolerance.Gradients)));
    }
}
