using System.Runtime.Versioning;
using Lamina.Formats;

namespace Lamina.Tests.Formats;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_and_nothing_else()
    {
        AtomicFile.Write(_folder["a"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a"]));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public void An_old_file_is_replaced()
    {
        File.WriteAllBytes(_folder["a"], new byte[1000]);
        AtomicFile.Write(_folder["a"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_whole_and_nothing_beside_it()
    {
        File.WriteAllText(_folder["a"], "old");
        var e = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a"], static stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new InvalidOperationException("half way");
        }));
        Assert.Equal("half way", e.Message);
        Assert.Equal("old", File.ReadAllText(_folder["a"]));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public void The_old_file_is_there_until_the_new_one_is_whole()
    {
        File.WriteAllText(_folder["a"], "old");
        AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
        });
        Assert.Equal("new", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var path = Path.Combine(_folder.Path, "none", "a");
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(path, static _ => { }));
        Assert.Equal($"Cannot write '{path}': the folder '{_folder["none"]}' does not exist. Create it first.", e.Message);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_named()
    {
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(_folder.Path, static _ => { }));
        Assert.Equal($"Cannot write '{_folder.Path}': it is a folder. Give the name of a file.", e.Message);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_may_not_be_written_to_is_named()
    {
        Skip.If(OperatingSystem.IsWindows(), "Folders have no write permission in this sense on Windows.");
        Skip.If(Environment.IsPrivilegedProcess, "This user may write everywhere.");
        File.WriteAllText(_folder["a"], "old");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var e = Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(_folder["a"], static _ => { }));
            Assert.Equal($"Cannot write '{_folder["a"]}': this user may not create files in the folder '{_folder.Path}'.", e.Message);
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [SkippableFact]
    public void A_file_system_that_refuses_is_told()
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "There is no /proc here.");
        var e = Assert.ThrowsAny<Exception>(() => AtomicFile.Write("/proc/lamina", static _ => { }));
        Assert.StartsWith("Cannot write '/proc/lamina': ", e.Message, StringComparison.Ordinal);
        Assert.True(e is IOException or UnauthorizedAccessException, e.GetType().Name);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_link_stays_and_its_target_keeps_its_mode()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        File.WriteAllText(_folder["real"], "old");
        File.SetUnixFileMode(_folder["real"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(_folder["link"], "real");
        AtomicFile.Write(_folder["link"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["real"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["real"]));
    }
}
