using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Cli.Training;

/// <summary>What a training gave, for people and for programs.</summary>
internal sealed record Outcome
{
    public required DataSource Source { get; init; }

    public required Model Model { get; init; }

    public required History History { get; init; }

    /// <summary>The epoch, counted from 1, whose weights the model has; the last one where none was chosen.</summary>
    public required int BestEpoch { get; init; }

    public required TimeSpan Time { get; init; }

    /// <summary>Loss and accuracy on the test set.</summary>
    public required Logs Test { get; init; }

    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>The file that holds the model; null when it was not saved.</summary>
    public string? File { get; init; }

    public void Write(TextStream stream)
    {
        var epochs = History.Epochs.Count;
        stream.WriteLine(Invariant(
            $"stopped after {epochs} {(epochs == 1 ? "epoch" : "epochs")} in {Time.TotalSeconds:F1} s: {History.StopReason}"));
        stream.WriteLine(Invariant(
            $"test accuracy {Test["accuracy"] * 100:F2} %, loss {Test["loss"]:F4}, with the weights of epoch {BestEpoch}"));
        stream.WriteLine();
        Confusion.Draw(stream, Source.Classes);
        if (File is not null)
        {
            stream.WriteLine($"saved {File}");
        }
    }

    /// <summary>All of it as one JSON object on one line.</summary>
    public string ToJson() => new JsonObject
    {
        ["dataset"] = Source.Name,
        ["parameters"] = Model.CountParameters(),
        ["epochs"] = History.Epochs.Count,
        ["bestEpoch"] = BestEpoch,
        ["stopReason"] = History.StopReason,
        ["seconds"] = Math.Round(Time.TotalSeconds, 3),
        ["test"] = JsonParts.Of(Test),
        ["history"] = JsonParts.Of(History),
        ["classes"] = JsonParts.Array(Source.Classes.Select(name => (JsonNode?)name)),
        ["confusion"] = JsonParts.Of(Confusion),
        ["file"] = File,
    }.ToJsonString();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
