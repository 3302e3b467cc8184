using System.Text;
using Lamina.NN;

namespace Lamina.Tests.NN.Preprocessing;

/// <summary>Hashes against published fingerprints and the bins that TensorFlow gives.</summary>
public sealed class HashingTests
{
    // From the tests of Guava, whose authors had them from FarmHash's: 4, 32 and 256 characters.
    [Theory]
    [InlineData("test", 1, 8581389452482819506)]
    [InlineData("test", 8, -4196240717365766262)]
    [InlineData("test", 64, 3500507768004279527)]
    public void FarmHash_gives_published_fingerprints(string part, int times, long expected)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        Assert.Equal(expected, unchecked((long)FarmHash.Fingerprint64(Encoding.UTF8.GetBytes(text))));
    }

    // From the paper's reference: the key and the input are 00 01 02 …; SipHash-2-4 of 15 bytes.
    [Fact]
    public void SipHash_gives_the_vector_of_its_paper()
    {
        byte[] input = [.. Enumerable.Range(0, 15).Select(i => (byte)i)];
        Assert.Equal(0xa129ca6149be45e5, SipHash.Hash64(input, 0x0706050403020100, 0x0f0e0d0c0b0a0908));
    }

    public static TheoryData<string, string[], long[]> Bins => new()
    {
        { "3", ["A", "B", "C", "D", "E"], [1, 0, 1, 1, 2] },
        { "3, mask", ["A", "B", "", "C", "D"], [1, 1, 0, 2, 2] },
        { "3, salt [133, 137]", ["A", "B", "C", "D", "E"], [1, 2, 1, 0, 2] },
        { "3, salt 133", ["A", "B", "C", "D", "E"], [0, 0, 2, 1, 0] },
        { "2", ["omar", "stringer", "marlo", "wire", "skywalker"], [0, 0, 1, 0, 0] },
        { "3, mask omar", ["omar", "stringer", "marlo", "wire", "skywalker"], [0, 1, 2, 1, 1] },
        { "2, salt [133, 137]", ["omar", "stringer", "marlo", "wire", "skywalker"], [0, 1, 0, 1, 0] },
        { "2, salt [211, 137]", ["omar", "stringer", "marlo", "wire", "skywalker"], [1, 0, 1, 0, 1] },
        { "1", ["A", "B"], [0, 0] },
    };

    [Theory, MemberData(nameof(Bins))]
    public void Strings_fall_into_the_bins_of_TensorFlow(string layer, string[] strings, long[] expected)
    {
        var hashing = layer switch
        {
            "1" => new Hashing(1),
            "2" => new Hashing(2),
            "3" => new Hashing(3),
            "3, mask" => new Hashing(3, maskValue: ""),
            "3, mask omar" => new Hashing(3, maskValue: "omar"),
            "3, salt 133" => new Hashing(3, salt: 133),
            "3, salt [133, 137]" => new Hashing(3, salt: [133, 137]),
            "2, salt [133, 137]" => new Hashing(2, salt: [133, 137]),
            _ => new Hashing(2, salt: [211, 137]),
        };
        var y = hashing.Apply(strings);
        Assert.Equal($"int64[{strings.Length}]", y.ToString());
        Assert.Equal(expected, y.ToArray<long>());
    }

    [Fact]
    public void Whole_numbers_are_hashed_by_their_digits()
    {
        Tensor x = new long[] { 0, 1, 2, 3, 4 };
        Assert.Equal([1, 0, 1, 0, 2], new Hashing(3).Apply(x).ToArray<long>());
        Assert.Equal([1, 0, 1, 0, 2], new Hashing(3).Apply(new string[] { "0", "1", "2", "3", "4" }).ToArray<long>());
        Assert.Equal([1, 0, 1, 0, 2], new Hashing(3).Apply(new float[] { 0.9f, 1, 2, 3, 4 }).ToArray<long>());
        Assert.Equal([1, 1, 2, 0, 1], new Hashing(3, salt: [133, 137]).Apply(x).ToArray<long>());
        var mask = new Hashing(new HashingConfig { NumBins = 3, MaskNumber = 2 }).Apply(x).ToArray<long>();
        Assert.Equal((0L, 5), (mask[2], mask.Length));

        // Beyond 32 bits and beyond what a double holds.
        Tensor large = new long[] { long.MaxValue, long.MaxValue - 1 };
        Assert.Equal(
            new Hashing(1000).Apply(new string[] { "9223372036854775807", "9223372036854775806" }).ToArray<long>(),
            new Hashing(1000).Apply(large).ToArray<long>());
    }

    [Fact]
    public void Bins_come_as_vectors()
    {
        Tensor x = new int[,] { { 0, 1, 2, 3, 4 } };
        Assert.Equal([2, 2, 1], new Hashing(3, outputMode: OutputMode.Count).Apply(x).ToArray());
        Assert.Equal([1, 1, 1], new Hashing(3, outputMode: OutputMode.MultiHot).Apply(x).ToArray());
        var hot = new Hashing(3, outputMode: OutputMode.OneHot).Apply(x);
        Assert.Equal([1, 5, 3], hot.Shape);
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1], hot.ToArray());
        Assert.Equal([5, 3], new Hashing(3, outputMode: OutputMode.OneHot).Apply(x.Reshape([5, 1])).Shape);
        Assert.Equal(DType.Int32, new Hashing(new HashingConfig { NumBins = 3, DType = DType.Int32 }).Apply(x).DType);
    }

    [Fact]
    public void Crossings_fall_into_the_bins_of_TensorFlow()
    {
        Tensor letters = new string[] { "A", "B", "A", "B", "A" };
        Tensor numbers = new int[] { 101, 101, 101, 102, 102 };
        Assert.Equal([1, 4, 1, 1, 3], Cross(new HashedCrossing(5), letters, numbers).ToArray<long>());
        var hot = Cross(new HashedCrossing(5, OutputMode.OneHot), letters, numbers);
        Assert.Equal([5, 5], hot.Shape);
        Assert.Equal([1, 4, 1, 1, 3], hot.ArgMax().ToArray<long>());
        Tensor scalar = "A";
        Assert.Equal(1, Cross(new HashedCrossing(10), scalar, Tensor.Wrap<int>([101], [])).Item());
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Check("'hashing' (Hashing) needs NumBins greater than 0; it was given 0.", () => new Hashing(0));
        Check("'hashing' (Hashing) needs one number or two as Salt; it was given [1, 2, 3].", () => new Hashing(2, salt: [1, 2, 3]));
        Check("'hashing' (Hashing) needs OutputMode Int, OneHot, MultiHot or Count; it was given TfIdf.", () => new Hashing(2, outputMode: OutputMode.TfIdf));
        Check(
            "'hashing' (Hashing) gives int64 or int32 where OutputMode is Int; it was asked for float32.",
            () => new Hashing(new HashingConfig { NumBins = 2, DType = DType.Float32 }));
        Check("'hashed_crossing' (HashedCrossing) needs NumBins greater than 0; it was given -1.", () => new HashedCrossing(-1));
        Check("'hashed_crossing' (HashedCrossing) needs OutputMode Int or OneHot; it was given Count.", () => new HashedCrossing(3, OutputMode.Count));
        Check(
            "'hashed_crossing' (HashedCrossing) crosses at least two inputs; it was given 1.",
            () => new HashedCrossing(3).Apply(new string[] { "a" }));
        Check(
            "'hashed_crossing' (HashedCrossing) needs inputs of one shape, [batch] or [batch, 1]; it was given [1], [2].",
            () => Cross(new HashedCrossing(3), new string[] { "a" }, new string[] { "a", "b" }));
        Check(
            "'hashed_crossing' (HashedCrossing) needs string or whole numbers; it was given string[1], float32[1].",
            () => Cross(new HashedCrossing(3), new string[] { "a" }, new float[] { 1 }));
    }

    private static Tensor Cross(HashedCrossing layer, params Tensor[] inputs) => layer.Apply(inputs, new CallContext(training: false))[0];

    private static void Check(string expected, Func<object> act) =>
        Assert.Equal(expected, Assert.ThrowsAny<ArgumentException>(act).Message.Split('\n')[0].Split(" (Parameter")[0]);
}
