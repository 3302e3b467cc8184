namespace Lamina.NN;

/// <summary>What is known about the console that this process writes to.</summary>
internal static class Terminal
{
    private const int UsualColumns = 80;

    /// <summary>Characters in a line; 80 where there is no terminal.</summary>
    public static int Columns
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth < 24 ? UsualColumns : Console.WindowWidth;
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                // No console at all: a service, or a browser.
                return UsualColumns;
            }
        }
    }

    /// <summary>Whether a line can be drawn again over itself.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
