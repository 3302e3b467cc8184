using System.Text.Json;
using Lamina.Formats.Numpy;

namespace Lamina.Cli.Tests;

public sealed class PredictTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    [Theory]
    [InlineData("predict @one.keras --input @x.npy")]
    [InlineData("predict @one.keras --input x=@x.npy")]
    [InlineData("predict @one.keras --input @x-only.npz")]
    [InlineData("predict @one.keras --input=@x.npy --batch 2")]
    [InlineData("predict @one.keras @x.csv")]
    [InlineData("predict @one.keras @semicolons.csv")]
    [InlineData("predict @one.h5 --input @x.npy")]
    public void One_output_is_saved_in_every_form(string line)
    {
        var expected = files.One.Predict(files.X).ToArray();
        Assert.Equal(new CommandRun(0, $"{line.Split(' ')[1]}: 3 samples\nsaved @out.npy\n", ""), files.Run(line + " --output @out.npy"));
        var saved = NpyFile.Read(files["out.npy"]);
        Assert.Equal("float32[3, 3]", saved.ToString());
        Near(expected, saved.ToArray());

        Assert.Equal(0, files.Run(line + " --output @out.npz").Code);
        Near(expected, NpzFile.Read(files["out.npz"])["dense_1"].ToArray());

        Assert.Equal(0, files.Run(line + " --output @out.csv").Code);
        var rows = File.ReadAllLines(files["out.csv"]);
        Assert.Equal("dense_1_0,dense_1_1,dense_1_2", rows[0]);
        Near(expected, [.. rows.Skip(1).SelectMany(row => row.Split(',').Select(float.Parse))]);

        var run = files.Run(line + " --json");
        Assert.Equal($"{line.Split(' ')[1]}: 3 samples\n", run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(3, json.GetProperty("samples").GetInt32());
        var output = json.GetProperty("outputs").GetProperty("dense_1");
        Assert.Equal("[3,3]", output.GetProperty("shape").GetRawText());
        Near(expected, [.. output.GetProperty("values").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(x => x.GetSingle()))]);
    }

    [Theory]
    [InlineData("predict @two.keras --input a=@x.npy --input b=@b.npy")]
    [InlineData("predict @two.keras --input b=@b.npy --input a=@x.npy")]
    [InlineData("predict @two.keras --input @x.npy --input @b.npy")]
    [InlineData("predict @two.keras --input @b.npy --input a=@x.npy")]
    [InlineData("predict @two.keras --input @ab.npz")]
    [InlineData("predict @two.keras @ab.csv")]
    public void Several_inputs_are_told_by_name(string line)
    {
        var expected = files.Two.Predict([files.X, NpyFile.Read(files["b.npy"])]);
        Assert.Equal(new CommandRun(0, "@two.keras: 3 samples\nsaved @two.npz\n", ""), files.Run(line + " --output @two.npz"));
        var saved = NpzFile.Read(files["two.npz"]);
        Assert.Equal(["p", "q"], saved.Keys);
        Near(expected[0].ToArray(), saved["p"].ToArray());
        Near(expected[1].ToArray(), saved["q"].ToArray());
        Assert.Equal(0, files.Run(line + " --output @two.csv").Code);
        Assert.Equal("p_0,p_1,q", File.ReadLines(files["two.csv"]).First());
        var json = JsonDocument.Parse(files.Run(line + " --output @two.csv --json").Output).RootElement;
        Assert.Equal("""{"p":{"dtype":"float32","shape":[3,2]},"q":{"dtype":"float32","shape":[3,1]}}""", json.GetProperty("outputs").GetRawText());
        Assert.Equal("@two.csv", json.GetProperty("file").GetString());
    }

    [Fact]
    public void Models_of_ONNX_predict_alike()
    {
        Assert.Equal(new CommandRun(0, "@one.onnx: 3 samples\nsaved @onnx.npy\n", ""), files.Run("predict @one.onnx --input @x.npy --output @onnx.npy"));
        Near(files.One.Predict(files.X).ToArray(), NpyFile.Read(files["onnx.npy"]).ToArray());
    }

    [Fact]
    public void Without_an_output_the_first_rows_are_shown()
    {
        NpyFile.Write(files["many.npy"], Tensor.Zeros([12, 4]).Evaluate());
        Assert.Equal(
            """
            @one.keras: 12 samples
            dense_1 float32[12, 3]
                 0    0.333333    0.333333    0.333333
                 1    0.333333    0.333333    0.333333
                 2    0.333333    0.333333    0.333333
                 3    0.333333    0.333333    0.333333
                 4    0.333333    0.333333    0.333333
                 5    0.333333    0.333333    0.333333
                 6    0.333333    0.333333    0.333333
                 7    0.333333    0.333333    0.333333
                 8    0.333333    0.333333    0.333333
                 9    0.333333    0.333333    0.333333
                 … 2 more

            """.ReplaceLineEndings("\n"),
            files.Run("predict @one.keras --input @many.npy").Output);
    }

    [Fact]
    public void A_row_of_a_table_may_be_an_image()
    {
        files.Text("pixels.csv", "p0,p1,p2,p3\n1,2,3,4\n");
        var run = files.Run("predict @image.keras @pixels.csv --json");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        Assert.Equal("[1,2]", JsonDocument.Parse(run.Output).RootElement.GetProperty("outputs").GetProperty("dense").GetProperty("shape").GetRawText());
    }

    [Fact]
    public void Cells_may_be_texts_for_models_that_read_them()
    {
        var run = files.Run("predict @words.keras @words.csv --json");
        Assert.Equal("", run.Code == 0 ? "" : run.Error);
        var output = JsonDocument.Parse(run.Output).RootElement.GetProperty("outputs").EnumerateObject().Single().Value;
        Assert.Equal("""{"dtype":"int64","shape":[2,1],"values":[[1],[3]]}""", output.GetRawText());
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }
}
