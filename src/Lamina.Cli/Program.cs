using System.Text;
using Lamina.Cli;

try
{
    Console.OutputEncoding = Encoding.UTF8;
}
catch (IOException)
{
    // No console whose encoding could be set; text goes out as it is.
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C ends the work in good order; the second one ends the process.
    if (!cancellation.IsCancellationRequested)
    {
        pressed.Cancel = true;
        cancellation.Cancel();
    }
};
return new App(Streams.OfThisProcess(), cancellation.Token).Run(args);
