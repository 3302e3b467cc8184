namespace Lamina.Slow.Tests;

/// <summary>The folder of data sets that the environment variable <c>LAMINA_DATA</c> names.</summary>
internal static class DataFolder
{
    /// <summary>The path of a file in it, such as <c>emotions/emotions-test.csv</c>; without the file, the test is
    /// skipped.</summary>
    public static string Find(string file)
    {
        var root = Environment.GetEnvironmentVariable("LAMINA_DATA");
        Skip.If(string.IsNullOrEmpty(root), $"LAMINA_DATA names no folder; the test needs {file} in it.");
        var path = Path.Combine(root!, file);
        Skip.IfNot(File.Exists(path), $"LAMINA_DATA is {root}, which has no {file}.");
        return path;
    }

    /// <summary>Skips the test unless all four IDX files are there, so that nothing is downloaded.</summary>
    public static void NeedIdx(string folder)
    {
        foreach (var part in (string[])["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"])
        {
            Find($"{folder}/{part}-ubyte.gz");
        }
    }
}
