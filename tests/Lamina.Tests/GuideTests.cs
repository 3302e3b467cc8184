using System.Text.RegularExpressions;
using Lamina.Data;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests;

/// <summary>The code of the guides stands here too, where it is compiled and run; a test compares them.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void Streams()
    {
        Tensor x = new float[64, 4], y = new float[64];
        var model = Classifier(outputs: 1, "mse");
        IDataset train = Dataset.From(x, y).Shuffle(seed: 1).Batch(32).Prefetch();
        model.Fit(train, epochs: 3, verbose: 0);
        Assert.Equal(2, train.BatchCount);
    }

    [Fact]
    public void Generators()
    {
        static IEnumerable<(Tensor X, Tensor Y)> Waves()
        {
            for (var i = 0; i < 1000; i++)
            {
                var phase = i * 0.01f;
                yield return (new float[] { MathF.Sin(phase), MathF.Cos(phase) }, new float[] { MathF.Sin(2 * phase) });
            }
        }

        var waves = Dataset.Generate(Waves, count: 1000).Shuffle(bufferSize: 256).Batch(50);
        Assert.Equal(20, waves.BatchCount);
        Assert.Equal(20, waves.Batches(0).Count());
    }

    [Fact]
    public void Augmentation()
    {
        Tensor x = Tensor.Ones([64, 4]), y = new float[64];
        var augmented = Dataset.From(x, y)
            .Shuffle(seed: 1)
            .Map(
                static (sample, random) =>
                {
                    var pixels = sample.X.ToArray();
                    var light = (float)random.Uniform(0.8, 1.2);
                    return sample with { Inputs = [Tensor.Wrap(Array.ConvertAll(pixels, p => p * light), sample.X.Shape)] };
                },
                seed: 2,
                threads: 2)
            .Batch(32)
            .Prefetch();
        Assert.All(augmented.Batches(0), batch => Assert.All(batch.Inputs[0].ToArray(), v => Assert.InRange(v, 0.8f, 1.2f)));
    }

    [Fact]
    public void Layers_on_batches()
    {
        Tensor images = NN.Training.Normal(1, 64, 8, 8, 3), labels = Tensor.Arange(64).OneHot(64).Evaluate();
        var augment = new Pipeline(new RandomFlip(FlipMode.Horizontal), new RandomRotation(0.05), new RandomZoom(0.1));
        IDataset pictures = Dataset.From(images, labels)
            .Shuffle(seed: 1)
            .Batch(32)
            .Map(augment, seed: 2)
            .Map(new MixUp(), withTargets: true, seed: 3)
            .Prefetch();
        Assert.Equal([[32, 8, 8, 3], [32, 8, 8, 3]], pictures.Batches(0).Select(batch => batch.Inputs[0].Shape));
    }

    [Fact]
    public void Words()
    {
        string[] reviews = ["good film", "bad film", "very good", "very bad"];
        float[] stars = [1, 0, 1, 0];
        var text = new Input([], DType.String);
        var words = new TextVectorization(outputSequenceLength: 4);
        words.Adapt(reviews);
        var means = new GlobalAveragePooling1D().Apply(new Embedding(words.VocabularySize, 8).Apply(words.Apply(text)));
        var judge = new Model([text], [new Dense(1, "sigmoid").Apply(means)]);
        judge.Compile("adam", "binary_crossentropy");
        judge.Fit(reviews, stars, epochs: 3, verbose: 0);
        Assert.Equal([4, 1], judge.Predict((Tensor)reviews).Shape);
        var read = Dataset.From(reviews, stars)
            .Map(sample => sample with { Inputs = [words.Apply(sample.X)] }, threads: 2)
            .Batch(2);
        Assert.All(read.Batches(0), batch => Assert.Equal([2, 4], batch.Inputs[0].Shape));
    }

    [Fact]
    public void Validation()
    {
        var samples = Datasets.Iris().Train;
        var model = Classifier(outputs: 3, new SparseCategoricalCrossentropy(fromLogits: true));
        var (kept, heldOut) = samples.StratifiedSplit(0.2, seed: 1);
        model.Fit(kept.X, kept.Y, verbose: 0, validationData: heldOut);
        model.Fit(Dataset.From(kept).Shuffle().Batch(32), verbose: 0, validation: Dataset.From(heldOut).Batch(256));
    }

    [Fact]
    public void Endless()
    {
        Tensor x = new float[64, 4], y = new float[64];
        var model = Classifier(outputs: 1, "mse");
        model.Fit(Dataset.From(x, y).Shuffle(seed: 1).Repeat().Batch(32).Take(10), epochs: 2, verbose: 0);
    }

    [SkippableFact]
    public void Pictures()
    {
        using var folder = new TemporaryFolder();
        var path = folder["model.svg"];
        var model = DiagramModels.Chain();
        File.WriteAllText(path, model.ToSvg());
        var text = model.ToMermaid();
        var wide = model.ToSvg(new DiagramOptions { ExpandNested = true, Rankdir = DiagramDirection.LeftToRight });
        Assert.NotEqual(File.ReadAllText(path), wide);
        Assert.Contains($"```mermaid\n{text}```", Guide("diagrams.md"), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("data.md", 8)]
    [InlineData("diagrams.md", 2)]
    public void Code_of_guides_is_compiled(string guide, int blocks)
    {
        var source = Flat(Repository("tests/Lamina.Tests/GuideTests.cs"));
        var code = CodeBlock().Matches(Guide(guide)).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(blocks, code.Length);
        Assert.All(code, block => Assert.Contains(Flat(block), source, StringComparison.Ordinal));
    }

    private static Sequential Classifier(int outputs, Loss loss)
    {
        var model = new Sequential([new Input(4), new Dense(outputs)]);
        model.Compile(loss: loss);
        return model;
    }

    // Without the indentation.
    private static string Flat(string code) => Indentation().Replace(code, "");

    private static string Guide(string name) => Repository("docs/" + name);

    private static string Repository(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        Skip.If(root is null, "The source is not beside these tests.");
        return File.ReadAllText(Path.Combine(root!.FullName, path)).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
