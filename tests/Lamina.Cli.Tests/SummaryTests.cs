using System.Text.Json;
using Lamina.NN;

namespace Lamina.Cli.Tests;

public sealed class SummaryTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    [Theory]
    [InlineData("@one.keras")]
    [InlineData("@one.h5")]
    public void The_summary_is_that_of_the_model(string path)
    {
        var run = files.Run($"summary {path}");
        Assert.Equal(new CommandRun(0, Model.Load(files[path[1..]]).Summary(100).ReplaceLineEndings("\n"), ""), run);
        Assert.Contains("│ dense (Dense)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_is_shown_too() =>
        Assert.Equal(files.Run("summary @one.h5").Output.Split('\n')[..8], files.Run("summary @one.json").Output.Split('\n')[..8]);

    [Fact]
    public void Json_has_layers_inputs_and_numbers()
    {
        var run = files.Run("summary @two.keras --json");
        Assert.StartsWith("Model: \"two\"\n", run.Error, StringComparison.Ordinal);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("two", json.GetProperty("name").GetString());
        Assert.Equal(21, json.GetProperty("parameters").GetInt32());
        Assert.Equal(21, json.GetProperty("trainableParameters").GetInt32());
        Assert.True(json.GetProperty("isCompiled").GetBoolean());
        Assert.Equal(
            """[{"name":"a","dtype":"float32","shape":[null,4]},{"name":"b","dtype":"float32","shape":[null,2]}]""", json.GetProperty("inputs").GetRawText());
        Assert.Equal(["a", "b", "concatenate", "p", "q"], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()));
    }
}
