namespace Lamina.Data;

/// <summary>How far the download of a file is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">How many bytes are here, those of an earlier try included.</param>
/// <param name="Total">How many bytes the file has.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long Total);
