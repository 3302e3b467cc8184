using System.Globalization;
using Lamina.Tests.Formats.Keras;

namespace Lamina.Tests;

/// <summary>The tests as a program of their own, which a test starts in order to kill it.</summary>
internal static class Program
{
    public static int Main(string[] args) => args is ["save", var path, var number]
        ? EndlessSaving.Run(path, int.Parse(number, CultureInfo.InvariantCulture))
        : 2;
}
