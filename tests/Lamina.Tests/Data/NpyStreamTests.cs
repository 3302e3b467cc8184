using System.Text;
using Lamina.Data;
using Lamina.Formats.Numpy;

namespace Lamina.Tests.Data;

public sealed class NpyStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_those_of_the_file()
    {
        var stream = Dataset.FromNpy(
            Write("x", Tensor.Wrap([.. Enumerable.Range(0, 20).SelectMany(i => new float[] { i, 10 * i })], [20, 2])),
            Write("y", Enumerable.Range(0, 20).ToArray()));
        Assert.Equal(20, stream.Count);
        Assert.Equal(Enumerable.Range(0, 20), stream.Batch(8).Numbers().SelectMany(n => n));

        // As in memory: the order is made of places, and no row is read before its batch.
        var shuffled = stream.Shuffle(seed: 4).Batch(8);
        Assert.Equal(Streams.InMemory(20).Shuffle(seed: 4).Batch(8).Numbers(1), shuffled.Numbers(1));
        Assert.Equal(shuffled.Numbers(1), shuffled.Prefetch().Numbers(1));
    }

    public static TheoryData<string, byte[], DType, double[]> Types => new()
    {
        { "|b1", [0, 1, 2], DType.Bool, [0, 1, 1] },
        { "|u1", [0, 7, 255], DType.UInt8, [0, 7, 255] },
        { "|i1", [0, 7, 255], DType.Int32, [0, 7, -1] },
        { "<i4", [1, 0, 0, 0, 0, 1, 0, 0], DType.Int32, [1, 256] },
        { ">i4", [0, 0, 0, 1, 0, 0, 1, 0], DType.Int32, [1, 256] },
        { "<i8", [1, 0, 0, 0, 0, 0, 0, 0], DType.Int64, [1] },
        { "<f2", [0, 0x3C, 0, 0xC0], DType.Float32, [1, -2] },
        { "<f4", [0, 0, 0x80, 0x3F], DType.Float32, [1] },
        { "<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], DType.Float64, [1] },
    };

    [Theory, MemberData(nameof(Types))]
    public void Every_type_is_read_as_the_whole_file_is(string descr, byte[] data, DType dtype, double[] expected)
    {
        var path = Raw(descr, $"({expected.Length},)", data);
        var batch = Assert.Single(Dataset.FromNpy([path], []).Batch(expected.Length).Batches(0));
        Assert.Equal(dtype, batch.Inputs[0].DType);
        Assert.Equal(expected, batch.Inputs[0].ToArray<double>());
        Assert.Equal(NpyFile.Read(path).ToArray<double>(), batch.Inputs[0].ToArray<double>());
    }

    [Fact]
    public void A_file_may_be_larger_than_a_tensor()
    {
        // 3 million rows of 1000: 12 GB that are never written; a sparse file reads as zeros.
        var path = Raw("<f4", "(3000000, 1000)", []);
        using (var file = new FileStream(path, FileMode.Open))
        {
            var start = file.Length;
            file.SetLength(start + (3_000_000L * 4000));
            file.Position = start + (2_999_999L * 4000);
            file.Write([0, 0, 0x80, 0x3F]);
        }

        var stream = Dataset.FromNpy([path], []);
        Assert.Equal(3_000_000, stream.Count);
        var last = stream.Skip(2_999_998).Read().Select(sample => sample.X.ToArray()[0]);
        Assert.Equal([0, 1], last);
    }

    [Fact]
    public void Files_need_equally_many_rows()
    {
        var (x, y) = (Write("x", new float[3, 2]), Write("y", new float[2]));
        var e = Assert.Throws<ShapeMismatchException>(() => Dataset.FromNpy(x, y));
        Assert.Equal($"Samples need the same number of rows (axis 0) in all files.\n  {x}: 3\n  {y}: 2", e.Message);
    }

    [Theory]
    [InlineData("<f4", "(2, 1)", 7, "the header states 2 rows [1] of type '<f4', which is 8 bytes; the file ends after 7.")]
    [InlineData("<f4", "()", 4, "rows are counted by the first axis, 0 to 2147483647; the header states the shape ().")]
    [InlineData("<c8", "(1,)", 8, "Lamina reads booleans, integers and floats of NumPy; this array has the type '<c8' (complex numbers).")]
    public void Damaged_and_strange_files_are_refused(string descr, string shape, int bytes, string message)
    {
        var path = Raw(descr, shape, new byte[bytes]);
        Assert.Equal($"{path}: {message}", Assert.Throws<LaminaFormatException>(() => Dataset.FromNpy([path], [])).Message);
    }

    [Fact]
    public void Fortran_order_is_refused()
    {
        var path = Raw("<f4", "(2, 1)", new byte[8], fortranOrder: true);
        Assert.Contains("this one is in Fortran order", Assert.Throws<LaminaFormatException>(() => Dataset.FromNpy([path], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_shrinks_is_noticed()
    {
        var path = Write("x", new float[4, 2]);
        var dataset = Dataset.FromNpy([path], []).Batch(4);
        var bytes = File.ReadAllBytes(path);
        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            other.SetLength(bytes.Length - 9);
        }

        var e = Assert.Throws<LaminaFormatException>(() => dataset.Batches(0).ToArray());
        Assert.Equal($"{path}: the file ends within row 2 of 4; it was longer when it was opened.", e.Message);
    }

    private string Write(string name, Tensor tensor)
    {
        NpyFile.Write(_folder[name + ".npy"], tensor);
        return _folder[name + ".npy"];
    }

    private string Raw(string descr, string shape, byte[] data, bool fortranOrder = false)
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}\n";
        var path = _folder["raw.npy"];
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data]);
        return path;
    }
}
