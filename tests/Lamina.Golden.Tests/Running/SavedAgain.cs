using Lamina.NN;

namespace Lamina.Golden.Tests.Running;

/// <summary>Saves a model in every form, and asserts that each comes back with the same bits.</summary>
internal static class SavedAgain
{
    private static readonly string[] WholeModels = [".keras", ".h5"];
    private static readonly string[] Weights = [".weights.h5", ".npz"];

    public static void Check(Model model, Tensor[] inputs)
    {
        var folder = Directory.CreateTempSubdirectory("lamina-golden-");
        try
        {
            foreach (var ending in WholeModels)
            {
                var path = Path.Combine(folder.FullName, "model" + ending);
                model.Save(path);
                CheckSame(model, Model.Load(path), inputs, path);
            }

            foreach (var ending in Weights)
            {
                var path = Path.Combine(folder.FullName, "model" + ending);
                model.SaveWeights(path);
                var other = model.Clone();
                other.LoadWeights(path);
                CheckSame(model, other, inputs, path);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void CheckSame(Model expected, Model actual, Tensor[] inputs, string what)
    {
        ResetStates(expected);
        Assert.Equal(expected.Weights.Select(weight => weight.ToString()).Order(), actual.Weights.Select(weight => weight.ToString()).Order());
        CheckBits(ByPath(expected.Weights), ByPath(actual.Weights), what);
        CheckBits(expected.Predict(inputs), actual.Predict(inputs), $"predictions of {what}");
        if (actual.Trainer is not null)
        {
            CheckBits(
                expected.Trainer!.State.Variables.Select(variable => variable.Read()),
                actual.Trainer.State.Variables.Select(variable => variable.Read()),
                $"the optimizer of {what}");
        }
    }

    // What layers carry from batch to batch is in no file.
    private static void ResetStates(Layer layer)
    {
        if (layer is Recurrent { IsStateful: true } recurrent)
        {
            recurrent.ResetStates();
        }

        foreach (var inner in layer.SubLayers)
        {
            ResetStates(inner);
        }
    }

    private static IEnumerable<Tensor> ByPath(IReadOnlyList<Variable> weights) =>
        weights.OrderBy(weight => weight.Path, StringComparer.Ordinal).Select(weight => weight.Read());

    private static void CheckBits(IEnumerable<Tensor> expected, IEnumerable<Tensor> actual, string what)
    {
        Tensor[] own = [.. expected], other = [.. actual];
        Assert.True(own.Length == other.Length, $"{what}: {own.Length} arrays expected, {other.Length} given.");
        foreach (var (a, b) in own.Zip(other))
        {
            Assert.Equal(a.Shape, b.Shape);
            Assert.True(a.ToArray<double>().SequenceEqual(b.ToArray<double>()), $"{what}: values of shape {a.Shape} differ.");
        }
    }
}
