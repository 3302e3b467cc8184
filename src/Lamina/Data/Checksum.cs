using System.Security.Cryptography;

namespace Lamina.Data;

/// <summary>SHA-256 of files, as lower-case hex.</summary>
internal static class Checksum
{
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
            return Convert.ToHexStringLower(hash);
        }
    }

    /// <summary>True when the file exists and is the published one.</summary>
    public static async Task<bool> MatchesAsync(string path, PublishedFile file, CancellationToken cancellationToken) =>
        new FileInfo(path) is { Exists: true } info
        && info.Length == file.Length
        && await OfAsync(path, cancellationToken).ConfigureAwait(false) == file.Sha256;
}
