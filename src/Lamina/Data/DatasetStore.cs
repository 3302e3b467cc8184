namespace Lamina.Data;

/// <summary>Finds a data set's files on this machine, or downloads them, and reads them.</summary>
/// <param name="root">The folder that <c>LAMINA_DATA</c> names, or null.</param>
/// <param name="cache">The folder for downloads, one folder in it for each data set.</param>
/// <param name="http">Downloads what is missing.</param>
internal sealed class DatasetStore(string? root, string cache, HttpClient http)
{
    /// <summary>The store that this user's environment describes.</summary>
    public static DatasetStore OfThisUser(HttpClient http)
    {
        var root = Environment.GetEnvironmentVariable("LAMINA_DATA");
        var user = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new DatasetStore(
            string.IsNullOrEmpty(root) ? null : root,
            Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "lamina", "datasets"),
            http);
    }

    public async Task<(Samples Train, Samples Test)> LoadAsync(
        IdxDataset dataset, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        // All four first: a missing file is noticed before time is spent on reading the others.
        PublishedFile[] files = [dataset.TrainImages, dataset.TrainLabels, dataset.TestImages, dataset.TestLabels];
        var paths = new string[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            paths[i] = await FindAsync(dataset, files[i], progress, cancellationToken).ConfigureAwait(false);
        }

        return (IdxPair.Read(paths[0], paths[1]), IdxPair.Read(paths[2], paths[3]));
    }

    /// <summary>The path of a file of the data set, after a download where it is needed.</summary>
    public async Task<string> FindAsync(
        IdxDataset dataset,
        PublishedFile file,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (root is not null)
        {
            var own = Path.Combine(root, dataset.Folder, file.Name);
            if (File.Exists(own))
            {
                return own;
            }

            // MNIST and Fashion-MNIST give their files the same names; only the hash tells them apart.
            var flat = Path.Combine(root, file.Name);
            if (await Checksum.MatchesAsync(flat, file, cancellationToken).ConfigureAwait(false))
            {
                return flat;
            }
        }

        var cached = Path.Combine(cache, dataset.Folder, file.Name);
        if (!await Checksum.MatchesAsync(cached, file, cancellationToken).ConfigureAwait(false))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(cached)!);
            await new Download(http, dataset, file, cached).RunAsync(progress, cancellationToken).ConfigureAwait(false);
        }

        return cached;
    }
}
