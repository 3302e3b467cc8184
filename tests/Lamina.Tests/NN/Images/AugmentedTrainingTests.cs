using Lamina.NN;

namespace Lamina.Tests.NN.Images;

[Collection(ProcessWide.Name)]
public sealed class AugmentedTrainingTests
{
    [Fact]
    public void Models_augment_bytes_while_they_train_and_use_images_as_they_are()
    {
        // Bright on the left or on the right: flips would hide that, turns and zooms do not.
        Seed.Set(1);
        var bytes = new byte[64 * 8 * 8];
        var kinds = new int[64];
        for (var i = 0; i < bytes.Length; i++)
        {
            kinds[i / 64] = i / 64 % 2;
            bytes[i] = (byte)(i % 8 / 4 == kinds[i / 64] ? 200 + (i % 7) : 20 + (i % 5));
        }

        Tensor x = Tensor.Wrap(bytes, [64, 8, 8, 1]), y = kinds;
        var model = new Sequential(
        [
            new Input(8, 8, 1), new RandomRotation(0.1), new RandomZoom(0.2), new RandomBrightness(0.2), new Rescaling(1 / 255.0),
            new Flatten(), new Dense(2),
        ]);
        model.Compile(new Adam(0.01), new SparseCategoricalCrossentropy(fromLogits: true), metrics: ["accuracy"]);
        model.Fit(x, y, epochs: 8, batchSize: 16, verbose: 0);
        Assert.Equal(1, model.Evaluate(x, y)["accuracy"]);
        var plain = new Sequential([new Input(8, 8, 1), new Rescaling(1 / 255.0), new Flatten(), new Dense(2)]);
        plain.SetWeights(model.GetWeights());
        Near.Assert(plain.Predict(x).ToArray<double>(), model.Predict(x).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Crops_have_one_size_in_training_and_in_use()
    {
        var model = new Sequential([new Input(9, 9, 2), new RandomCrop(6, 5), new Flatten(), new Dense(1)]);
        model.Compile("sgd", "mse");
        var x = NN.Training.Normal(1, 6, 9, 9, 2);
        model.Fit(x, NN.Training.Normal(2, 6, 1), verbose: 0);
        Assert.Equal([6, 1], model.Predict(x).Shape);
        Assert.Equal(61, model.CountParameters());
    }
}
