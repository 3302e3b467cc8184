using Lamina.Formats.Numpy;

namespace Lamina.Tests.Formats.Numpy;

/// <summary>Files exchanged with NumPy itself, where this machine has it.</summary>
public sealed class NumpyItselfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void NumPy_reads_what_Lamina_writes()
    {
        NpzFile.Write(_folder["a.npz"], NumpyExamples.All);
        NpyFile.Write(_folder["a.npy"], NumpyExamples.All["axes"]);
        Assert.Equal(
            """
            float32 float32 (2, 2) [[1.5, -2.0], [3.000000085396614e-38, inf]]
            float64 float64 (2,) [0.1, -1e+300]
            int32 int32 (1, 2) [[-2147483648, 2147483647]]
            int64 int64 (2,) [9223372036854775807, 2]
            bool bool (3,) [True, False, True]
            uint8 uint8 (2,) [0, 255]
            scalar float32 () 7.0
            empty float32 (0, 3) []
            filled int64 (2, 2) [[5, 5], [5, 5]]
            axes int32 (2, 3, 4) [[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]]
            True

            """.ReplaceLineEndings("\n"),
            Run(
                """
                import numpy as np
                z = np.load('a.npz')
                for n in z.files: print(n, z[n].dtype, z[n].shape, z[n].tolist())
                print((np.load('a.npy', mmap_mode='r') == np.arange(24).reshape(2, 3, 4)).all())
                """));
    }

    [SkippableTheory]
    [InlineData("np.savez")]
    [InlineData("np.savez_compressed")]
    public void Lamina_reads_what_NumPy_writes(string save)
    {
        Run($$"""
            import numpy as np
            a = np.arange(24).reshape(2, 3, 4)
            arrays = {t: a.astype(t) for t in '<f2 >f2 <f4 >f4 <f8 >f8 i1 <i2 >i2 <i4 >i4 <i8 >i8 u1 <u2 >u2 <u4 >u4 <u8 >u8'.split()}
            arrays |= {'fortran': np.asfortranarray(a), 'turned': a.astype('>f8').T}
            {{save}}('a.npz', **arrays)
            """);
        var arrays = NpzFile.Read(_folder["a.npz"]);
        Assert.Equal(22, arrays.Count);
        Assert.Equal("float64[4, 3, 2]", arrays["turned"].ToString());
        var turned = from k in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (double)((i * 12) + (j * 4) + k);
        Assert.Equal(turned, arrays["turned"].Values<double>());
        Assert.All(
            arrays.Where(a => a.Key != "turned"),
            a => Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), NpyFileTests.AsDoubles(a.Value)));
    }

    [SkippableFact]
    public void Versions_2_and_3_of_NumPy_are_read()
    {
        Run("""
            import numpy as np
            from numpy.lib import format as f
            for v in (1, 2, 3):
                with open(f'{v}.npy', 'wb') as out: f.write_array(out, np.array([[True], [False]]), version=(v, 0))
            """);
        Assert.All(new[] { 1, 2, 3 }, v => Assert.Equal([true, false], NpyFile.Read(_folder[$"{v}.npy"]).Values<bool>()));
    }

    private string Run(string script) => Python.Run(_folder.Path, script);
}
