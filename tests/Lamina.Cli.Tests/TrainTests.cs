using System.Text.Json;

namespace Lamina.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamina").FullName;

    private string ModelPath => Path.Combine(_folder, "model.keras");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_is_one_object_on_standard_output()
    {
        var run = Train("iris", "--epochs", "3", "--json");
        Assert.Equal(0, run.Code);
        Assert.Equal(run.Output.Length - 1, run.Output.IndexOf('\n', StringComparison.Ordinal));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("iris", json.GetProperty("dataset").GetString());
        Assert.Equal(140, json.GetProperty("parameters").GetInt32());
        Assert.Equal(3, json.GetProperty("epochs").GetInt32());
        Assert.Equal("epochs completed", json.GetProperty("stopReason").GetString());
        Assert.Equal(3, json.GetProperty("history").GetProperty("val_loss").GetArrayLength());
        Assert.InRange(json.GetProperty("test").GetProperty("accuracy").GetDouble(), 0, 1);
        Assert.Equal(30, json.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(x => x.GetInt32())));
    }

    [Fact]
    public void Json_leaves_what_people_read_to_standard_error()
    {
        var run = Train("iris", "--epochs", "2", "--json");
        Assert.StartsWith(
            "iris: 120 samples to train, 30 to test\nmodel: 4 → 16 → 3 units, 140 weights\nepoch 1/2 ", run.Error, StringComparison.Ordinal);
        Assert.Contains("rows: true class, columns: predicted class", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\r', run.Error);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        string[] args = ["iris", "--epochs", "2", "--json"];
        var first = HistoryOf(Train([.. args, "--seed", "1"]));
        Assert.Equal(first, HistoryOf(Train([.. args, "--seed", "1"])));
        Assert.NotEqual(first, HistoryOf(Train([.. args, "--seed", "2"])));
    }

    [Fact]
    public void Options_change_the_recipe()
    {
        var run = Train(
            "iris", "--layers", "8,4", "--activation", "tanh", "--dropout", "0.1", "--optimizer", "sgd", "--lr", "0.1", "--batch", "8",
            "--epochs", "30", "--patience", "1", "--validation", "0.3", "--json");
        Assert.Equal(0, run.Code);
        Assert.Contains("model: 4 → 8 → 4 → 3 units, 100 weights", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_hidden_layers_can_be_asked_for() =>
        Assert.Contains("model: 64 → 10 units, 650 weights", Train("digits", "--layers", "none", "--epochs", "1").Output, StringComparison.Ordinal);

    [Fact]
    public void Digits_are_read_with_97_percent_and_more()
    {
        var run = Train("digits", "--json");
        Assert.Equal(0, run.Code);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.InRange(json.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.97, 1);
        Assert.StartsWith("early stopping: val_loss", json.GetProperty("stopReason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_is_evaluated_to_the_same_numbers()
    {
        var trained = JsonDocument.Parse(Train("iris", "--epochs", "5", "--json").Output).RootElement;
        Assert.Equal(ModelPath, trained.GetProperty("file").GetString());
        var run = CommandRun.Of("evaluate", ModelPath, "iris", "--json");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        var evaluated = JsonDocument.Parse(run.Output).RootElement;
        foreach (var name in new[] { "test", "classes", "confusion" })
        {
            Assert.Equal(trained.GetProperty(name).GetRawText(), evaluated.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    public void A_model_of_other_data_is_refused()
    {
        Train("iris", "--epochs", "1");
        var run = CommandRun.Of("evaluate", ModelPath, "digits");
        Assert.Equal(2, run.Code);
        Assert.Contains("' does not fit digits.\n", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("  the model: [None, 4] → [None, 3]\n  the data: [None, 64], 10 classes\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_keeps_what_was_learned()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.CancelAfter(TimeSpan.FromSeconds(1));
        var run = CommandRun.Of(
            cancellation.Token, "train", "iris", "--epochs", "1000000", "--patience", "1000000", "--json", "--out", ModelPath);
        Assert.Equal(0, run.Code);
        Assert.Equal("cancelled", JsonDocument.Parse(run.Output).RootElement.GetProperty("stopReason").GetString());
    }

    private CommandRun Train(params string[] args) => CommandRun.Of(["train", .. args, "--out", ModelPath]);

    private static string HistoryOf(CommandRun run) =>
        JsonDocument.Parse(run.Output).RootElement.GetProperty("history").GetRawText();
}
