using Lamina.Formats.Keras;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Every form in which models are saved, saved and loaded again.</summary>
[Collection(ProcessWide.Name)]
public sealed class SavedFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Models => Each(SavedForm.OfModels);

    public static TheoryData<string, string> Weights => Each(SavedForm.OfWeights);

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Models))]
    public void A_model_goes_on_from_its_file(string ending, string name)
    {
        var path = _folder["model" + ending];
        var half = Trained(name, epochs: 1);
        half.Save(path);
        var back = Model.Load(path);
        Assert.Equal(half.GetType(), back.GetType());
        Assert.Equal(half.ToJson(), back.ToJson());
        Assert.Equal(Describe(half), Describe(back));
        GoesOn(name, back);
    }

    [Theory, MemberData(nameof(Weights))]
    public void A_model_goes_on_from_its_weights(string ending, string name)
    {
        var path = _folder["model" + ending];
        var half = Trained(name, epochs: 1);
        half.SaveWeights(path);
        var back = Trained(name, epochs: 1, seed: 99);
        back.LoadWeights(path);
        Assert.Equal(Describe(half), Describe(back));
        GoesOn(name, back);
    }

    [Theory, MemberData(nameof(Models))]
    public void A_model_that_was_never_trained_comes_back(string ending, string name)
    {
        var path = _folder["model" + ending];
        var model = SavedModels.Create(name);
        model.Save(path);
        var back = Model.Load(path);
        Assert.Equal(Describe(model), Describe(back));
        Assert.Null(back.Optimizer);
        foreach (var (expected, actual) in model.Predict(SavedModels.Data(model)).Zip(back.Predict(SavedModels.Data(model))))
        {
            Assert.Equal(expected.ToArray(), actual.ToArray());
        }
    }

    private static void GoesOn(string name, Model back)
    {
        back.Fit(SavedModels.Data(back), SavedModels.Targets(back), batchSize: 8, epochs: 2, initialEpoch: 1, verbose: 0, shuffle: false);
        Assert.Equal(Describe(Trained(name, epochs: 2)), Describe(back));
    }

    private static Model Trained(string name, int epochs, int seed = 0)
    {
        var model = ModelFilesTests.Trained(name, epochs);
        foreach (var weight in model.Weights.Where(weight => seed > 0 && weight.DType == DType.Float32))
        {
            weight.Floats.Fill(seed);
        }

        return model;
    }

    private static string[] Describe(Model model) => ModelFilesTests.Describe(model);

    private static TheoryData<string, string> Each(IReadOnlyList<SavedForm> forms)
    {
        var data = new TheoryData<string, string>();
        foreach (var form in forms)
        {
            foreach (var name in SavedModels.Names)
            {
                data.Add(form.Ending, name);
            }
        }

        return data;
    }
}
