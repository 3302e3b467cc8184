using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed class ScheduleTests
{
    [Golden("lr_schedules.json")]
    public void Learning_rates_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var schedule = (LearningRateSchedule)c.Build(KerasModule.Schedules, "class", "config");
        double[] steps = [.. c["steps"]!.Value.EnumerateArray().Select(step => step.GetDouble())];
        var expected = new Expectation("rates", c.Tensor("values"), c.Tolerance(Tolerance.Values));
        Evaluator.Check(
            [new([steps.Length], DType.Float32, steps)],
            inputs => [Tensor.Stack([.. Enumerable.Range(0, steps.Length).Select(i => schedule.At(inputs[0].Select(0, i)))])],
            expected);
        Evaluator.Compare(expected, [.. steps.Select(step => schedule.At((long)step))], "number");
    }

    [Golden("lr_schedules.json")]
    public void Schedule_is_written_as_Keras_writes_it(string file, string id)
    {
        if (GoldenCase.Load(file, id)["serialized"] is { } expected)
        {
            var written = PythonJson.Write(JsonNode.Parse(expected.GetRawText()));
            Assert.Equal(written, PythonJson.Write(KerasObject.Write(KerasObject.Read(JsonNode.Parse(written)!))));
        }
    }
}
