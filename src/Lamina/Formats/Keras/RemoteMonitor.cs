using System.Text;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <summary>Sends the logs of each epoch to a web server.</summary>
/// <remarks>An HTTP POST to root and path whose content is <c>{"epoch": 0, "loss": 0.25}</c>, as JSON or as a field of a
/// form; numbers that are not finite, which JSON has not, are sent as <c>null</c>. A server that does not answer within ten
/// seconds, or with an error, does not end the training: the first time, a line on standard error says so. Source:
/// Keras.</remarks>
public sealed class RemoteMonitor : Callback
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly Uri _address;
    private bool _hasWarned;

    /// <summary>Sends to a server.</summary>
    /// <param name="root">The server: <c>http://</c> or <c>https://</c>, a name and a port.</param>
    /// <param name="path">The path there.</param>
    /// <param name="field">The field of the form that holds the JSON.</param>
    /// <param name="headers">Headers to send with it.</param>
    /// <param name="sendAsJson">Whether to send the JSON itself instead of a form.</param>
    /// <exception cref="ArgumentException">The address is none, or the path leads to another server.</exception>
    public RemoteMonitor(
        string root = "http://localhost:9000",
        string path = "/publish/epoch/end/",
        string field = "data",
        IReadOnlyDictionary<string, string>? headers = null,
        bool sendAsJson = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentException.ThrowIfNullOrEmpty(field);
        (Root, Path, Field, Headers, SendAsJson) = (root, path, field, headers ?? new Dictionary<string, string>(), sendAsJson);
        var isAddress = Uri.TryCreate(root, UriKind.Absolute, out var server)
            & Uri.TryCreate(root + path, UriKind.Absolute, out var address);
        _address = isAddress && server!.Scheme is "http" or "https" && server.Authority == address!.Authority
            ? address
            : throw new ArgumentException(
                $"RemoteMonitor needs a root such as http://localhost:9000 and a path on that server; it was given '{root}' and '{path}'.",
                nameof(root));
    }

    /// <summary>The server.</summary>
    public string Root { get; }

    /// <summary>The path there.</summary>
    public string Path { get; }

    /// <summary>The field of the form that holds the JSON.</summary>
    public string Field { get; }

    /// <summary>Headers to send with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Whether to send the JSON itself instead of a form.</summary>
    public bool SendAsJson { get; }

    /// <summary>Where a server that does not answer is told.</summary>
    internal TextWriter Errors { get; init; } = Console.Error;

    /// <inheritdoc/>
    public override void OnTrainBegin() => _hasWarned = false;

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var json = new JsonObject { ["epoch"] = epoch };
        foreach (var (name, value) in logs)
        {
            json[name] = double.IsFinite(value) ? JsonValue.Create(value) : null;
        }

        try
        {
            Send(PythonJson.Write(json));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // Watching is not worth a training: it goes on without.
            Warn(e.Message);
        }
    }

    private void Send(string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = SendAsJson
                ? new StringContent(json, Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([KeyValuePair.Create(Field, json)]),
        };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = Client.Send(request);
        response.EnsureSuccessStatusCode();
    }

    private void Warn(string reason)
    {
        if (!_hasWarned)
        {
            Errors.WriteLine($"RemoteMonitor: the server at {Root} did not take the logs: {reason} Training goes on.");
            _hasWarned = true;
        }
    }
}
