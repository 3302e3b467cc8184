using System.Diagnostics;
using System.Globalization;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Saving that is killed at any moment.</summary>
public sealed class KilledSavingTests : IDisposable
{
    private const int Kills = 11;
    private const string Model = "model";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".keras")]
    [InlineData(".h5")]
    [InlineData(".weights.h5")]
    public void A_file_is_the_old_or_the_new_one_whenever_saving_is_killed(string ending)
    {
        var path = _folder[Model + ending];
        var random = new Random(1);
        var last = 0;
        for (var i = 0; i < Kills; i++)
        {
            Kill(path, last + 1, TimeSpan.FromMilliseconds(40 * random.NextDouble()));
            var number = EndlessSaving.Load(path);
            Assert.True(number > last, $"{number} is older than what was there before, {last}.");
            last = number;
        }

        // Files half written stay, hidden beside the whole one; some kill has met one.
        string[] left = [.. _folder.Files.Where(name => name != Model + ending)];
        Assert.NotEmpty(left);
        Assert.All(left, name => Assert.Matches($@"^\.{Model}{ending.Replace(".", "\\.", StringComparison.Ordinal)}\.[0-9a-f]{{32}}\.tmp$", name));
        EndlessSaving.Save(EndlessSaving.Create(), path, last + 1);
        Assert.Equal(last + 1, EndlessSaving.Load(path));
    }

    // Process.Kill is SIGKILL, which no program can put off.
    private static void Kill(string path, int number, TimeSpan after)
    {
        var tests = typeof(KilledSavingTests).Assembly.Location;
        var start = new ProcessStartInfo(Host(), ["exec", tests, "save", path, number.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        Assert.Equal(EndlessSaving.Ready, process.StandardOutput.ReadLine());
        Thread.Sleep(after);
        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    private static string Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? Environment.ProcessPath!
        : "dotnet";
}
