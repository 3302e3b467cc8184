using System.Net;
using System.Security.Cryptography;
using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _content = new byte[10_000];
    private readonly PublishedFile _file;
    private readonly IdxDataset _dataset;

    public DownloadTests()
    {
        new Random(7).NextBytes(_content);
        _file = new PublishedFile("a.gz", _content.Length, Convert.ToHexStringLower(SHA256.HashData(_content)));
        _dataset = new IdxDataset("toys", new Uri("http://toys.test/sets/"))
        {
            TrainImages = _file,
            TrainLabels = _file,
            TestImages = _file,
            TestLabels = _file,
        };
    }

    private string Remedy =>
        "\n  from: http://toys.test/sets/a.gz\n  hint: try again, or get the file another way and put it into"
        + $" '{_folder.Path}' or, with LAMINA_DATA naming a folder, into its 'toys'.";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_arrives_whole_and_reports_its_progress()
    {
        var reports = new Reports();
        using var server = new FakeServer(_content);
        await Run(server, reports);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["a.gz"]));
        Assert.Equal(["a.gz"], _folder.Files);
        Assert.Equal(["/sets/a.gz"], server.Requests);
        Assert.Equal(new DownloadProgress("a.gz", 0, 10_000), reports.Seen[0]);
        Assert.Equal(new DownloadProgress("a.gz", 10_000, 10_000), reports.Seen[^1]);
        Assert.Equal(reports.Seen.Select(r => r.Bytes).Distinct().Order(), reports.Seen.Select(r => r.Bytes));
    }

    [Fact]
    public async Task A_download_that_was_cut_goes_on_where_it_ended()
    {
        using var server = new FakeServer(_content) { CutAfter = 3000 };
        var e = await Assert.ThrowsAsync<IOException>(() => Run(server));
        Assert.Equal(
            "a.gz: the connection ended after 3000 of 10000 bytes. They are kept; the next try goes on from there." + Remedy,
            e.Message);
        Assert.Equal(["a.gz.part"], _folder.Files);

        server.CutAfter = null;
        await Run(server);
        Assert.Equal(["/sets/a.gz", "/sets/a.gz from 3000"], server.Requests);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["a.gz"]));
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 2)]
    public async Task A_server_without_ranges_is_asked_for_all(bool knowsRanges, bool refuses, int requests)
    {
        await File.WriteAllBytesAsync(_folder["a.gz.part"], new byte[4000]);
        using var server = new FakeServer(_content) { KnowsRanges = knowsRanges, RangeNotSatisfiable = refuses };
        await Run(server);
        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["a.gz"]));
    }

    [Fact]
    public async Task A_part_that_is_whole_needs_no_request()
    {
        await File.WriteAllBytesAsync(_folder["a.gz.part"], _content);
        using var server = new FakeServer(_content);
        await Run(server);
        Assert.Empty(server.Requests);
        Assert.Equal(["a.gz"], _folder.Files);
    }

    [Fact]
    public async Task A_damaged_download_is_deleted_and_the_next_try_starts_anew()
    {
        var damaged = _content.ToArray();
        damaged[5000] ^= 1;
        using var bad = new FakeServer(damaged);
        var e = await Assert.ThrowsAsync<LaminaFormatException>(() => Run(bad));
        Assert.Equal(
            $"a.gz: the download is damaged and was deleted.\n  expected SHA-256: {_file.Sha256}"
            + $"\n  actual SHA-256:   {Convert.ToHexStringLower(SHA256.HashData(damaged))}{Remedy}",
            e.Message);
        Assert.Empty(_folder.Files);

        using var good = new FakeServer(_content);
        await Run(good);
        Assert.Equal(["/sets/a.gz"], good.Requests);
        Assert.Equal(["a.gz"], _folder.Files);
    }

    [Fact]
    public async Task A_missing_file_is_told_with_the_servers_answer()
    {
        using var server = new FakeServer(_content) { Fails = HttpStatusCode.NotFound };
        var e = await Assert.ThrowsAsync<HttpRequestException>(() => Run(server));
        Assert.Equal("a.gz: the server answers 404 (Not Found)." + Remedy, e.Message);
        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
    }

    [Fact]
    public async Task A_page_in_the_files_place_is_refused_before_it_is_kept()
    {
        await File.WriteAllBytesAsync(_folder["a.gz.part"], _content[..4000]);
        using var server = new FakeServer(new byte[300]) { KnowsRanges = false };
        var e = await Assert.ThrowsAsync<LaminaFormatException>(() => Run(server));
        Assert.Equal(
            "a.gz: the published file has 10000 bytes; the server offers 300. Perhaps a proxy or a login page answers in its place."
            + Remedy,
            e.Message);
        Assert.Equal(4000, new FileInfo(_folder["a.gz.part"]).Length);
    }

    [Fact]
    public async Task A_server_that_never_stops_is_stopped()
    {
        using var server = new FakeServer(new byte[20_000]) { StatesLength = false };
        var e = await Assert.ThrowsAsync<LaminaFormatException>(() => Run(server));
        Assert.Equal("a.gz: the published file has 10000 bytes; the server sends more. What arrived was deleted." + Remedy, e.Message);
        Assert.Equal(0, new FileInfo(_folder["a.gz.part"]).Length);
    }

    [Fact]
    public async Task Cancelling_keeps_what_has_arrived()
    {
        using var cancel = new CancellationTokenSource();
        using var server = new FakeServer(_content);
        var reports = new Reports { Then = p => { if (p.Bytes >= 2000) { cancel.Cancel(); } } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(server, reports, cancel.Token));
        Assert.Equal(2000, new FileInfo(_folder["a.gz.part"]).Length);
    }

    [Fact]
    public async Task A_real_connection_that_is_cut_goes_on()
    {
        using var server = new LocalServer(_content) { CutAfter = 4000 };
        using var http = Download.NewClient();
        var download = new Download(http, _dataset with { Address = server.Address }, _file, _folder["a.gz"]);
        await Assert.ThrowsAsync<IOException>(() => download.RunAsync(null, default));
        Assert.Equal(4000, new FileInfo(_folder["a.gz.part"]).Length);

        server.CutAfter = null;
        await download.RunAsync(null, default);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["a.gz"]));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        using var server = new LocalServer(_content) { SilentAfter = 4000 };
        using var http = Download.NewClient();
        var download = new Download(http, _dataset with { Address = server.Address }, _file, _folder["a.gz"])
        {
            Patience = TimeSpan.FromSeconds(1),
        };
        var e = await Assert.ThrowsAsync<IOException>(() => download.RunAsync(null, default));
        Assert.StartsWith(
            "a.gz: the server sends nothing for 1 seconds, after 4000 of 10000 bytes. They are kept; the next try goes on from there.",
            e.Message,
            StringComparison.Ordinal);
    }

    private async Task Run(FakeServer server, Reports? progress = null, CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        await new Download(http, _dataset, _file, _folder["a.gz"]).RunAsync(progress, cancellationToken);
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Seen { get; } = [];

        public Action<DownloadProgress>? Then { get; init; }

        public void Report(DownloadProgress value)
        {
            Seen.Add(value);
            Then?.Invoke(value);
        }
    }
}
