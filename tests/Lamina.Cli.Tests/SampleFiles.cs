using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Cli.Tests;

/// <summary>A folder with small models and data for them, made once for the tests of a class.</summary>
public sealed class SampleFiles : IDisposable
{
    /// <summary>Rows of four numbers and a class.</summary>
    public const string Flowers = "sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,0\n6.3,2.9,5.6,1.8,2\n\"5.9\",3,4.2,1.5,1\n";

    public SampleFiles()
    {
        Seed.Set(3);
        One = new Sequential([new Input(new InputConfig { BatchShape = [Shape.Unknown, 4], Name = "x" }), new Dense(8, "relu"), new Dense(3, "softmax")], name: "flowers");
        One.Compile(new Adam(), new SparseCategoricalCrossentropy(), metrics: ["accuracy"]);
        One.Save(this["one.keras"]);
        One.Save(this["one.h5"]);
        One.SaveWeights(this["one.weights.h5"]);
        One.SaveWeights(this["one.npz"]);
        One.SaveWeights(this["one.safetensors"]);
        One.Export(this["one.onnx"]);
        Two = TwoByTwo();
        Two.Save(this["two.keras"]);
        Image().Save(this["image.keras"]);
        Words().Save(this["words.keras"]);
        X = Tensor.From<float>([5.1f, 3.5f, 1.4f, 0.2f, 6.3f, 2.9f, 5.6f, 1.8f, 5.9f, 3, 4.2f, 1.5f], [3, 4]);
        NpyFile.Write(this["x.npy"], X);
        NpyFile.Write(this["row.npy"], Tensor.From<float>([1, 2, 3, 4], [4]));
        NpyFile.Write(this["b.npy"], Tensor.From<float>([1, 2, 3, 4, 5, 6], [3, 2]));
        NpyFile.Write(this["b2.npy"], Tensor.From<float>([1, 2, 3, 4], [2, 2]));
        NpyFile.Write(this["none.npy"], Tensor.From<float>([], [0, 4]));
        NpzFile.Write(this["ab.npz"], [new("a", X), new("b", NpyFile.Read(this["b.npy"]))]);
        NpzFile.Write(this["xy.npz"], [new("x", X), new("y", new[] { 0, 2, 1 })]);
        NpzFile.Write(this["x-only.npz"], [new("x", X)]);
        Text("one.json", One.ToJson());
        Text("flowers.csv", Flowers);
        Text("x.csv", "a,b,c,d\n5.1,3.5,1.4,0.2\n6.3,2.9,5.6,1.8\n5.9,3,4.2,1.5\n");
        Text("semicolons.csv", "a;b;c;d\n5.1;3.5;1.4;0.2\n6.3;2.9;5.6;1.8\n5.9;3;4.2;1.5\n");
        Text("ab.csv", "id,b_1,a_0,a_1,a_2,a_3,b_0\n7,2,5.1,3.5,1.4,0.2,1\n8,4,6.3,2.9,5.6,1.8,3\n9,6,5.9,3,4.2,1.5,5\n");
        Text("words.csv", "word\nred\n\"blue\"\n");
        Text("text.keras", "This is no model at all.");
        Text("empty.keras", "");
        Text("damaged.keras", "PK\u0003\u0004 and nothing more");
    }

    /// <summary>The samples of all files.</summary>
    public Tensor X { get; }

    /// <summary>A classifier of one input.</summary>
    public Sequential One { get; }

    /// <summary>A model of the inputs a and b, and the outputs p and q.</summary>
    public Model Two { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("lamina").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Runs a command line, in which <c>@name</c> is a file of this folder.</summary>
    internal CommandRun Run(string line)
    {
        string[] words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var run = CommandRun.Of([.. words.Select(word => word.Replace("@", Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))]);
        return run with { Output = Plain(run.Output), Error = Plain(run.Error) };
    }

    public void Text(string name, string text) => File.WriteAllText(this[name], text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // JSON doubles the backslashes of Windows.
    private string Plain(string text) => text
        .Replace((Folder + Path.DirectorySeparatorChar).Replace("\\", "\\\\", StringComparison.Ordinal), "@", StringComparison.Ordinal)
        .Replace(Folder + Path.DirectorySeparatorChar, "@", StringComparison.Ordinal)
        .Replace(Folder, "@", StringComparison.Ordinal);

    private static Model TwoByTwo()
    {
        var a = new Input(new InputConfig { BatchShape = [Shape.Unknown, 4], Name = "a" });
        var b = new Input(new InputConfig { BatchShape = [Shape.Unknown, 2], Name = "b" });
        var both = new Concatenate().Apply(a, b);
        var p = new Dense(new DenseConfig { Units = 2, Name = "p" }).Apply(both);
        var q = new Dense(new DenseConfig { Units = 1, Name = "q" }).Apply(both);
        var model = new Model([a, b], [p, q], name: "two");
        model.Compile("sgd", "mse");
        return model;
    }

    private static Sequential Image() => new([new Input([2, 2, 1]), new Flatten(), new Dense(2)], name: "image");

    private static Sequential Words() => new(
        [new Input([1], DType.String), new StringLookup(vocabulary: ["red", "green", "blue"])], name: "words");
}
