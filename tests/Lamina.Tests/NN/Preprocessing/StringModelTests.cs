using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.NN.Preprocessing;

/// <summary>Strings in models: what reads them runs before the plan.</summary>
[Collection(ProcessWide.Name)]
public sealed class StringModelTests
{
    private static readonly string[] Texts = ["good film", "bad film", "very good", "very bad indeed", "good good", "bad"];
    private static readonly float[] Labels = [1, 0, 1, 0, 1, 0];

    [Fact]
    public void A_model_learns_from_texts()
    {
        Seed.Set(1);
        var model = Reviews(out _);
        var history = model.Fit(Texts, Labels, epochs: 40, verbose: 0);
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0]);
        Assert.Equal(Labels, model.Predict((Tensor)Texts).ToArray().Select(p => p > 0.5f ? 1f : 0f));
        Assert.Equal(1, model.Evaluate(Texts, Labels)["accuracy"]);
        Assert.Equal(model.Predict((Tensor)Texts).ToArray(), model.Predict((Tensor)Texts, batchSize: 2).ToArray());
        Assert.Equal(model.Predict((Tensor)Texts).ToArray(), model.Apply((Tensor)Texts).ToArray());
    }

    [Fact]
    public void Texts_and_their_numbers_train_alike()
    {
        var (texts, numbers) = (Reviews(out var vectorize), default(Model));
        var hidden = new Input([3], DType.Int32);
        KerasTensor x = hidden;
        foreach (var layer in new Layer[] { new Embedding(9, 4), new GlobalAveragePooling1D(), new Dense(1, "sigmoid") })
        {
            x = layer.Apply(x);
        }

        numbers = new Model([hidden], [x]);
        numbers.Compile(new Adam(0.05), "binary_crossentropy", metrics: ["accuracy"]);
        numbers.SetWeights(texts.GetWeights());
        var read = vectorize.Apply((Tensor)Texts);
        var a = texts.Fit(Texts, Labels, batchSize: 2, epochs: 3, shuffle: false, verbose: 0, validationSplit: 0.34);
        var b = numbers.Fit(read, Labels, batchSize: 2, epochs: 3, shuffle: false, verbose: 0, validationSplit: 0.34);
        Assert.Equal(b["loss"], a["loss"]);
        Assert.Equal(b["val_loss"], a["val_loss"]);
        Assert.Equal(Training.Weights(numbers), Training.Weights(texts));
        Assert.Equal(numbers.TrainOnBatch(read, Labels)["loss"], texts.TrainOnBatch(Texts, Labels)["loss"]);
    }

    [Fact]
    public void A_model_learns_from_a_stream_of_texts()
    {
        Seed.Set(3);
        var model = Reviews(out var vectorize);
        var data = Dataset.From(Texts, Labels).Shuffle(seed: 1).Batch(2);
        var history = model.Fit(data, epochs: 40, verbose: 0, validation: Dataset.From(Texts, Labels).Batch(4));
        Assert.True(history["val_loss"][^1] < 0.5 * history["val_loss"][0]);
        Assert.Equal(2, model.Predict(Dataset.From(Texts, Labels).Batch(3)).Count());

        // The same on the way: a text is a scalar there.
        var mapped = Dataset.From(Texts, Labels).Map(sample => sample with { Inputs = [vectorize.Apply(sample.X)] }).Batch(6);
        Assert.Equal(vectorize.Apply((Tensor)Texts).ToArray<long>(), mapped.Batches(0).Single().Inputs[0].ToArray<long>());
    }

    [Fact]
    public void Columns_of_a_table_meet_in_a_model()
    {
        Seed.Set(5);
        var city = new Input(new InputConfig { Name = "city", BatchShape = [Shape.Unknown, 1], DType = DType.String });
        var age = new Input(new InputConfig { Name = "age", BatchShape = [Shape.Unknown, 1] });
        var number = new Input(new InputConfig { Name = "number", BatchShape = [Shape.Unknown, 1], DType = DType.Int64 });
        var bins = new Discretization([30, 50]).Apply(age);
        var features = new Concatenate().Apply(
            new StringLookup(vocabulary: ["rome", "oslo"], outputMode: OutputMode.OneHot).Apply(city),
            new CategoryEncoding(3, OutputMode.OneHot).Apply(bins),
            new HashedCrossing(6, OutputMode.OneHot).Apply(city, bins)[0],
            new CategoryEncoding(4, OutputMode.OneHot).Apply(new IntegerLookup(vocabulary: [5_000_000_000, 7]).Apply(number)),
            new Normalization(new NormalizationConfig { Mean = [40], Variance = [100] }).Apply(age));
        var model = new Model([city, age, number], [new Dense(1).Apply(features)]);
        model.Compile("adam", "mse");
        var x = new Dictionary<string, Tensor>
        {
            ["city"] = new string[,] { { "rome" }, { "oslo" }, { "bonn" } },
            ["age"] = new float[,] { { 20 }, { 35 }, { 70 } },
            ["number"] = Tensor.Wrap<long>([5_000_000_000, 7, 6_000_000_000], [3, 1]),
        };
        var history = model.Fit(x, new float[] { 1, 2, 3 }, epochs: 100, verbose: 0);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        var y = model.Predict(x)[model.OutputNames[0]].ToArray();
        Near.Assert([.. y.Select(v => (double)v)], model.Apply([x["city"], x["age"], x["number"]], new CallContext(training: false))[0].ToArray<double>(), Near.Formula);
        Assert.Equal(3, model.Graph.Host!.Entries.Count(entry => entry.Call.Layer is not Input));
    }

    [Fact]
    public void What_is_read_and_given_keeps_its_own_type()
    {
        var input = new Input([], DType.String);
        var lookup = new StringLookup(vocabulary: ["a", "b"]);
        var numbers = lookup.Apply(input);
        var back = new StringLookup(vocabulary: ["a", "b"], invert: true).Apply(numbers);
        var model = new Model([input], [numbers, back]);
        var outputs = model.Predict([(Tensor)new string[] { "b", "z" }]);
        Assert.Equal((DType.Int64, DType.String), (outputs[0].DType, outputs[1].DType));
        Assert.Equal([2, 0], outputs[0].ToArray<long>());
        Assert.Equal(["b", "[UNK]"], outputs[1].ToStrings());
    }

    [Fact]
    public void A_model_of_preparation_is_a_layer_of_another()
    {
        var input = new Input([1], DType.String);
        var prepare = new Model([input], [new StringLookup(vocabulary: ["a", "b"], outputMode: OutputMode.OneHot).Apply(input)]);
        var outer = new Input([1], DType.String);
        var model = new Model([outer], [new Dense(1).Apply(prepare.Apply(outer))]);
        Tensor x = new string[,] { { "a" }, { "q" } };
        Near.Assert(
            model.Layers.OfType<Dense>().Single().Apply(prepare.Apply(x)).ToArray<double>(), model.Predict(x).ToArray<double>(), Near.Formula);
        var inside = new Sequential([new StringLookup(vocabulary: ["a", "b"], outputMode: OutputMode.OneHot)]);
        Assert.Equal([Shape.Unknown, 3], inside.Apply(new Input([1], DType.String)).Shape);
    }

    [Fact]
    public void A_sequential_model_takes_strings_without_an_input()
    {
        var model = new Sequential([new StringLookup(vocabulary: ["a", "b"], outputMode: OutputMode.MultiHot), new Dense(1)]);
        model.Compile("sgd", "mse");
        model.Fit(new string[,] { { "a", "b" }, { "b", "q" } }, new float[] { 1, 2 }, verbose: 0);
        Assert.Equal(DType.String, model.Inputs[0].DType);
    }

    [Fact]
    public void Vectors_of_texts_need_few_plans()
    {
        var model = new Sequential([new Input([], DType.String), new TextVectorization(outputMode: OutputMode.Count, vocabulary: ["a", "b"]), new Dense(1)]);
        foreach (var words in Enumerable.Range(1, 16))
        {
            model.Predict((Tensor)new string[] { string.Join(' ', Enumerable.Repeat("a", words)) });
        }

        Near.Assert(
            [5 * model.Weights[0].Floats[1]], model.Predict((Tensor)new string[] { "a a a a a" }).ToArray<double>(), Near.Formula);
    }

    public static TheoryData<string, string> Errors => new()
    {
        { "numbers for strings", "'text' takes string; x is float32." },
        { "strings for numbers", "'x' takes numbers; x is string." },
        { "strings as targets", "y is string; targets are numbers." },
        { "dense", "MatMul needs numbers; it was given string." },
        { "dropout", "'dropout' (Dropout) takes numbers; 'text' gives string." },
        { "trained", "'hashing' (Hashing) reads values before a training step begins, so nothing that is trained may lead to it; 'dense' (Dense) has weights that are trained." },
        { "compiled", "'string_lookup' (StringLookup) reads values, before a plan runs; it was given string[1], whose values are not known yet." },
        { "derived", "'own' (Own) is a derived model, whose Call is compiled; strings are values that no plan holds." },
        { "vocabulary", "The embedding 'embedding' has a vocabulary of 2, so indices are 0..1; sample 1, position 0, is 2." },
        { "trained strings", "'string_lookup' gives string, which Predict hands out; Fit and Evaluate compare numbers." },
        { "sum", "Add needs numbers; it was given string." },
        { "as numbers", "Strings have no value as Single." },
        { "as strings", "ToStrings needs a tensor of strings; it was given float32[1]." },
        { "shape", "A tensor of shape [3] was given 2 values." },
    };

    [Theory, MemberData(nameof(Errors))]
    public void Bad_input_is_named(string what, string expected)
    {
        var text = new Input(new InputConfig { Name = "text", BatchShape = [Shape.Unknown], DType = DType.String });
        var hot = new StringLookup(vocabulary: ["a"], outputMode: OutputMode.Count);
        Action act = what switch
        {
            "numbers for strings" => () => Reviews(out _).Fit(new float[] { 1, 2 }, new float[] { 1, 2 }, verbose: 0),
            "strings for numbers" => () => new Sequential([new Input(new InputConfig { Name = "x", BatchShape = [Shape.Unknown] })
                , new Rescaling(2)]).Predict((Tensor)new string[] { "a" }),
            "strings as targets" => () => Training.Line().Fit(new float[,] { { 1 } }, new string[] { "a" }, verbose: 0),
            "dense" => () => new Dense(2).Apply(new Input([3], DType.String)),
            "dropout" => () => _ = new Model([text], [new Dropout(0.5).Apply(text)]),
            "trained" => () => _ = new Sequential([new Input(2), new Dense(2), new Hashing(3)]),
            "compiled" => () => Function.Compile(x => new StringLookup(vocabulary: ["a"]).Apply(x))(new string[] { "a" }),
            "derived" => () => new Own().Predict((Tensor)new string[] { "a" }),
            "vocabulary" => () => new Sequential([new Input([1], DType.String), new StringLookup(vocabulary: ["a", "b"]), new Embedding(2, 3)])
                .Predict((Tensor)new string[,] { { "a" }, { "b" } }),
            "trained strings" => () =>
            {
                var numbers = new Input([], DType.Int32);
                var model = new Model([numbers], [new StringLookup(vocabulary: ["a"], invert: true).Apply(numbers)]);
                model.Compile("sgd", "mse");
                model.Evaluate(new int[] { 1 }, new float[] { 1 });
            }
            ,
            "sum" => () => _ = (Tensor)"a" + (Tensor)"b",
            "as numbers" => () => ((Tensor)"a").ToArray(),
            "as strings" => () => ((Tensor)new float[] { 1 }).ToStrings(),
            _ => () => Tensor.From(["a", "b"], [3]),
        };
        var error = Assert.ThrowsAny<Exception>(act);
        Assert.Equal(expected, error.Message.Split('\n')[0].Split(" (Parameter")[0]);
        _ = hot;
    }

    private static Model Reviews(out TextVectorization vectorize)
    {
        var text = new Input(new InputConfig { Name = "text", BatchShape = [Shape.Unknown], DType = DType.String });
        vectorize = new TextVectorization(outputSequenceLength: 3);
        vectorize.Adapt(Texts);
        var x = new GlobalAveragePooling1D().Apply(new Embedding(9, 4).Apply(vectorize.Apply(text)));
        var model = new Model([text], [new Dense(1, "sigmoid").Apply(x)]);
        model.Compile(new Adam(0.05), "binary_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private sealed class Own : Model
    {
        public Own()
            : base("own")
        {
        }

        protected override Tensor Call(Tensor x, CallContext context) => x;
    }
}
