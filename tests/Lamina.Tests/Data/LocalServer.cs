using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lamina.Tests.Data;

/// <summary>A web server of one file on a free port of this machine; knows ranges, and can hang up or fall silent.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _content;
    private readonly Task _loop;

    public LocalServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int? CutAfter { get; set; }

    public int? SilentAfter { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _loop.Wait();
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var from = await ReadRangeAsync(stream);
        var status = from > 0
            ? $"206 Partial Content\r\nContent-Range: bytes {from}-{_content.Length - 1}/{_content.Length}"
            : "200 OK";
        var head = $"HTTP/1.1 {status}\r\nContent-Length: {_content.Length - from}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
        var end = Math.Min(_content.Length, from + (CutAfter ?? SilentAfter ?? int.MaxValue - _content.Length));
        await stream.WriteAsync(_content.AsMemory(from..end), _stop.Token);
        if (SilentAfter is not null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }

    private async Task<int> ReadRangeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var from = 0;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = int.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        return from;
    }
}
