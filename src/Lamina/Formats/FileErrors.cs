namespace Lamina.Formats;

/// <summary>Tells who could not write which file, and what helps; .NET's own messages often lack both.</summary>
internal static class FileErrors
{
    /// <summary>Does something with a file; what the system refuses is thrown again with names and a remedy.</summary>
    /// <param name="who">Who writes.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="action">What to do.</param>
    /// <param name="state">What is true of the file now; nothing when empty.</param>
    /// <exception cref="IOException">The disk refuses: it is full, or the path is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public static void Explain(string who, string path, Action action, string state = "")
    {
        try
        {
            action();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException(Message(e), e);
        }
        catch (IOException e) when (e is not LaminaFormatException)
        {
            throw new IOException(Message(e), e);
        }

        string Message(Exception e) => $"{who} cannot write '{path}': {e.Message}{(state.Length == 0 ? "" : "\n  " + state)}"
            + "\n  hint: it needs a folder that this user may write to, on a disk with room.";
    }
}
