using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Tests.Formats.Keras.Loading;

/// <summary>Arrays that old versions of Keras kept otherwise, each by a formula: which element of the file stands where in the
/// model.</summary>
public sealed class LegacyConversionTests : IDisposable
{
    private static readonly Shape Map = [6, 6, 3];

    private static readonly Case[] Table =
    [
        new("Dense", () => [new Input(3), new Dense(2)], "1", null, [("d_W:0", [3, 2]), ("d_b:0", [2])], at => (0, at)),
        new("Conv2D of Keras 1, channels first", () => [Images([3, 6, 6]), new Conv2D(First(4, 3, 2))], "1.2.2", null,
            [("c_W:0", [4, 3, 3, 2]), ("c_b:0", [4])], at => (0, [at[3], at[2], at[0], at[1]])),
        new("Conv2D of Keras 1, channels last", () => [Images(Map), new Conv2D(4, 3)], "1.2.2", null,
            [("c_W:0", [3, 3, 3, 4]), ("c_b:0", [4])], at => (0, at)),
        new("Conv1D of Keras 1", () => [new Input(6, 3), new Conv1D(4, 2)], "1.2.2", null,
            [("c_W:0", [2, 1, 3, 4]), ("c_b:0", [4])], at => (0, [at[0], 0, at[1], at[2]])),
        new("Conv1D before Keras 1.1", () => [new Input(6, 3), new Conv1D(4, 2)], "1.0.8", null,
            [("c_W:0", [4, 3, 2, 1]), ("c_b:0", [4])], at => (0, [at[2], at[1], at[0], 0])),
        new("Conv2DTranspose of Keras 1", () => [Images(Map), new Conv2DTranspose(4, 2)], "1.2.2", null,
            [("c_W:0", [2, 2, 3, 4]), ("c_b:0", [4])], at => (0, [at[0], at[1], at[3], at[2]])),
        new("GRU of Keras 1", () => [new Input(5, 2), new GRU(new GRUConfig { Units = 3, ResetAfter = false })], "1.2.2", null, Gates("zrh", 2, 3),
            at => (3 * (at[1] / 3), [at[0], at[1] % 3])),
        new("LSTM of Keras 1", () => [new Input(5, 2), new LSTM(3)], "1.2.2", null, Gates("icfo", 2, 3),
            at => (3 * new[] { 0, 2, 1, 3 }[at[1] / 3], [at[0], at[1] % 3])),
        new("LSTM of Keras 1 in one piece", () => [new Input(5, 2), new LSTM(3)], "1.2.2", null,
            [("l_W:0", [2, 12]), ("l_U:0", [3, 12]), ("l_b:0", [12])], at => (0, at)),
        new("Conv1D of Theano", () => [new Input(6, 3), new Conv1D(4, 3)], "2.1.3", "theano",
            [("c/kernel", [3, 3, 4]), ("c/bias", [4])], at => (0, [2 - at[0], at[1], at[2]])),
        new("Conv2D of Theano", () => [Images(Map), new Conv2D(4, 3)], "2.1.3", "theano",
            [("c/kernel", [3, 3, 3, 4]), ("c/bias", [4])], at => (0, [2 - at[0], 2 - at[1], at[2], at[3]])),
        new("Conv2DTranspose of Theano", () => [Images(Map), new Conv2DTranspose(4, 2)], "2.1.3", "theano",
            [("c/kernel", [2, 2, 4, 3]), ("c/bias", [4])], at => (0, [1 - at[0], 1 - at[1], at[2], at[3]])),
        new("Conv3D of Theano", () => [new Input(4, 4, 4, 1), new Conv3D(2, 3)], "2.1.3", "theano",
            [("c/kernel", [3, 3, 3, 1, 2]), ("c/bias", [2])], at => (0, [2 - at[0], 2 - at[1], 2 - at[2], at[3], at[4]])),
        new("Conv2D of Keras 1 and Theano, which names no backend", () => [Images([3, 6, 6]), new Conv2D(First(4, 3, 2))], "1.2.2", null,
            [("c_W", [4, 3, 3, 2]), ("c_b", [4])], at => (0, [at[3], at[2], 2 - at[0], 1 - at[1]])),
        new("Conv2D of CNTK", () => [Images(Map), new Conv2D(4, 3)], "2.1.3", "cntk",
            [("c/kernel", [3, 3, 3, 4]), ("c/bias", [4])], at => (0, at)),
        new("CuDNNLSTM", () => [new Input(5, 2), new LSTM(3)], "2.2.4", "tensorflow",
            [("l/kernel:0", [2, 12]), ("l/recurrent_kernel:0", [3, 12]), ("l/bias:0", [24])], at => (0, FromCuDnn(at, 2, 3))),
        new("CuDNNGRU", () => [new Input(5, 2), new GRU(3)], "2.2.4", "tensorflow",
            [("g/kernel:0", [2, 9]), ("g/recurrent_kernel:0", [3, 9]), ("g/bias:0", [18])], at => (0, FromCuDnn(at, 2, 3))),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void A_kernel_is_put_where_it_belongs(string name)
    {
        var c = Table.Single(row => row.Name == name);
        var (model, report) = Load(c.Layers(), c.Version, c.Backend, c.Arrays);
        Assert.Equal(3 + (c.Arrays.Length > 2 ? 0 : -1), report.Matches.Count);
        var kernel = model.Weights[0];
        var values = kernel.ToArray();
        foreach (var (i, place) in Places(kernel.Shape).Index())
        {
            var (array, from) = c.Kernel(place);
            Assert.Equal(LegacyModel.Value(array, c.Arrays[array].Shape, from), values[i]);
        }
    }

    [Fact]
    public void Recurrent_kernels_and_biases_of_Keras_1_are_joined_in_the_same_order()
    {
        var (model, report) = Load([new Input(5, 2), new LSTM(3)], "1.2.2", null, Gates("icfo", 2, 3));
        Assert.Equal(new[] { 1, 7, 4, 10 }.SelectMany(array => new[] { 0, 1, 2 }.Select(i => (1000f * array) + i)), model.Weights[1].ToArray()[..12]);
        Assert.Equal(new[] { 2, 8, 5, 11 }.SelectMany(array => new[] { 0, 1, 2 }.Select(i => (1000f * array) + i)), model.Weights[2].ToArray());
        Assert.All(report.Matches, match => Assert.Equal("gates joined", match.Conversion));
    }

    [Fact]
    public void Two_biases_of_cuDNN_are_summed_for_an_LSTM_and_kept_for_a_GRU()
    {
        var (lstm, _) = Load([new Input(5, 2), new LSTM(3)], "2.2.4", "tensorflow",
            [("l/kernel:0", [2, 12]), ("l/recurrent_kernel:0", [3, 12]), ("l/bias:0", [24])]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => 4000f + i + i + 12), lstm.Weights[2].ToArray());
        Assert.Equal([1000, 1012, 1024, 1001, 1013, 1025], Columns(lstm.Weights[1], 3)[..6]);
        var (gru, _) = Load([new Input(5, 2), new GRU(3)], "2.2.4", "tensorflow",
            [("g/kernel:0", [2, 9]), ("g/recurrent_kernel:0", [3, 9]), ("g/bias:0", [18])]);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => 2000f + i), gru.Weights[2].ToArray());
    }

    [Fact]
    public void A_GRU_that_resets_before_does_not_take_the_bias_of_one_that_resets_after()
    {
        var error = Assert.Throws<LaminaFormatException>(() => Load(
            [new Input(5, 2), new GRU(new GRUConfig { Units = 3, ResetAfter = false })], "2.4.0", "tensorflow",
            [("g/kernel:0", [2, 9]), ("g/recurrent_kernel:0", [3, 9]), ("g/bias:0", [2, 9])]));
        Assert.Equal(
            $"""
            {_folder["w.h5"]}: the weights are not those of the model.
              other shape or type: /x/g/bias:0 is float32[2, 9]; the model has sequential/gru/gru_cell/bias float32[9]
              hint: skipMismatch: true loads what fits, and reports the rest.
            """.ReplaceLineEndings("\n"),
            error.Message);
    }

    // A gate of cuDNN has the numbers of the kernel in Fortran's order.
    private static int[] FromCuDnn(int[] at, int inputs, int units)
    {
        var (gate, column) = (at[1] / units, at[1] % units);
        var flat = at[0] + (column * inputs);
        return [flat / units, (gate * units) + (flat % units)];
    }

    private static float[] Columns(Variable kernel, int units)
    {
        var values = kernel.ToArray();
        var width = kernel.Shape[1];
        return [.. Enumerable.Range(0, units).SelectMany(row => values[(row * width)..((row * width) + units)])];
    }

    private (Model Model, WeightReport Report) Load(Layer[] layers, string? version, string? backend, (string Name, int[] Shape)[] arrays)
    {
        new LegacyModel(version, backend).Layer("x", arrays).Save(_folder["w.h5"]);
        var model = new Sequential(layers);
        return (model, model.LoadWeights(_folder["w.h5"]));
    }

    private static Input Images(Shape shape) => new(new InputConfig { BatchShape = [Shape.Unknown, .. shape] });

    private static Conv2DConfig First(int filters, int rows, int columns) => new()
    {
        Filters = filters,
        KernelSize = new Axes([rows, columns]),
        DataFormat = DataFormat.ChannelsFirst,
    };

    private static (string Name, int[] Shape)[] Gates(string names, int inputs, int units) =>
        [.. names.SelectMany(gate => new (string, int[])[] { ($"l_W_{gate}:0", [inputs, units]), ($"l_U_{gate}:0", [units, units]), ($"l_b_{gate}:0", [units]) })];

    private static IEnumerable<int[]> Places(Shape shape) => Enumerable.Range(0, shape.Size).Select(index =>
    {
        var place = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (index, place[axis]) = Math.DivRem(index, shape[axis]);
        }

        return place;
    });

    private sealed record Case(
        string Name,
        Func<Layer[]> Layers,
        string? Version,
        string? Backend,
        (string Name, int[] Shape)[] Arrays,
        Func<int[], (int Array, int[] Place)> Kernel);
}
