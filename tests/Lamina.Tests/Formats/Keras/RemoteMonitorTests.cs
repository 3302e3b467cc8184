using System.Net;
using System.Net.Sockets;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class RemoteMonitorTests
{
    private static readonly Logs Logs = new() { ["loss"] = 0.25, ["val_loss"] = double.NaN };

    [Theory]
    [InlineData(true, "application/json; charset=utf-8", """{"epoch": 3, "loss": 0.25, "val_loss": null}""")]
    [InlineData(false, "application/x-www-form-urlencoded", "data=%7B%22epoch%22%3A+3%2C+%22loss%22%3A+0.25%2C+%22val_loss%22%3A+null%7D")]
    public async Task Logs_are_posted(bool sendAsJson, string type, string content)
    {
        using var listener = Listen(out var root);
        var warnings = new StringWriter();
        var monitor = new RemoteMonitor(root, "/in/", sendAsJson: sendAsJson, headers: new Dictionary<string, string> { ["X-Run"] = "7" })
        {
            Errors = warnings,
        };
        var request = AnswerAsync(listener, 200);
        await Task.Run(() => monitor.OnEpochEnd(3, Logs));
        Assert.Equal(("POST", "/in/", type, "7", content), await request);
        Assert.Equal("", warnings.ToString());
    }

    [Fact]
    public async Task A_server_that_refuses_is_told_once_and_training_goes_on()
    {
        using var listener = Listen(out var root);
        var warnings = new StringWriter();
        var monitor = new RemoteMonitor(root) { Errors = warnings };
        monitor.OnTrainBegin();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var request = AnswerAsync(listener, 500);
            await Task.Run(() => monitor.OnEpochEnd(epoch, Logs));
            Assert.Equal("/publish/epoch/end/", (await request).Path);
        }

        Assert.Single(warnings.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith($"RemoteMonitor: the server at {root} did not take the logs: ", warnings.ToString(), StringComparison.Ordinal);
        Assert.Contains("500", warnings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_and_training_goes_on()
    {
        var warnings = new StringWriter();
        var root = $"http://127.0.0.1:{FreePort()}";
        new RemoteMonitor(root) { Errors = warnings }.OnEpochEnd(0, Logs);
        Assert.StartsWith($"RemoteMonitor: the server at {root} did not take the logs: ", warnings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:9000", "/")]
    [InlineData("ftp://localhost", "/")]
    [InlineData("http://localhost", "@example.org/")]
    [InlineData("http://localhost", ".example.org/")]
    [InlineData("nonsense", "/")]
    public void An_address_that_is_none_or_another_server_is_refused(string root, string path) => Assert.StartsWith(
        $"RemoteMonitor needs a root such as http://localhost:9000 and a path on that server; it was given '{root}' and '{path}'.",
        Assert.Throws<ArgumentException>(() => new RemoteMonitor(root, path)).Message,
        StringComparison.Ordinal);

    private static HttpListener Listen(out string root)
    {
        root = $"http://127.0.0.1:{FreePort()}";
        var listener = new HttpListener { Prefixes = { root + "/" } };
        listener.Start();
        return listener;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task<(string Method, string Path, string Type, string Run, string Content)> AnswerAsync(HttpListener listener, int status)
    {
        var context = await listener.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream);
        var content = await reader.ReadToEndAsync();
        context.Response.StatusCode = status;
        context.Response.Close();
        var request = context.Request;
        return (request.HttpMethod, request.Url!.AbsolutePath, request.ContentType ?? "", request.Headers["X-Run"] ?? "", content);
    }
}
