using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class CSVLoggerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_epoch_is_a_row_with_the_names_of_the_first() => Assert.Equal(
        "epoch,loss,val_loss\r\n0,0.1,0.30000001192092896\r\n1,1e-07,NA\r\n2,nan,-inf\r\n",
        Written(new CSVLogger(_folder["log.csv"]),
            new() { ["val_loss"] = 0.3f, ["loss"] = 0.1 },
            new() { ["loss"] = 1e-7, ["late"] = 5 },
            new() { ["loss"] = double.NaN, ["val_loss"] = double.NegativeInfinity }));

    [Fact]
    public void Cells_that_hold_the_separator_are_quoted() => Assert.Equal(
        "epoch;\"a;b\";\"c\"\"d\"\r\n0;1.0;2.0\r\n",
        Written(new CSVLogger(_folder["log.csv"], ';'), new Logs { ["a;b"] = 1, ["c\"d"] = 2 }));

    [Theory]
    [InlineData(null, true, "epoch,loss\r\n0,1.0\r\n")]
    [InlineData("", true, "epoch,loss\r\n0,1.0\r\n")]
    [InlineData("epoch,loss\r\n7,2.0\r\n", true, "epoch,loss\r\n7,2.0\r\n0,1.0\r\n")]
    [InlineData("epoch,loss\r\n7,2.0\r\n", false, "epoch,loss\r\n0,1.0\r\n")]
    public void Appending_goes_on_without_a_second_header(string? before, bool append, string after)
    {
        if (before is not null)
        {
            File.WriteAllText(_folder["log.csv"], before);
        }

        Assert.Equal(after, Written(new CSVLogger(_folder["log.csv"], append: append), new Logs { ["loss"] = 1 }));
    }

    [Fact]
    public void Each_training_begins_anew()
    {
        var logger = new CSVLogger(_folder["log.csv"]);
        Written(logger, new Logs { ["loss"] = 1 });
        Assert.Equal("epoch,mae\r\n0,2.0\r\n", Written(logger, new Logs { ["mae"] = 2 }));
    }

    [Fact]
    public void A_training_is_logged()
    {
        var history = Training.Line().Fit(
            Tensor.Ones([4, 1]).Evaluate(), new float[] { 1, 2, 3, 4 }, epochs: 2, verbose: 0, callbacks: [new CSVLogger(_folder["log.csv"])]);
        var rows = File.ReadAllLines(_folder["log.csv"]);
        Assert.Equal(3, rows.Length);
        Assert.Equal(history["loss"][1], double.Parse(rows[2].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_with_the_remedy()
    {
        var path = Path.Combine(_folder.Path, "none", "log.csv");
        var error = Assert.Throws<IOException>(() => Written(new CSVLogger(path), new Logs()));
        Assert.StartsWith($"CSVLogger cannot write '{path}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("hint: it needs a folder that this user may write to, on a disk with room.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_refused() => Assert.StartsWith(
        $"CSVLogger cannot write '{_folder.Path}': ",
        Assert.Throws<UnauthorizedAccessException>(() => Written(new CSVLogger(_folder.Path), new Logs())).Message,
        StringComparison.Ordinal);

    private static string Written(CSVLogger logger, params Logs[] epochs)
    {
        logger.OnTrainBegin();
        foreach (var (epoch, logs) in epochs.Index())
        {
            logger.OnEpochEnd(epoch, logs);
        }

        return File.ReadAllText(logger.FileName);
    }
}
