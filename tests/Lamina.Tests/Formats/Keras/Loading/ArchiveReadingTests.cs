using System.IO.Compression;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>Archives as other programs may write them, and what loading one costs.</summary>
public sealed class ArchiveReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["m.keras"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void Entries_may_be_stored_or_deflated(CompressionLevel level)
    {
        var model = Saved(new Sequential([new Input(4), new Dense(3), new Dense(2)]));
        Pack(level);
        Assert.Equal(ModelFilesTests.Describe(model), ModelFilesTests.Describe(Model.Load(File)));
    }

    [Fact]
    public void A_damaged_number_is_told_before_anything_is_loaded()
    {
        var model = Saved(new Sequential([new Input(4), new Dense(3)]));
        var bytes = System.IO.File.ReadAllBytes(File);
        var kernel = System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.Weights[0].ToArray().AsSpan()).ToArray();
        bytes[bytes.AsSpan().IndexOf(kernel)] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.StartsWith(
            $"{File} › model.weights.h5: the data is damaged: its CRC-32 is ",
            Assert.Throws<LaminaFormatException>(() => Model.Load(File)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_makes_no_copy_of_the_file()
    {
        const int Width = 1024, Layers = 12;
        Saved(new Sequential([new Input(Width), .. Enumerable.Range(0, Layers).Select(_ => new Dense(Width))]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Model.Load(File);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // An array is read piece by piece, put together and copied into the model: three times its size, of which one stays.
        var size = new FileInfo(File).Length;
        Assert.InRange(allocated, size, (3 * size) + (8 << 20));
    }

    [Fact]
    public void Weights_of_words_are_stored_twice_and_read_once()
    {
        var words = new TextVectorization(new TextVectorizationConfig { MaxTokens = 8, OutputMode = OutputMode.TfIdf });
        words.Adapt(Tensor.From(["a b", "a c"], [2]));
        var text = new Input(new InputConfig { BatchShape = [Shape.Unknown], DType = DType.String });
        var model = Saved(new Sequential([text, words, new Dense(2)]));
        var x = Tensor.From(["a a c", "d"], [2]);
        var back = Model.Load(File, out var report);
        Assert.Empty(report.Problems);
        Assert.Equal(model.Predict(x).ToArray(), back.Predict(x).ToArray());
    }

    [Fact]
    public void A_model_that_is_not_built_takes_no_weights()
    {
        Saved(new Sequential([new Input(4), new Dense(3)]));
        Assert.Equal(
            $"{File} › model.weights.h5: the file has 2 arrays for 'later', which is not built and so has no weights yet."
            + "\n  hint: begin the model with an Input, or call Build with the shape of its input.",
            Assert.Throws<LaminaFormatException>(() => new Sequential([new Dense(3)], "later").LoadWeights(File)).Message);
    }

    [Fact]
    public void A_loss_that_Lamina_does_not_know_leaves_the_model_uncompiled_and_says_why()
    {
        var model = new Sequential([new Input(4), new Dense(3)]);
        model.Compile("adam", "mse");
        Saved(model);
        Pack(CompressionLevel.NoCompression, text => text.Replace("MeanSquaredError", "MyOwnError", StringComparison.Ordinal));
        var back = Model.Load(File, out var report);
        Assert.Null(back.Optimizer);
        Assert.Contains("MyOwnError", report.Notes[0], StringComparison.Ordinal);
        var x = Tensor.Zeros([2, 4]);
        Assert.Equal(model.Predict(x).ToArray(), back.Predict(x).ToArray());
        var error = Assert.Throws<InvalidOperationException>(() => back.Evaluate(x, Tensor.Zeros([2, 3])));
        Assert.StartsWith("Evaluate needs a compiled model: call Compile with an optimizer and a loss first.\n  in the file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("MyOwnError", error.Message, StringComparison.Ordinal);
    }

    private Sequential Saved(Sequential model)
    {
        model.Save(File);
        return model;
    }

    // The same entries, packed anew.
    private void Pack(CompressionLevel level, Func<string, string>? change = null)
    {
        var entries = new List<(string Name, byte[] Content)>();
        using (var zip = ZipFile.OpenRead(File))
        {
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                using var packed = entry.Open();
                packed.CopyTo(content);
                entries.Add((entry.FullName, content.ToArray()));
            }
        }

        System.IO.File.Delete(File);
        using var written = ZipFile.Open(File, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = written.CreateEntry(name, level).Open();
            stream.Write(change is null || name != "config.json"
                ? content
                : System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(content))));
        }
    }
}
