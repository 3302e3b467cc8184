using System.Text.Json;
using Lamina.NN;

namespace Lamina.Cli.Tests;

public sealed class EvaluateTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    [Theory]
    [InlineData("evaluate @one.keras @flowers.csv --target species")]
    [InlineData("evaluate @one.keras @xy.npz")]
    [InlineData("evaluate @one.h5 @xy.npz")]
    public void Loss_and_metrics_are_those_of_Evaluate(string line)
    {
        var expected = files.One.Evaluate(files.X, new[] { 0, 2, 1 });
        var run = files.Run(line);
        Assert.Equal($"{line.Split(' ')[2]}: 3 samples\n{expected}\n", run.Output);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);

        var json = JsonDocument.Parse(files.Run(line + " --json").Output).RootElement;
        Assert.Equal(3, json.GetProperty("samples").GetInt32());
        Assert.Equal(["accuracy", "loss"], json.GetProperty("test").EnumerateObject().Select(property => property.Name));
        Assert.Equal(expected["loss"], json.GetProperty("test").GetProperty("loss").GetDouble(), 1e-6);
    }

    [Fact]
    public void Several_targets_are_columns_or_arrays()
    {
        files.Text("pq.csv", "x0,p,x1,q\n1,2,3,4\n5,6,7,8\n");
        var model = new Sequential([new Input(2), new Dense(2)]);
        model.Compile("sgd", "mse");
        model.Save(files["pq.keras"]);
        var expected = model.Evaluate(new float[,] { { 1, 3 }, { 5, 7 } }, new float[,] { { 2, 4 }, { 6, 8 } });
        Assert.Equal($"@pq.csv: 2 samples\n{expected}\n", files.Run("evaluate @pq.keras @pq.csv --target p,q").Output);
    }
}
