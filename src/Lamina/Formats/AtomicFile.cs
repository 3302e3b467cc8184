namespace Lamina.Formats;

/// <summary>Writes a file whole or not at all: beside the target first, then renamed over it.</summary>
internal static class AtomicFile
{
    /// <summary>Gives <paramref name="write"/> a seekable stream; when it returns, the file at <paramref name="path"/>
    /// is replaced. When anything fails, the old file is as it was and nothing is left beside it.</summary>
    /// <remarks>
    /// <para>A symbolic link stays, and the file that it names is replaced.</para>
    /// <para>Who is killed meanwhile leaves the old file whole, and a hidden <c>.NAME.….tmp</c> beside it. The content is
    /// flushed to the disk before it takes its place; the entry of the folder is not, as .NET opens no folders. So after a
    /// loss of power the old file may be there, whole.</para>
    /// </remarks>
    /// <exception cref="IOException">The folder does not exist, or the disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = FinalTarget(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"Cannot write '{path}': it is a folder. Give the name of a file.");
        }

        var temporary = Path.Combine(
            Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = Create(temporary, path))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            KeepMode(target, temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static string FinalTarget(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // The temporary name means nothing to the caller, so errors name the file that was asked for.
    private static FileStream Create(string temporary, string path)
    {
        var folder = Path.GetDirectoryName(temporary)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"Cannot write '{path}': the folder '{folder}' does not exist. Create it first.");
        }

        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException(
                $"Cannot write '{path}': this user may not create files in the folder '{folder}'.", e);
        }
        catch (IOException e)
        {
            throw new IOException($"Cannot write '{path}': no file can be created in the folder '{folder}'.", e);
        }
    }

    private static void KeepMode(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }

    // The first failure is the one to report; a leftover is the lesser evil.
    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
