using System.Globalization;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class ProgressBarTests
{
    [Fact]
    public void Redirected_output_gets_a_line_an_epoch()
    {
        var text = Drive(isLive: false, columns: 80, steps: 3);
        Assert.Equal(
            "Epoch 1/3\n3/3 - 0s - 10ms/step - accuracy: 0.3958 - loss: 9.0000e-04 - val_accuracy: 0.2500 - val_loss: 0.7601\n",
            text);
    }

    [Fact]
    public void A_terminal_gets_a_line_drawn_again_and_again()
    {
        var text = Drive(isLive: true, columns: 120, steps: 10);
        var draws = text.Split('\r');
        Assert.Equal("Epoch 1/3\n", draws[0]);
        Assert.Equal(" 1/10 ━━────────────────── ETA 0s 10ms/step - accuracy: 0.3958 - loss: 9.0000e-04", draws[1]);
        Assert.Equal(" 9/10 ━━━━━━━━━━━━━━━━━━── ETA 0s 10ms/step - accuracy: 0.3958 - loss: 9.0000e-04", draws[9]);
        Assert.Equal(
            "10/10 ━━━━━━━━━━━━━━━━━━━━ 0s 10ms/step - accuracy: 0.3958 - loss: 9.0000e-04 - val_accuracy: 0.2500 - val_loss: 0.7601\n",
            draws[10]);
        Assert.Equal(11, draws.Length);
    }

    [Fact]
    public void A_narrow_terminal_is_never_overrun()
    {
        var text = Drive(isLive: true, columns: 60, steps: 4);
        Assert.All(text.Split('\r', '\n'), line => Assert.InRange(line.Length, 0, 59));
        Assert.EndsWith("\n    loss: 9.0000e-04 - val_accuracy: 0.2500 - val_loss: 0.7601\n", Drive(isLive: true, columns: 70, steps: 4));
    }

    [Fact]
    public void A_training_ended_within_an_epoch_leaves_the_line()
    {
        var output = NewWriter();
        var bar = NewBar(output, new Clock(), isLive: true, columns: 100, steps: 5);
        bar.OnEpochBegin(0);
        bar.OnTrainBatchEnd(0);
        bar.OnTrainEnd(new Logs());
        Assert.EndsWith("loss: 9.0000e-04\n", output.ToString());
    }

    [Theory]
    [InlineData(0.5, "0.5000")]
    [InlineData(-12.34567, "-12.3457")]
    [InlineData(1e-3, "1.0000e-03")]
    [InlineData(0.0, "0.0000e+00")]
    [InlineData(1234567.0, "1234567.0000")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    public void Numbers_have_four_decimals_or_are_scientific(double value, string text) =>
        Assert.Equal(text, ProgressText.Number(value));

    [Theory]
    [InlineData(2.4, "2s/step")]
    [InlineData(0.0123, "12ms/step")]
    [InlineData(0.000456, "456us/step")]
    public void Times_of_steps_choose_their_unit(double seconds, string text) =>
        Assert.Equal(text, ProgressText.Pace(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(59, "59s")]
    [InlineData(187, "3:07")]
    [InlineData(3779, "1:02:59")]
    public void Times_to_go_are_clocks(int seconds, string text) =>
        Assert.Equal(text, ProgressText.Clock(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Batches_that_draw_nothing_allocate_nothing()
    {
        var bar = NewBar(NewWriter(), new Clock(), isLive: true, columns: 80, steps: 1000, interval: 1_000_000);
        bar.OnEpochBegin(0);
        bar.OnTrainBatchEnd(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var batch = 1; batch < 500; batch++)
        {
            bar.OnTrainBatchEnd(batch);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Drive(bool isLive, int columns, int steps)
    {
        var output = NewWriter();
        var clock = new Clock();
        var bar = NewBar(output, clock, isLive, columns, steps);
        bar.OnTrainBegin();
        bar.OnEpochBegin(0);
        for (var batch = 0; batch < steps; batch++)
        {
            clock.Advance(milliseconds: 10);
            bar.OnTrainBatchEnd(batch);
        }

        var logs = SomeLogs();
        (logs["val_accuracy"], logs["val_loss"]) = (0.25, 0.7601);
        bar.OnEpochEnd(0, logs);
        bar.OnTrainEnd(logs);
        return output.ToString();
    }

    private static ProgressBar NewBar(TextWriter output, Clock clock, bool isLive, int columns, int steps, int interval = 0) =>
        new(output, isLive)
        {
            Interval = interval,
            Columns = columns,
            Time = clock,
            Parameters = new FitParameters(3, steps, steps * 8, 8, 1, hasValidation: true, SomeLogs),
        };

    private static Logs SomeLogs() => new() { ["accuracy"] = 0.3958, ["loss"] = 0.0009 };

    private static StringWriter NewWriter() => new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(int milliseconds) => _ticks += milliseconds * TimeSpan.TicksPerMillisecond;
    }
}
