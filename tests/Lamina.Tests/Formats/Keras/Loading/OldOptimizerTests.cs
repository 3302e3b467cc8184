using System.Globalization;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>States of optimizers in every form in which Keras has kept them: which array of the file each variable gets.</summary>
public sealed class OldOptimizerTests : IDisposable
{
    private static readonly int[] Kernel = [3, 3], Bias = [3], Number = [];

    // The weights are the first four arrays of the file: two layers alike, so that shapes tell nothing.
    private static readonly Case[] Table =
    [
        new("Adam of Keras 2.14", "2.14.0", new Adam(),
            [("iteration:0", Number), .. Interleaved("Adam/m/{0}:0", "Adam/v/{0}:0")], [4, null, 5, 6, 7, 8, 9, 10, 11, 12]),
        new("Adam of Keras 2.12, with its rate", "2.12.0", new Adam(),
            [("iteration:0", Number), ("learning_rate:0", Number), .. Interleaved("Adam/m/{0}:0", "Adam/v/{0}:0")], [4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
        new("Adam of tf.keras 2.4", "2.4.0", new Adam(),
            [("Adam/iter:0", Number), .. Block("Adam/{0}/m:0"), .. Block("Adam/{0}/v:0")], [4, null, 5, 9, 6, 10, 7, 11, 8, 12]),
        new("Adam of tf.keras in a training scope", "2.2.4-tf", new Adam(),
            [("training/Adam/iter:0", Number), .. Block("training/Adam/{0}/m:0"), .. Block("training/Adam/{0}/v:0")], [4, null, 5, 9, 6, 10, 7, 11, 8, 12]),
        new("RMSprop with momentum of tf.keras, weight by weight", "2.3.0-tf", new RMSprop { Momentum = 0.9 },
            [("RMSprop/iter:0", Number), .. Interleaved("RMSprop/{0}/rms:0", "RMSprop/{0}/momentum:0")], [4, null, 5, 7, 9, 11, 6, 8, 10, 12]),
        new("SGD with momentum of Keras 2.2", "2.2.4", new SGD(0.01, 0.9),
            [("SGD/iterations:0", Number), .. Block("training/SGD/Variable_{1}:0")], [4, null, 5, 6, 7, 8]),
        new("Adam of Keras 2.2, with numbers for the third slot", "2.2.4", new Adam(),
            [
                ("Adam/iterations:0", Number), .. Block("training/Adam/Variable_{1}:0"), .. Block("training/Adam/Variable_1{1}:0"),
                .. Enumerable.Range(0, 4).Select(i => ($"training/Adam/Variable_2{i}:0", new[] { 1 })),
            ],
            [4, null, 5, 9, 6, 10, 7, 11, 8, 12]),
        new("RMSprop of Keras 2.0, sorted by name", "2.0.5", new RMSprop(),
            [("Variable:0", Bias), ("Variable_1:0", Kernel), ("Variable_2:0", Bias), ("Variable_3:0", Kernel)], [null, null, 5, 4, 7, 6]),
        new("SGD without momentum", "2.4.0", new SGD(0.1), [("SGD/iter:0", Number)], [4, null]),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void Every_slot_gets_its_array(string name)
    {
        var c = Table.Single(row => row.Name == name);
        var (model, report) = Load(c.Version, c.Optimizer, c.Arrays);
        Assert.Empty(report.Notes);
        int?[] given = [.. model.Trainer!.State.Variables.Select(variable =>
            report.Matches.FirstOrDefault(match => match.Variable == variable.Path) is null ? null : (int?)((int)variable.ToArray()[0] / 1000))];
        Assert.Equal(c.Expected, given);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_left_out_and_reported()
    {
        var (model, report) = Load("2.4.0", new Adam(), [("SGD/iter:0", Number)]);
        Assert.Equal(
            "the optimizer's state was left out, so training begins with a new one: the file has 1 arrays; Adam has 10 variables here.",
            Assert.Single(report.Notes));
        Assert.Equal(0, model.Trainer!.State.Iterations.Ints[0]);
    }

    [Fact]
    public void A_model_that_is_not_compiled_takes_no_state()
    {
        Write("2.4.0", [("SGD/iter:0", Number)]);
        var report = Model().LoadWeights(_folder["w.h5"]);
        Assert.Equal("the model is not compiled, so the optimizer's state was left out.", Assert.Single(report.Notes));
    }

    private static (string Name, int[] Shape)[] Block(string name) =>
        [.. Weights().Select((weight, i) => (string.Format(CultureInfo.InvariantCulture, name, weight.Name, i), weight.Shape))];

    private static (string Name, int[] Shape)[] Interleaved(string first, string second) =>
        [.. Block(first).Zip(Block(second)).SelectMany(pair => new[] { pair.First, pair.Second })];

    private static (string Name, int[] Shape)[] Weights() =>
        [("dense/kernel", Kernel), ("dense/bias", Bias), ("dense_1/kernel", Kernel), ("dense_1/bias", Bias)];

    private static Sequential Model() => new([new Input(3), new Dense(3), new Dense(3)]);

    private (Model Model, WeightReport Report) Load(string version, Optimizer optimizer, (string Name, int[] Shape)[] arrays)
    {
        Write(version, arrays);
        var model = Model();
        model.Compile(optimizer, "mse");
        return (model, model.LoadWeights(_folder["w.h5"]));
    }

    private void Write(string version, (string Name, int[] Shape)[] arrays)
    {
        var weights = Weights().Select(weight => ($"{weight.Name}:0", weight.Shape)).ToArray();
        new LegacyModel(version, "tensorflow").Layer("dense", weights[..2]).Layer("dense_1", weights[2..]).Optimizer(arrays).Save(_folder["w.h5"]);
    }

    private sealed record Case(string Name, string Version, Optimizer Optimizer, (string Name, int[] Shape)[] Arrays, int?[] Expected);
}
