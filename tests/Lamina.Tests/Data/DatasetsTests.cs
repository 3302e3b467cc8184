using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lamina.Data;

namespace Lamina.Tests.Data;

public sealed class DatasetsTests
{
    [Fact]
    public void Digits_are_1437_and_360_of_64_values_from_0_to_1()
    {
        var (train, test) = Datasets.Digits();
        Assert.Equal("float32[1437, 64]", train.X.ToString());
        Assert.Equal("int32[1437]", train.Y.ToString());
        Assert.Equal("float32[360, 64]", test.X.ToString());
        Assert.Equal("int32[360]", test.Y.ToString());
        Assert.Equal(0, train.X.Values<float>().Min());
        Assert.Equal(1, train.X.Values<float>().Max());

        // Class counts of the set as UCI describes its test part.
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            train.Y.Values<int>().Concat(test.Y.Values<int>()).CountBy(y => y).OrderBy(c => c.Key).Select(c => c.Value));
        Assert.Equal([36, 37, 35, 37, 36, 36, 36, 36, 35, 36], test.Y.Values<int>().CountBy(y => y).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [Fact]
    public void Iris_is_120_and_30_in_centimetres()
    {
        var (train, test) = Datasets.Iris();
        Assert.Equal("float32[120, 4]", train.X.ToString());
        Assert.Equal("float32[30, 4]", test.X.ToString());
        Assert.Equal([10, 10, 10], test.Y.Values<int>().CountBy(y => y).Select(c => c.Value));
        Assert.Equal(7.9f, train.X.Values<float>().Concat(test.X.Values<float>()).Max());
        Assert.Equal(3, Datasets.IrisClasses.Count);
    }

    // Results that people publish rest on these rows: a change here is a change of the data set.
    [Fact]
    public void The_split_never_changes()
    {
        Assert.Equal("9850ace164090c24", Fingerprint(Datasets.Digits().Test));
        Assert.Equal("65c889c3cece7f57", Fingerprint(Datasets.Iris().Test));
    }

    [SkippableFact]
    public void Mnist_is_as_published()
    {
        Require("mnist");
        var (train, test) = Datasets.Mnist();
        Assert.Equal("uint8[60000, 28, 28]", train.X.ToString());
        Assert.Equal("uint8[10000, 28, 28]", test.X.ToString());
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Y.Values<int>()[..10]);
        Assert.Equal(0.13066, train.X.Values<byte>().Average(v => v / 255.0), 5);
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], test.Y.Values<int>().CountBy(y => y).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [SkippableFact]
    public void Fashion_mnist_is_as_published()
    {
        Require("fashion-mnist");
        var (train, test) = Datasets.FashionMnist();
        Assert.Equal("uint8[60000, 28, 28]", train.X.ToString());
        Assert.Equal("int32[10000]", test.Y.ToString());
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], train.Y.Values<int>()[..10]);
        Assert.Equal(0.28604, train.X.Values<byte>().Average(v => v / 255.0), 5);
        Assert.Equal(10, Datasets.FashionMnistClasses.Count);
    }

    [SkippableTheory]
    [InlineData("mnist")]
    [InlineData("fashion-mnist")]
    public async Task Hashes_are_those_of_the_published_files(string name)
    {
        var folder = Require(name);
        var dataset = name == "mnist" ? IdxDataset.Mnist : IdxDataset.FashionMnist;
        foreach (var file in new[] { dataset.TrainImages, dataset.TrainLabels, dataset.TestImages, dataset.TestLabels })
        {
            Assert.True(await Checksum.MatchesAsync(Path.Combine(folder, file.Name), file, default), file.Name);
        }
    }

    private static string Require(string name)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("LAMINA_DATA") ?? "", name);
        Skip.IfNot(
            File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")),
            $"LAMINA_DATA names no folder that holds {name}/train-images-idx3-ubyte.gz.");
        return folder;
    }

    private static string Fingerprint(Samples samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<float>(samples.X.Values<float>()));
        hash.AppendData(MemoryMarshal.AsBytes<int>(samples.Y.Values<int>()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
