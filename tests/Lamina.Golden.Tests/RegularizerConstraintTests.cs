using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed class RegularizerConstraintTests
{
    [Golden("regularizers_constraints.json")]
    public void Values_and_gradients_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        Evaluator.Check(
            [c.Tensor("x")!],
            inputs => c.Build(ModuleOf(id), "class", "config") is Constraint constraint
                ? [constraint.Apply(inputs[0])]
                : WithGradient((Regularizer)c.Build(ModuleOf(id), "class", "config"), inputs[0]),
            new("value", c.Tensor("expected"), c.Tolerance(Tolerance.Values)),
            new("gradient", c.Tensor("grad_x"), c.Tolerance(Tolerance.Gradients)));
    }

    [Golden("regularizers_constraints.json")]
    public void Object_is_written_as_Keras_writes_it(string file, string id)
    {
        if (GoldenCase.Load(file, id)["serialized"] is { } expected)
        {
            var written = PythonJson.Write(JsonNode.Parse(expected.GetRawText()));
            Assert.Equal(written, PythonJson.Write(KerasObject.Write(KerasObject.Read(JsonNode.Parse(written)!))));
        }
    }

    private static Tensor[] WithGradient(Regularizer regularizer, Tensor x)
    {
        var penalty = regularizer.Penalty(x);
        return [penalty, .. Gradient.Of(penalty, x)];
    }

    private static string ModuleOf(string id) =>
        id.StartsWith("constraint", StringComparison.Ordinal) ? KerasModule.Constraints : KerasModule.Regularizers;
}
