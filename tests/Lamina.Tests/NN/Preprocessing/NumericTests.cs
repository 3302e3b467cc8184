using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.NN.Preprocessing;

/// <summary>Discretization, CategoryEncoding and Normalization.</summary>
[Collection(ProcessWide.Name)]
public sealed class NumericTests
{
    [Fact]
    public void Values_fall_into_bins_whose_lower_boundary_belongs_to_them()
    {
        var layer = new Discretization([0, 0.35, 0.5, 1]);
        var y = layer.Apply(new float[] { -1, 0, 0.1f, 0.2f, 0.4f, 0.5f, 1, 1.2f, 0.98f, float.NaN, float.PositiveInfinity, float.NegativeInfinity });
        Assert.Equal([0, 1, 1, 1, 2, 3, 4, 4, 3, 4, 4, 0], y.ToArray<int>());
        Assert.Equal(DType.Int64, layer.Apply(new Input(3)).DType);
        Assert.Equal([2, 1, 3], new Discretization([1, 2, 3]).Apply(new int[] { 2, 1, 9 }).ToArray<int>());
    }

    [Fact]
    public void Vectors_of_bins_gather_along_axis_1_as_in_Keras()
    {
        Tensor x = Tensor.Wrap<float>([0.15f, 0.75f, 0.85f, 0.45f], [1, 2, 2]);
        var hot = new Discretization([0, 0.5, 1], OutputMode.OneHot).Apply(x);
        Assert.Equal([1, 2, 2, 4], hot.Shape);
        Assert.Equal([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0], hot.ToArray());
        var multi = new Discretization([0, 0.5, 1], OutputMode.MultiHot).Apply(x);
        Assert.Equal([1, 2, 4], multi.Shape);
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, 0], multi.ToArray());
        Assert.Equal([Shape.Unknown, 4, 5], new Discretization([0, 1, 2, 5], OutputMode.Count).Apply(new Input(3, 4)).Shape);
    }

    [Fact]
    public void Boundaries_are_learnt_as_quantiles()
    {
        var layer = new Discretization(4);
        Tensor x = new float[,] { { -1.5f, 1, 3.4f, 0.5f }, { 0, 3, 1.3f, 0 } };
        layer.Adapt(x);
        Assert.Equal([0, 2, 3, 2, 1, 3, 3, 1], layer.Apply(x).ToArray<int>());
        Assert.Equal(4, ((DiscretizationConfig)layer.GetConfig()).NumBins);
        Assert.Equal(3, ((DiscretizationConfig)layer.GetConfig()).BinBoundaries!.Count);

        // Evenly spread numbers: the boundaries are where they should be, up to ε.
        var many = new Discretization(5);
        many.Adapt(Tensor.Wrap([.. Enumerable.Range(0, 1000).Select(i => i / 1000f)], [1000, 1]));
        Near.Assert([0.2, 0.4, 0.6, 0.8], [.. many.BinBoundaries!.Select(x => (double)x)], (0, 0.011));

        // Fewer values than bins.
        var few = new Discretization(5);
        few.Adapt(new float[] { 0, 1, 5 });
        Assert.Equal([0, 1], few.BinBoundaries);
    }

    [Fact]
    public void Boundaries_are_about_the_same_in_batches()
    {
        var values = Training.Normal(3, 2000, 1);
        var (whole, batched) = (new Discretization(8), new Discretization(8));
        whole.Adapt(values);
        batched.Adapt(Dataset.From(values, new float[2000]).Batch(250));
        var below = batched.BinBoundaries!.Select(boundary => values.ToArray().Count(x => x < boundary) / 2000.0).ToArray();
        Near.Assert([.. Enumerable.Range(1, 7).Select(i => i / 8.0)], below, (0, 0.03));
        Near.Assert([.. whole.BinBoundaries!.Select(x => (double)x)], [.. batched.BinBoundaries!.Select(x => (double)x)], (0, 0.1));
    }

    [Fact]
    public void Compiled_models_follow_boundaries_that_are_learnt_again()
    {
        var layer = new Discretization(2);
        layer.Adapt(new float[] { 0, 1, 2, 3 });
        var model = new Sequential([new Input(1), layer]);
        Tensor x = new float[,] { { 5 } };
        Assert.Equal(1, model.Predict(x).Item());
        layer.Adapt(new float[] { 10, 11, 12, 13 });
        Assert.Equal(0, model.Predict(x).Item());
    }

    [Fact]
    public void Categories_become_vectors()
    {
        Assert.Equal([0, 2, 1, 1, 0, 0], new CategoryEncoding(6, OutputMode.Count).Apply(new int[] { 1, 2, 3, 1 }).ToArray());
        Tensor x = new int[,] { { 0, 1 }, { 0, 0 }, { 1, 2 }, { 3, 1 } };
        Tensor weights = new float[,] { { 0.1f, 0.2f }, { 0.1f, 0.1f }, { 0.2f, 0.3f }, { 0.4f, 0.2f } };
        Near.Assert(
            [0.1, 0.2, 0, 0, 0.2, 0, 0, 0, 0, 0.2, 0.3, 0, 0, 0.2, 0, 0.4],
            new CategoryEncoding(4, OutputMode.Count).Apply(x, weights).ToArray<double>(), Near.Formula);
        Assert.Equal([6], new CategoryEncoding(6).Apply(Tensor.Wrap<int>([4], [])).Shape);
        Assert.Equal([4, 6], new CategoryEncoding(6, OutputMode.OneHot).Apply(new int[] { 3, 2, 0, 1 }).Shape);
        Assert.Equal([4, 6], new CategoryEncoding(6, OutputMode.OneHot).Apply(new int[,] { { 3 }, { 2 }, { 0 }, { 1 } }).Shape);
        Assert.Equal([2, 4, 6], new CategoryEncoding(6, OutputMode.OneHot).Apply(new int[,] { { 3, 2, 0, 1 }, { 3, 2, 0, 1 } }).Shape);
    }

    [Fact]
    public void A_model_tells_which_category_is_outside()
    {
        var model = new Sequential([new Input([2], DType.Int32), new CategoryEncoding(3), new Dense(1)]);
        model.Compile("sgd", "mse");
        const string Message = "'category_encoding' (CategoryEncoding) has NumTokens = 3, so categories are 0..2; sample 1, position 1, is 3.";
        Tensor x = new int[,] { { 0, 2 }, { 1, 3 } };
        Check(Message, () => model.Fit(x, new float[] { 1, 2 }, verbose: 0));
        Check(Message, () => model.Predict(x));
        model.Fit(new int[,] { { 0, 2 }, { 1, 1 } }, new float[] { 1, 2 }, verbose: 0);
    }

    [Fact]
    public void Normalization_learns_from_batches_what_it_learns_at_once()
    {
        var values = Training.Normal(4, 50, 3);
        var (whole, batched, streamed) = (new Normalization(), new Normalization(), new Normalization());
        whole.Adapt(values);
        batched.Adapt([values.Slice(0, 0, 20), values.Slice(0, 20, 5), values.Slice(0, 25, 25)]);
        streamed.Adapt(Dataset.From(values, new float[50]).Batch(7));
        foreach (var (weight, i) in whole.GetWeights().Take(2).Select((weight, i) => (weight, i)))
        {
            Near.Assert(weight.ToArray<double>(), batched.GetWeights()[i].ToArray<double>(), Near.Step);
            Near.Assert(weight.ToArray<double>(), streamed.GetWeights()[i].ToArray<double>(), Near.Step);
        }

        Assert.True(whole.SupportsMasking);
    }

    [Fact]
    public void A_given_mean_broadcasts_to_the_axes_that_are_kept()
    {
        Tensor x = Tensor.Arange(12, DType.Float32).Reshape([2, 2, 3]);
        Near.Assert([.. Enumerable.Range(0, 12).Select(i => (i - 1.5) / 2)], Apply(null, 1.5, 4), Near.Formula);
        Near.Assert([.. Enumerable.Range(0, 12).Select(i => i - (i % 3.0))], Apply([1, 2], [0, 1, 2], [1, 1, 1]), Near.Formula);
        Near.Assert(
            [.. Enumerable.Range(0, 12).Select(i => i - (i % 6.0))],
            Apply([1, 2], new double[,] { { 0, 1, 2 }, { 3, 4, 5 } }, new double[,] { { 1, 1, 1 }, { 1, 1, 1 } }), Near.Formula);

        double[] Apply(int[]? axis, NumberGrid mean, NumberGrid variance) =>
            new Normalization(new NormalizationConfig { Axis = axis is null ? null : [.. axis], Mean = mean, Variance = variance }).Apply(x).ToArray<double>();
    }

    public static TheoryData<string, string> Errors => new()
    {
        { "boundaries", "'discretization' (Discretization) needs BinBoundaries that ascend; 0.5 at place 2 stands behind 1." },
        { "nothing", "'discretization' (Discretization) needs BinBoundaries, or NumBins and Adapt." },
        { "bins", "'discretization' (Discretization) needs NumBins greater than 0; it was given 0." },
        { "epsilon", "'discretization' (Discretization) needs an Epsilon between 0 and 1; it was given 0." },
        { "mode", "'discretization' (Discretization) needs OutputMode Int, OneHot, MultiHot or Count; it was given TfIdf." },
        { "not adapted", "'discretization' (Discretization) has no boundaries yet: call Adapt with data, or give it BinBoundaries." },
        { "adapt", "'discretization' (Discretization) was made with BinBoundaries, so there is nothing to adapt: give it NumBins instead." },
        { "nan", "'discretization' (Discretization) learns from numbers; value 1 of the data is NaN." },
        { "text", "'discretization' (Discretization) reads numbers; the input is string[1]." },
        { "tokens", "'category_encoding' (CategoryEncoding) needs NumTokens of at least 1; it was given 0." },
        { "encoding", "'category_encoding' (CategoryEncoding) needs OutputMode OneHot, MultiHot or Count; it was given Int." },
        { "outside", "'category_encoding' (CategoryEncoding) has NumTokens = 3, so categories are 0..2; sample 1, position 0, is -1." },
        { "weights", "'category_encoding' (CategoryEncoding) takes numbers and, where OutputMode is Count, weights; it was given 2 inputs and has MultiHot." },
        { "weights' shape", "'category_encoding' (CategoryEncoding) needs a weight for each number." },
        { "text to encode", "'category_encoding' (CategoryEncoding) reads whole numbers; the input is string[1]." },
        { "text to normalize", "'normalization' (Normalization) reads numbers; data is string[1]." },
        { "other features", "'normalization' (Normalization) keeps features of shape [2]; data has [3]." },
        { "mean", "Normalization needs Mean and Variance of one shape." },
        { "mean's axes", "Normalization needs a Mean of at most as many axes as it keeps, which are 0." },
        { "mean's length", "Normalization needs a mean that broadcasts to its features." },
        { "no batch", "Adapt needs at least one sample; there was no batch." },
    };

    [Theory, MemberData(nameof(Errors))]
    public void Bad_input_is_named(string what, string expected) => Check(expected, what switch
    {
        "boundaries" => () => _ = new Discretization([0, 1, 0.5]),
        "nothing" => () => _ = new Discretization(new DiscretizationConfig()),
        "bins" => () => _ = new Discretization(0),
        "epsilon" => () => _ = new Discretization(3, epsilon: 0),
        "mode" => () => _ = new Discretization([1], OutputMode.TfIdf),
        "not adapted" => () => new Discretization(3).Apply(new float[] { 1 }),
        "adapt" => () => new Discretization([1]).Adapt(new float[] { 1 }),
        "nan" => () => new Discretization(2).Adapt(new float[] { 1, float.NaN }),
        "text" => () => new Discretization([1]).Apply(new string[] { "a" }),
        "tokens" => () => _ = new CategoryEncoding(0),
        "encoding" => () => _ = new CategoryEncoding(3, OutputMode.Int),
        "outside" => () => new CategoryEncoding(3).Apply(new int[,] { { 0, 1 }, { -1, 2 } }),
        "weights" => () => new CategoryEncoding(3).Apply(new int[] { 1 }, new float[] { 1 }),
        "weights' shape" => () => new CategoryEncoding(3, OutputMode.Count).Apply(new int[] { 1 }, new float[] { 1, 2 }),
        "text to encode" => () => new CategoryEncoding(3).Apply(new string[] { "a" }),
        "text to normalize" => () => new Normalization().Adapt(new string[] { "a" }),
        "mean" => () => _ = new Normalization(new NormalizationConfig { Mean = [1], Variance = [1, 2] }),
        "mean's axes" => () => _ = new Normalization(new NormalizationConfig { Axis = null, Mean = [1], Variance = [1] }),
        "mean's length" => () => new Normalization(new NormalizationConfig { Mean = [1, 2], Variance = [1, 2] }).Apply(new Input(3)),
        "no batch" => () => new Normalization().Adapt(new List<Tensor>()),
        _ => () =>
        {
            var layer = new Normalization();
            layer.Adapt(new float[,] { { 1, 2 } });
            layer.Adapt(new float[,] { { 1, 2, 3 } });
        }
    });

    private static void Check(string expected, Action act)
    {
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.True(error is ArgumentException or InvalidOperationException, error.GetType().Name);
        Assert.Equal(expected, error.Message.Split('\n')[0].Split(" (Parameter")[0]);
    }
}
