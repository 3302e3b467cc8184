using System.Net;
using System.Net.Http.Headers;

namespace Lamina.Data;

/// <summary>Downloads one published file: goes on where an earlier try ended, checks size and hash, and gives the file
/// its name only when all is right.</summary>
/// <param name="http">Asks the server.</param>
/// <param name="dataset">Says where the file is published.</param>
/// <param name="file">What it must be.</param>
/// <param name="target">Where the file goes; what has arrived so far lies beside it as <c>.part</c>.</param>
internal sealed class Download(HttpClient http, IdxDataset dataset, PublishedFile file, string target)
{
    private readonly Uri _address = new(dataset.Address, file.Name);
    private readonly string _part = target + ".part";

    /// <summary>How long the server may send nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    private string Remedy =>
        $"\n  from: {_address}"
        + $"\n  hint: try again, or get the file another way and put it into '{Path.GetDirectoryName(target)}' or, with"
        + $" LAMINA_DATA naming a folder, into its '{dataset.Folder}'.";

    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) });

    public async Task RunAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var part = new FileStream(_part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        await using (part.ConfigureAwait(false))
        {
            if (part.Length != file.Length)
            {
                await ReceiveAsync(part, progress, cancellationToken).ConfigureAwait(false);
                part.Flush(flushToDisk: true);
            }
        }

        var actual = await Checksum.OfAsync(_part, cancellationToken).ConfigureAwait(false);
        if (actual != file.Sha256)
        {
            File.Delete(_part);
            throw new LaminaFormatException(
                $"{file.Name}: the download is damaged and was deleted.\n  expected SHA-256: {file.Sha256}"
                + $"\n  actual SHA-256:   {actual}{Remedy}");
        }

        File.Move(_part, target, overwrite: true);
    }

    private async Task ReceiveAsync(
        FileStream part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var (response, start) = await RequestAsync(part.Length, cancellationToken).ConfigureAwait(false);
        using (response)
        {
            if (response.Content.Headers.ContentLength is { } offered && start + offered != file.Length)
            {
                throw new LaminaFormatException(
                    $"{file.Name}: the published file has {file.Length} bytes; the server offers {start + offered}."
                    + $" Perhaps a proxy or a login page answers in its place.{Remedy}");
            }

            part.SetLength(start);
            part.Position = start;
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await CopyAsync(body, part, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Asks for what is missing; a server that does not know ranges, or not this one, is asked for all.
    private async Task<(HttpResponseMessage Response, long Start)> RequestAsync(
        long have, CancellationToken cancellationToken)
    {
        if (have > 0 && have < file.Length)
        {
            var rest = await SendAsync(new RangeHeaderValue(have, null), cancellationToken).ConfigureAwait(false);
            if (rest.StatusCode == HttpStatusCode.PartialContent && rest.Content.Headers.ContentRange?.From == have)
            {
                return (rest, have);
            }

            if (rest.StatusCode == HttpStatusCode.OK)
            {
                return (rest, 0);
            }

            rest.Dispose();
        }

        var all = await SendAsync(null, cancellationToken).ConfigureAwait(false);
        if (all.StatusCode == HttpStatusCode.OK)
        {
            return (all, 0);
        }

        all.Dispose();
        throw new HttpRequestException(
            $"{file.Name}: the server answers {(int)all.StatusCode} ({all.ReasonPhrase}).{Remedy}",
            null,
            all.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address) { Headers = { Range = range } };
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException(
                $"{file.Name}: the server cannot be reached: {e.Message}{Remedy}", e, e.StatusCode);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(
                $"{file.Name}: the server has not answered for {http.Timeout.TotalSeconds:0} seconds.{Remedy}", e);
        }
    }

    private async Task CopyAsync(
        Stream body, FileStream part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var reported = long.MinValue;
        while (true)
        {
            // A report for each hundredth is enough for any bar; the first and the last always come.
            if (part.Position >= reported + (file.Length / 100) || part.Position == file.Length)
            {
                reported = part.Position;
                progress?.Report(new DownloadProgress(file.Name, reported, file.Length));
            }

            var read = await ReadAsync(body, buffer, part.Position, cancellationToken).ConfigureAwait(false);
            if (part.Position + read > file.Length)
            {
                part.SetLength(0);
                throw new LaminaFormatException(
                    $"{file.Name}: the published file has {file.Length} bytes; the server sends more. What arrived"
                    + $" was deleted.{Remedy}");
            }

            if (read == 0)
            {
                break;
            }

            await part.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        if (part.Position < file.Length)
        {
            throw Cut(part.Position, null);
        }
    }

    private async Task<int> ReadAsync(Stream body, Memory<byte> buffer, long have, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(Patience);
        try
        {
            return await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException(
                $"{file.Name}: the server sends nothing for {Patience.TotalSeconds:0} seconds, after {have} of"
                + $" {file.Length} bytes. They are kept; the next try goes on from there.{Remedy}",
                e);
        }
        catch (IOException e)
        {
            throw Cut(have, e);
        }
    }

    private IOException Cut(long have, Exception? cause) => new(
        $"{file.Name}: the connection ended after {have} of {file.Length} bytes. They are kept; the next try goes on"
        + $" from there.{Remedy}",
        cause);
}
