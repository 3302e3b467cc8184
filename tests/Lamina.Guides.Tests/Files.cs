using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;

namespace Lamina.Guides.Tests;

/// <summary>Files as a script writes them, into the folder in which it runs.</summary>
public sealed class Files : IDisposable
{
    private static readonly float[,] X = new float[3, 64];

    private static readonly string[] Written =
        ["model.keras", "model.weights.h5", "model.safetensors", "net.safetensors", "x.npy", "iris.onnx", "resnet.onnx"];

    public void Dispose() => Array.ForEach(Written, File.Delete);

    [Fact]
    public void Models_come_back()
    {
        var (model, other) = (Net(), Net());
        model.Save("model.keras");
        var same = Model.Load("model.keras");
        Assert.Equal(model.Predict(X).ToArray(), same.Predict(X).ToArray());

        model.SaveWeights("model.weights.h5");
        model.SaveWeights("model.safetensors");
        WeightReport report = other.LoadWeights("model.weights.h5");
        Console.WriteLine(report);
        Assert.Equal(4, report.Matches.Count(match => match.By == WeightMatching.Path));
        Assert.Equal(model.Predict(X).ToArray(), other.Predict(X).ToArray());

        Tensor x = X;
        NpyFile.Write("x.npy", x);
        IReadOnlyDictionary<string, Tensor> arrays = SafeTensorsFile.Read("model.safetensors");
        Assert.Equal(4, arrays.Count);
        Assert.Equal(x.Shape, NpyFile.Read("x.npy").Shape);
    }

    [Fact]
    public void Weights_of_PyTorch_are_loaded()
    {
        Tensor w1 = Tensor.Ones([32, 64]), w2 = Tensor.Ones([10, 32]);
        SafeTensorsFile.Write("net.safetensors", new Dictionary<string, Tensor>
        {
            ["fc1.weight"] = w1.Evaluate(),
            ["fc1.bias"] = Tensor.From<float>(new float[32], [32]),
            ["fc2.weight"] = w2.Evaluate(),
            ["fc2.bias"] = Tensor.From<float>(new float[10], [10]),
        });
        Load();
        LoadByName();

        static void Load()
        {
            var model = new Sequential([new Input(64), new Dense(32, "relu"), new Dense(10)]);
            model.LoadWeights("net.safetensors", names: NameMap.PyTorch);
            Assert.Equal([64, 32], model.Weights[0].Shape);
            Assert.All(model.Weights[0].ToArray(), value => Assert.Equal(1, value));
        }

        static void LoadByName()
        {
            var model = Net();
            var names = NameMap.PyTorchOf(new Dictionary<string, string> { ["fc1"] = "dense", ["fc2"] = "dense_1" });
            model.LoadWeights("net.safetensors", names: names);
            Assert.All(model.Weights[2].ToArray(), value => Assert.Equal(1, value));
        }
    }

    [Fact]
    public void Onnx_is_written_and_read()
    {
        Write();
        Tensor x = new float[2, 4];
        Assert.Equal([2, 3], Read().Shape);

        static void Write()
        {
            var model = new Sequential([new Input(4), new Dense(16, "relu"), new Dense(3, "softmax")]);
            model.Export("iris.onnx");
            File.Copy("iris.onnx", "resnet.onnx", overwrite: true);
        }

        Tensor Read()
        {
            Model model = Model.Load("resnet.onnx", out WeightReport report);
            Console.WriteLine(model.Summary());
            Console.WriteLine(report);              // which variable was given which initializer
            Tensor y = model.Predict(x);
            return y;
        }
    }

    private static Sequential Net() => new([new Input(64), new Dense(32, "relu"), new Dense(10)]);
}
