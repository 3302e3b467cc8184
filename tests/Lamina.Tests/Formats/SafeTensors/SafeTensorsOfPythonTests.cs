using Lamina.Formats.SafeTensors;
using Lamina.Tests.Formats.Numpy;

namespace Lamina.Tests.Formats.SafeTensors;

/// <summary>Files exchanged with a reader and a writer of a dozen lines of Python, straight from the format's
/// documentation.</summary>
public sealed class SafeTensorsOfPythonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Lamina_reads_what_Python_writes()
    {
        Python.Run(_folder.Path, Python.SafeTensors + """
            import numpy as np
            a = np.arange(24).reshape(2, 3, 4)
            arrays = {t: a.astype(t) for t in 'f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8'.split()}
            write('a.safetensors', arrays | {'t': a.T.astype('f4'), 'b': a % 2 == 1}, {'format': 'np'})
            """);
        var tensors = SafeTensorsFile.Read(_folder["a.safetensors"]);
        Assert.Equal(13, tensors.Count);
        Assert.Equal("float32[4, 3, 2]", tensors["t"].ToString());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)(i % 2)), NpyFileTests.AsDoubles(tensors["b"]));
        Assert.All(
            tensors.Where(pair => pair.Key is not ("t" or "b")),
            pair => Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), NpyFileTests.AsDoubles(pair.Value)));
    }

    [SkippableFact]
    public void Python_reads_what_Lamina_writes()
    {
        SafeTensorsFile.Write(_folder["a.safetensors"], NumpyExamples.All, new Dictionary<string, string> { ["a"] = "b" });
        var text = Python.Run(_folder.Path, Python.SafeTensors + """
            for n, v in read('a.safetensors').items(): print(n, v.dtype, v.shape, v.tolist())
            """);
        Assert.Equal(
            """
            filled int64 (2, 2) [[5, 5], [5, 5]]
            int64 int64 (2,) [9223372036854775807, 2]
            float64 float64 (2,) [0.1, -1e+300]
            empty float32 (0, 3) []
            float32 float32 (2, 2) [[1.5, -2.0], [3.000000085396614e-38, inf]]
            scalar float32 () 7.0
            axes int32 (2, 3, 4) [[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]]
            int32 int32 (1, 2) [[-2147483648, 2147483647]]
            uint8 uint8 (2,) [0, 255]
            bool bool (3,) [True, False, True]

            """.ReplaceLineEndings("\n"),
            text);
    }
}
