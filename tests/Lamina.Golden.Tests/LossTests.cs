using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed class LossTests
{
    [Golden("losses.json")]
    public void Loss_and_gradient_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var loss = (Loss)c.Build(KerasModule.Losses, "class", "config");
        string[] keys = ["y_true", "y_pred", "sample_weight", "mask"];
        var given = keys.Select(key => (Key: key, Tensor: c.Tensor(key)))
            .Where(pair => pair.Tensor is not null)
            .ToArray();
        Evaluator.Check(
            [.. given.Select(pair => pair.Tensor!)],
            inputs =>
            {
                var named = given.Zip(inputs).ToDictionary(pair => pair.First.Key, pair => pair.Second);
                var y = loss.Call(
                    named["y_true"],
                    named["y_pred"],
                    named.GetValueOrDefault("sample_weight"),
                    named.GetValueOrDefault("mask"));
                return [y, .. Gradient.Vjp(y, Tensor.Ones(y.Shape), named["y_pred"])];
            },
            new("loss", c.Tensor("expected"), c.Tolerance(Tolerance.Values)),
            new("gradient", c.Tensor("grad_y_pred"), c.Tolerance(Tolerance.Gradients)));
    }
}
