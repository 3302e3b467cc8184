using System.Security.Cryptography;
using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class DatasetStoreTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[2 * 28 * 28]];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 3, 9];
    private readonly TemporaryFolder _root = new();
    private readonly TemporaryFolder _cache = new();

    private static IdxDataset Toys => new("toys", new Uri("http://toys.test/"))
    {
        TrainImages = File("train-images", Images),
        TrainLabels = File("train-labels", Labels),
        TestImages = File("test-images", Images),
        TestLabels = File("test-labels", Labels),
    };

    public void Dispose()
    {
        _root.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public async Task A_set_in_its_folder_is_taken_as_it_is()
    {
        byte[] three = [0, 0, 8, 1, 0, 0, 0, 2, 1, 2];
        Put(_root, "toys/train-images", Images);
        Put(_root, "toys/train-labels", three);
        Put(_root, "toys/test-images", Images);
        Put(_root, "toys/test-labels", Labels);
        var (train, test) = await Load();
        Assert.Equal("uint8[2, 28, 28]", train.X.ToString());
        Assert.Equal([1, 2], train.Y.Values<int>());
        Assert.Equal([3, 9], test.Y.Values<int>());
    }

    [Fact]
    public async Task Files_directly_in_the_root_are_taken_if_they_are_the_published_ones()
    {
        Put(_root, "train-images", Images);
        Put(_cache, "toys/train-images", Images);
        Assert.Equal(_root["train-images"], await Find());

        // The same name, but of another set.
        Put(_root, "train-images", Labels);
        Assert.Equal(_cache["toys/train-images"], await Find());
    }

    [Fact]
    public async Task What_is_nowhere_is_downloaded_once()
    {
        using var server = new FakeServer(Images);
        Assert.Equal(_cache["toys/train-images"], await Find(server));
        Assert.Equal(_cache["toys/train-images"], await Find(server));
        Assert.Equal(["/train-images"], server.Requests);
    }

    [Fact]
    public async Task A_cached_file_that_was_damaged_is_downloaded_again()
    {
        var damaged = Images.ToArray();
        damaged[^1] = 1;
        Put(_cache, "toys/train-images", damaged);
        using var server = new FakeServer(Images);
        await Find(server);
        Assert.Equal(Images, await System.IO.File.ReadAllBytesAsync(_cache["toys/train-images"]));
    }

    public static TheoryData<byte[], byte[], string> Wrong => new()
    {
        { Labels, Labels, "{images}: images are [n, 28, 28]; this file holds [2]." },
        { Images, [0, 0, 8, 1, 0, 0, 0, 1, 3], "{labels}: 2 images need labels of shape [2]; this file holds [1].\n  images: {images}" },
        { Images, [0, 0, 8, 1, 0, 0, 0, 2, 3, 10], "{labels}: labels are 0 to 9; row 1 has 10." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Files_that_do_not_fit_together_are_refused(byte[] images, byte[] labels, string message)
    {
        Put(_root, "images", images);
        Put(_root, "labels", labels);
        var e = Assert.Throws<LaminaFormatException>(() => IdxPair.Read(_root["images"], _root["labels"]));
        Assert.Equal(
            message.Replace("{images}", _root["images"], StringComparison.Ordinal).Replace("{labels}", _root["labels"], StringComparison.Ordinal),
            e.Message);
    }

    private static PublishedFile File(string name, byte[] content) =>
        new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private static void Put(TemporaryFolder folder, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        System.IO.File.WriteAllBytes(folder[name], content);
    }

    private async Task<(Samples Train, Samples Test)> Load()
    {
        using var http = new HttpClient(new FakeServer([]));
        return await new DatasetStore(_root.Path, _cache.Path, http).LoadAsync(Toys, null, default);
    }

    private async Task<string> Find(FakeServer? server = null)
    {
        using var http = new HttpClient(server ?? new FakeServer([]), disposeHandler: server is null);
        return await new DatasetStore(_root.Path, _cache.Path, http).FindAsync(Toys, Toys.TrainImages, null, default);
    }
}
