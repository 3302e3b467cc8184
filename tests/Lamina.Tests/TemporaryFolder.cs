namespace Lamina.Tests;

/// <summary>An empty folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamina-test-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Files => [.. Directory.EnumerateFileSystemEntries(Path).Select(f => System.IO.Path.GetFileName(f)!).Order()];

    public void Dispose() => _folder.Delete(recursive: true);
}
